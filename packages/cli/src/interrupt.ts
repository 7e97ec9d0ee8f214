import { EXIT } from './exit.js';

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
