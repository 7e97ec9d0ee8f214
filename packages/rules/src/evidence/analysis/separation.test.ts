import fc from 'fast-check';
import { expect, it } from 'vitest';
import { itemsNeeded, leastDifference, mcnemar } from './separation.js';

it('needs 23 pairs in the usual example of McNemar’s test: 45 % against 5 % discordant', () => {
  // Connor 1987, p. 209, as computed in R by powerandsamplesize.com (two-sided 5 %, power 80 %): 23.
  expect(itemsNeeded({ items: 100, onlyFirst: 45, onlySecond: 5 })).toBe(23);
});

it('needs about 6,000 items for two points of difference where a tenth of the items tells the models apart', () => {
  expect(itemsNeeded({ items: 1000, onlyFirst: 60, onlySecond: 40 })).toBe(1960);
  expect(itemsNeeded({ items: 1000, onlyFirst: 50, onlySecond: 50 })).toBeNull();
});

it('finds the difference that the items suffice for: needed for it are just these items', () => {
  fc.assert(
    fc.property(fc.integer({ min: 30, max: 100_000 }), fc.integer({ min: 2, max: 60 }), (items, percent) => {
      const discordant = percent / 100;
      const difference = leastDifference(items, discordant);
      fc.pre(difference < discordant * 0.999);
      const all = 1_000_000_000;
      const onlyFirst = Math.round((all * (discordant + difference)) / 2);
      const needed = itemsNeeded({ items: all, onlyFirst, onlySecond: Math.round(all * discordant) - onlyFirst });
      expect(Math.abs(needed! - items)).toBeLessThanOrEqual(1 + items * 1e-4);
    }),
  );
});

/** 2 · Σ C(n, k) / 2^n in whole numbers. */
function exactly(b: number, c: number): number {
  const n = b + c;
  let term = 1n;
  let sum = 0n;
  for (let k = 0; k <= Math.min(b, c); k++) {
    sum += term;
    term = (term * BigInt(n - k)) / BigInt(k + 1);
  }
  return Math.min(1, Number((2n * sum * 10n ** 18n) / 2n ** BigInt(n)) / 1e18);
}

it('tests two models as whole numbers do', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), (onlyFirst, onlySecond) => {
      const p = mcnemar({ items: 1000, onlyFirst, onlySecond });
      expect(Math.abs(p - exactly(onlyFirst, onlySecond))).toBeLessThan(1e-9);
    }),
  );
});
