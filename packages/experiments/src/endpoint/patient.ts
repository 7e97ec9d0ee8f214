import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../prompt/message.js';
import type { Ask } from './client.js';
import type { Outcome } from './outcome.js';

export interface Patience {
  /** requests after the first */
  readonly retries: number;
  /** a number from 0 to 1 */
  random(): number;
  /** ms */
  now(): number;
  /** rejects once the signal is aborted */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Waits of real time. Their jitter decides nothing that is kept, so nobody needs to repeat it. */
export const realTime: Omit<Patience, 'retries'> = {
  random: Math.random,
  now: Date.now,
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** First and longest wait that the server did not ask for, ms. */
const FIRST = 500;
const LONGEST = 30_000;
/** Longest wait that a server may ask for, ms. */
const MOST = 300_000;

/**
 * Asks again what may work another time, with exponential back-off and full jitter (half of it kept, so that nobody asks again at
 * once). A wait that the server asks for holds for all requests, not only for the one that was told.
 */
export function createPatient(ask: Ask, { retries, random, now, sleep: pause }: Patience): Ask {
  let closedUntil = 0;

  async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (milliseconds > 0) await pause(milliseconds, signal);
  }

  return async (messages: readonly Message[], signal: AbortSignal): Promise<Outcome> => {
    for (let attempt = 0; ; attempt++) {
      await wait(closedUntil - now(), signal);
      const outcome = await ask(messages, signal);
      if (outcome.kind !== 'failed') return outcome;
      if (outcome.after !== null && outcome.after > MOST) return tooLong(outcome.after);
      if (outcome.after !== null) closedUntil = Math.max(closedUntil, now() + outcome.after);
      if (attempt >= retries) return outcome;
      const most = Math.min(LONGEST, FIRST * 2 ** attempt);
      await wait(outcome.after === null ? (most / 2) * (1 + random()) : (FIRST / 2) * random(), signal);
    }
  };
}

function tooLong(milliseconds: number): Outcome {
  const minutes = Math.ceil(milliseconds / 60_000);
  return {
    kind: 'stop',
    call: false,
    message: {
      ko: `서버가 ${minutes}분 뒤에 다시 물으라고 합니다. 그때 같은 명령으로 이어서 하십시오.`,
      en: `The server asks to come back in ${minutes} minutes. Give the same command then, and the run goes on.`,
    },
  };
}
