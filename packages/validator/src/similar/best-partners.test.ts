import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRanked, rank } from './best-partners.js';

it('keeps the best partners, whatever the order in which they come, each by the best that is said of it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(12)), { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), (pairs, most) => {
      const ranked = createRanked(most);
      for (const [order, partner] of pairs) rank(ranked, order, partner);
      const sorted = [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      const best = sorted.filter(([, partner], k) => sorted.findIndex(([, other]) => other === partner) === k).slice(0, most);
      expect([...ranked.orders.subarray(0, ranked.count)]).toEqual(best.map(([order]) => order));
      expect([...ranked.partners.subarray(0, ranked.count)]).toEqual(best.map(([, partner]) => partner));
    }),
    { numRuns: 2000 },
  );
});
