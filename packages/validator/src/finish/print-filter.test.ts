import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPrintFilter } from './print-filter.js';

const STRIDE = 2;

it('lets every fingerprint pass that came twice, however many came and in whatever pieces', () => {
  const pieces = fc.array(fc.array(fc.oneof(fc.nat(40), fc.integer()), { maxLength: 400 }), { maxLength: 40 });
  fc.assert(
    fc.property(pieces, (all) => {
      const filter = createPrintFilter(STRIDE);
      for (const words of all) filter.add(Int32Array.from(words.flatMap((word) => [word, 9])));
      const words = all.flat();
      const twice = words.filter((word, k) => words.indexOf(word) < k);
      expect(twice.filter((word) => !filter.mayBeEqual(word))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('lets few of the others pass: an eighth of a hundred thousand at the most', () => {
  const filter = createPrintFilter(1);
  const words = Int32Array.from({ length: 100_000 }, (_, k) => Math.imul(k, 0x9e3779b1));
  const hashed = words.map((word) => Math.imul(word ^ (word >>> 15), 0x85ebca6b));
  for (let at = 0; at < hashed.length; at += 1000) filter.add(hashed.subarray(at, at + 1000));
  expect(hashed.filter((word) => filter.mayBeEqual(word)).length).toBeLessThan(hashed.length / 8);
});
