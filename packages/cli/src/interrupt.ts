import type { Localized } from '@jatdae/schema';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { fullDisk } from './outputs.js';

export interface Interrupt {
  readonly signal: AbortSignal;
  stop(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The first Ctrl-C asks the run to end with what it has; the second ends the process at once. */
export function watchInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  const listener = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    onFirst();
  };
  for (const name of SIGNALS) process.on(name, listener);
  return {
    signal: controller.signal,
    stop() {
      for (const name of SIGNALS) process.off(name, listener);
    },
  };
}

export const NOTHING_WRITTEN: Localized = {
  ko: '중단되었습니다. 아무것도 쓰지 않았습니다.',
  en: 'Interrupted. Nothing was written.',
};

export const DRAFT_REMOVED: Localized = {
  ko: '중단되었습니다. 쓰던 것은 지웠습니다.',
  en: 'Interrupted. What was written has been removed.',
};

/**
 * Does work that Ctrl-C ends before its time: its user is told `left`, which is what becomes of what was begun.
 * @returns the exit status
 * @throws what the work throws unless it was interrupted; UsageFailure where the temporary folder is full
 */
export async function whileWatched(
  { note }: Context,
  left: Localized,
  work: (signal: AbortSignal) => Promise<number>,
  onFirst: () => void = () => undefined,
): Promise<number> {
  const interrupt = watchInterrupt(onFirst);
  try {
    return await work(interrupt.signal);
  } catch (error) {
    if (!interrupt.signal.aborted) throw fullDisk(error) ?? error;
    note(left);
    return EXIT.incomplete;
  } finally {
    interrupt.stop();
  }
}
