import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPrintFilter } from './print-filter.js';

const STRIDE = 2;

/** Entries of two integers, as texts. */
const pairsOf = (entries: Int32Array): string[] =>
  Array.from({ length: entries.length / STRIDE }, (_, k) => entries.subarray(k * STRIDE, (k + 1) * STRIDE).join(' '));

it('lets every fingerprint pass that came twice, however many came and in whatever pieces', () => {
  const pieces = fc.array(fc.array(fc.oneof(fc.nat(40), fc.integer()), { maxLength: 400 }), { maxLength: 40 });
  fc.assert(
    fc.property(pieces, fc.constantFrom(1, 40, 1000), (all, splits) => {
      const filter = createPrintFilter(STRIDE, splits);
      const entries = all.map((words) => Int32Array.from(words.flatMap((word, k) => [word, k])));
      for (const each of entries) filter.add(each);
      const words = all.flat();
      const times = new Map<number, number>();
      for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
      for (const each of entries) {
        const picked = pairsOf(filter.pick(each));
        const all = pairsOf(each);
        expect(picked).toEqual(all.filter((pair) => picked.includes(pair)));
        expect(all.filter((pair) => (times.get(Number.parseInt(pair, 10)) ?? 0) > 1 && !picked.includes(pair))).toEqual([]);
      }
    }),
    { numRuns: 30 },
  );
});

it('lets few of the others pass: an eighth of a hundred thousand at the most', () => {
  const filter = createPrintFilter(1);
  const words = Int32Array.from({ length: 100_000 }, (_, k) => Math.imul(k, 0x9e3779b1));
  const hashed = words.map((word) => Math.imul(word ^ (word >>> 15), 0x85ebca6b));
  for (let at = 0; at < hashed.length; at += 1000) filter.add(hashed.subarray(at, at + 1000));
  expect(filter.pick(hashed).length).toBeLessThan(hashed.length / 8);
});
