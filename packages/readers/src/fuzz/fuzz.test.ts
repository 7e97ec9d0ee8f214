import { expect, it } from 'vitest';
import { runCase, type Target } from './case.js';
import { TARGETS } from './targets.js';

const RUNS = 300;
const HANG_MS = 5000;

it.each(Object.entries(TARGETS))('%s: no crash, no hang, no row lost in silence', async (_, target) => {
  expect(await wrongOf(target, 0, RUNS)).toEqual([]);
});

/** Files that a reader once failed on. */
it.each([
  ['arrow-file', 4394, 'a column without a name'],
  ['arrow-file', 7254, 'a batch that is longer than its columns'],
  ['arrow-stream', 3950, 'a column without a name'],
])('%s %i: %s', async (name, run) => {
  expect(await wrongOf(TARGETS[name] as Target, run, run + 1)).toEqual([]);
});

async function wrongOf(target: Target, from: number, to: number): Promise<string[]> {
  const wrong: string[] = [];
  for (let run = from; run < to; run += 1) {
    const { kind, what, milliseconds } = await runCase(target, 1, run);
    if (kind === 'wrong' || kind === 'crash' || milliseconds > HANG_MS) wrong.push(`${run}: ${kind} ${what}`);
  }
  return wrong;
}
