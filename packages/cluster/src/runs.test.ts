import type { Plan } from '@jatdae/validator';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runsOf } from './runs.js';

/** A plan of one file in splits of so many bytes. */
function planOf(sizes: readonly number[]): Plan {
  let start = 0;
  const splits = sizes.map((size, index) => {
    const end = start + size;
    const split = { index, resource: 0, from: 0, to: 1, start, end };
    start = end;
    return split;
  });
  return { splits, resources: [{ files: [0] }], files: [{ size: start }] } as unknown as Plan;
}

const sizes = fc.array(fc.nat(100), { maxLength: 400 });

it('holds every split that is left once and in order, and only splits that follow each other', () => {
  fc.assert(
    fc.property(sizes, fc.array(fc.nat(400)), fc.nat(6), fc.nat(500), (bytes, done, slots, most) => {
      const left = bytes.flatMap((_, index) => (done.includes(index) ? [] : [index]));
      const runs = runsOf(planOf(bytes), left, slots, most);
      expect(runs.flatMap(({ first, count }) => Array.from({ length: count }, (_, k) => first + k))).toEqual(left);
      for (const { first, count } of runs) {
        const held = bytes.slice(first, first + count).reduce((sum, size) => sum + size, 0);
        expect(count === 1 || held <= most).toBe(true);
      }
    }),
  );
});

it('leaves enough runs for all threads', () => {
  const left = Array.from({ length: 400 }, (_, k) => k);
  expect(runsOf(planOf(left.map(() => 1)), left, 5, 1e9).length).toBeGreaterThanOrEqual(80);
});
