import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apportion, shareOf } from './apportion.js';
import { WHOLE } from './share.js';

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

it('gives each part its share where that is a whole number', () => {
  expect(apportion([1000, 1000, 500], 100_000, 250)).toEqual([100, 100, 50]);
});

it('gives what is left to the largest remainders, of equal ones to the first', () => {
  expect(apportion([15, 18, 15], 100_000, 5)).toEqual([2, 2, 1]);
});

it('comes to the total, and no part is a whole item off its exact share', () => {
  const parts = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: WHOLE - 1 }), (counts, share) => {
      const total = shareOf(sum(counts), share);
      const given = apportion(counts, share, total);
      expect(sum(given)).toBe(total);
      given.forEach((part, k) => {
        expect(Math.abs(part * WHOLE - (counts[k] ?? 0) * share)).toBeLessThan(WHOLE);
      });
    }),
  );
});

it('counts what a part holds already, and gives none more than it can take', () => {
  expect(apportion([100, 100], 100_000, 20, [8, 0], [92, 100])).toEqual([2, 10]);
  expect(apportion([100, 100], 100_000, 20, [12, 0], [88, 5])).toEqual([3, 5]);
});
