import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pickUnits } from './pick.js';

function taken(sizes: readonly number[], quota: number): number {
  const picked = pickUnits(sizes, quota);
  return sizes.reduce((sum, size, k) => sum + (picked[k] === 1 ? size : 0), 0);
}

it('takes single items in their order', () => {
  expect([...pickUnits([1, 1, 1, 1], 2)]).toEqual([1, 1, 0, 0]);
});

it('passes a group over that does not fit where others make the quota exact', () => {
  expect([...pickUnits([3, 4, 2, 2], 4)]).toEqual([0, 1, 0, 0]);
  expect([...pickUnits([3, 2, 2, 5], 4)]).toEqual([0, 1, 1, 0]);
});

it('goes over the quota only where that is nearer, and stays below where both are as near', () => {
  expect(taken([5, 5], 4)).toBe(5);
  expect(taken([2, 6], 4)).toBe(2);
  expect(taken([9], 4)).toBe(0);
});

it('comes as near to the quota as any choice of the groups', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 10 });
  fc.assert(
    fc.property(sizes, fc.nat(40), (list, quota) => {
      const sums = new Set([0]);
      for (const size of list) for (const sum of [...sums]) sums.add(sum + size);
      const best = Math.min(...[...sums].map((sum) => Math.abs(sum - quota)));
      expect(Math.abs(taken(list, quota) - quota)).toBe(best);
    }),
  );
});

it('is exact for a large quota', () => {
  const sizes = Array.from({ length: 50_000 }, (_, k) => 1 + ((k * 7919) % 23));
  expect(taken(sizes, 30_001)).toBe(30_001);
});
