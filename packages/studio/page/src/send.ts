import { mayPass } from './request.js';

export interface SendOptions {
  /** told before each new attempt */
  readonly onRetry: (error: unknown) => void;
  readonly signal: AbortSignal;
  /** milliseconds */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Waits between attempts, milliseconds; the last one is repeated. */
const WAITS = [500, 1000, 2000, 4000] as const;

/**
 * Asks until there is an answer. The request carries an id that its sender made, so that the server stores it once however often it comes.
 * @throws whatever no repetition can mend
 */
export async function sendUntilStored<T>(attempt: () => Promise<T>, options: SendOptions): Promise<T> {
  const { onRetry, signal, wait = pause } = options;
  for (let failed = 0; ; failed++) {
    try {
      return await attempt();
    } catch (error) {
      if (!mayPass(error) || signal.aborted) throw error;
      onRetry(error);
      await wait(WAITS[Math.min(failed, WAITS.length - 1)] ?? 4000, signal);
      if (signal.aborted) throw error;
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done, { once: true });
    signal.addEventListener('abort', done, { once: true });
  });
}
