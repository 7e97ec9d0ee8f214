import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import type { Outcome } from './outcome.js';
import { createPatient, realTime } from './patient.js';

const reply: Outcome = {
  kind: 'reply',
  reply: { text: 'B', reasoning: null, model: null, fingerprint: null, finish: 'stop', usage: null },
};
const failed = (after: number | null): Outcome => ({ kind: 'failed', message: { ko: '', en: '' }, after });
const { signal } = new AbortController();

/** Time that passes only while somebody waits. */
function startClock() {
  let time = 1_000_000;
  return {
    now: () => time,
    async sleep(milliseconds: number) {
      const end = time + milliseconds;
      await setImmediate();
      time = Math.max(time, end);
    },
  };
}

it('waits twice as long each time, never longer than half a minute, and gives up', async () => {
  const clock = startClock();
  const times: number[] = [];
  const ask = async (): Promise<Outcome> => {
    times.push(clock.now());
    return failed(null);
  };
  const patience = { retries: 9, random: () => 1, ...clock };
  expect(await createPatient(ask, patience)([], signal)).toEqual(failed(null));
  const waits = times.slice(1).map((time, k) => time - (times[k] ?? 0));
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

it('a wait that the server asks of one holds for all', async () => {
  const clock = startClock();
  const start = clock.now();
  const times: number[] = [];
  const ask = async (): Promise<Outcome> => {
    times.push(clock.now() - start);
    return times.length === 1 ? failed(60_000) : reply;
  };
  const patient = createPatient(ask, { retries: 1, random: () => 0, ...clock });
  const one = patient([], signal);
  await setImmediate();
  expect(await Promise.all([one, patient([], signal), patient([], signal)])).toEqual([reply, reply, reply]);
  expect(times[0]).toBe(0);
  expect(times.slice(1).every((time) => time >= 60_000)).toBe(true);
});

it('what will not work another time is not asked again', async () => {
  const ask = vi.fn(async (): Promise<Outcome> => ({ kind: 'refused', status: 400, message: 'no' }));
  await createPatient(ask, { retries: 5, random: () => 0, ...startClock() })([], signal);
  expect(ask).toHaveBeenCalledTimes(1);
});

it('an interrupt ends a wait', async () => {
  const controller = new AbortController();
  const outcome = createPatient(async () => failed(60_000), { retries: 5, ...realTime })([], controller.signal);
  await setImmediate();
  controller.abort();
  await expect(outcome).rejects.toThrow('aborted');
});
