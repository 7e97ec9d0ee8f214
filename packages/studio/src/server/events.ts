import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Session } from '../review/session.js';

/** Milliseconds between two looks at what others stored, between two signs of life, and between two steps of a validation that are told. */
const LOOK = 1500;
const PING = 15_000;
const STEP = 200;

/** The state of the review as it changes, until the page goes away or the server ends. */
export function answerEvents(context: Context, session: Session, signal: AbortSignal): Response {
  return streamSSE(
    context,
    async (stream) => {
      let changed = true;
      let wake = (): void => undefined;
      const end = (): void => wake();
      const forget = session.onChange(() => {
        changed = true;
        wake();
      });
      stream.onAbort(end);
      signal.addEventListener('abort', end, { once: true });
      const pause = (milliseconds: number): Promise<void> =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      let told = '';
      let toldAt = 0;
      await stream.write('retry: 1000\n\n');
      while (!stream.aborted && !signal.aborted) {
        changed = false;
        // What another server on the same database stored is seen by looking.
        const state = JSON.stringify(await session.state());
        if (state !== told) {
          told = state;
          toldAt = Date.now();
          await stream.writeSSE({ event: 'state', data: state });
          await new Promise((resolve) => setTimeout(resolve, STEP));
        } else if (Date.now() - toldAt >= PING) {
          toldAt = Date.now();
          await stream.write(': ping\n\n');
        }
        if (!changed && !stream.aborted && !signal.aborted) await pause(LOOK);
      }
      forget();
      signal.removeEventListener('abort', end);
    },
    ended,
  );
}

/** Where the database is away the stream ends, and the page asks again. */
const ended = async (): Promise<void> => undefined;
