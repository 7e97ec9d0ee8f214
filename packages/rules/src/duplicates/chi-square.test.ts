import fc from 'fast-check';
import { expect, it } from 'vitest';
import { effectOf, statisticOf, tailOf } from './chi-square.js';

/** Critical values as tables of the distribution give them. */
it.each([
  [3.841, 1, 0.05],
  [6.635, 1, 0.01],
  [10.828, 1, 0.001],
  [5.991, 2, 0.05],
  [7.815, 3, 0.05],
  [16.266, 3, 0.001],
  [9.488, 4, 0.05],
  [18.307, 10, 0.05],
  [29.588, 10, 0.001],
  [16.919, 9, 0.05],
])('exceeds %d with %d degrees of freedom with probability %d', (statistic, freedom, probability) => {
  expect(tailOf(statistic, freedom) / probability).toBeCloseTo(1, 2);
});

it('falls from 1 to 0 as the statistic grows, and rises with the degrees of freedom', () => {
  const statistic = fc.double({ min: 0.01, max: 400, noNaN: true });
  fc.assert(
    fc.property(statistic, statistic, fc.integer({ min: 1, max: 30 }), (a, b, freedom) => {
      const [small, large] = a < b ? [a, b] : [b, a];
      expect(tailOf(0, freedom)).toBe(1);
      expect(tailOf(small, freedom)).toBeGreaterThanOrEqual(tailOf(large, freedom) - 1e-12);
      expect(tailOf(a, freedom + 2)).toBeGreaterThanOrEqual(tailOf(a, freedom) - 1e-12);
      expect(tailOf(large, freedom)).toBeGreaterThanOrEqual(0);
    }),
  );
});

it('measures from equal shares to one that has everything', () => {
  expect(statisticOf([10, 10, 10, 10])).toBe(0);
  expect(statisticOf([30, 10])).toBe(10);
  expect(effectOf([25, 25, 25, 25])).toBe(0);
  expect(effectOf([100, 0, 0, 0])).toBeCloseTo(1, 12);
  expect(effectOf([0, 100, 0])).toBeCloseTo(1, 12);
});
