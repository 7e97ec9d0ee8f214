import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare, effectOf, statisticOf, tailOf, wilson } from './chi-square.js';

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

it('compares two samples as a table of two rows', () => {
  // R: chisq.test(matrix(c(30, 20, 50, 10, 30, 60), 2, byrow = TRUE)): X-squared = 12.909, df = 2
  const found = compare([30, 20, 50], [10, 30, 60]);
  expect(found?.statistic).toBeCloseTo(12.9091, 3);
  expect(found).toMatchObject({ freedom: 2 });
  expect(found?.effect).toBeCloseTo(Math.sqrt(12.9091 / 200), 4);
});

it('takes rare classes together, and compares nothing where one class is left', () => {
  expect(compare([90, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [90, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])?.freedom).toBe(2);
  expect(compare([90, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [90, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], false)?.freedom).toBe(1);
  expect(compare([900, 3], [100, 1])).toBeNull();
  expect(compare([5, 5], [0, 0])).toBeNull();
  expect(compare([], [])).toBeNull();
});

it('gives the interval of Wilson', () => {
  // Newcombe 1998, Table I: 81 of 263, and 0 of 20.
  expect(wilson(81 / 263, 263).map((bound) => Number(bound.toFixed(4)))).toEqual([0.2553, 0.3662]);
  expect(wilson(0, 20).map((bound) => Number(bound.toFixed(4)))).toEqual([0, 0.1611]);
});
