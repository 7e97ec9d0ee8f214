import { KEYED_BINS } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BestKeys } from './best-keys.js';
import { equalBins, estimateOf, leastEqual } from './bins.js';
import { findNearKeys } from './near-keys.js';
import type { KeyFile, StoredBlock } from './read-keys.js';

const sketches = fc.array(fc.uint8Array({ minLength: KEYED_BINS, maxLength: KEYED_BINS }), { minLength: 1, maxLength: 12 });
/** Sketches, and what becomes of them where some bins change. */
const pairs = sketches.chain((first) =>
  fc.tuple(
    fc.constant(first),
    fc.array(
      fc.tuple(fc.nat(first.length - 1), fc.array(fc.nat(KEYED_BINS - 1), { maxLength: 40 })).map(([k, changed]) => {
        const copy = Uint8Array.from(first[k] as Uint8Array);
        for (const bin of changed) copy[bin] = (copy[bin] as number) ^ 1;
        return copy;
      }),
      { minLength: 1, maxLength: 12 },
    ),
  ),
);

/** Blocks of a few items, each with a sketch of syllables. */
function keysOf(bins: readonly Uint8Array[]): KeyFile {
  const blocks = bins.map((_, before) => ({ items: 1, syllables: 1, jamo: 0, names: 2, before }) as StoredBlock);
  const header = { 'jatdae-leak': 3, dataset: 'a', key: 'k', jaccard: 0.8, n: 5, least: 20, jamo: 40, text: 't' } as const;
  return {
    header,
    items: bins.length,
    blocks,
    column: async ({ before }) => Buffer.from(bins[before] as Uint8Array),
    owners: async ({ before }) => Uint32Array.of(before),
    place: async (item) => ({ path: 'a', record: item + 1 }),
    close: async () => undefined,
  };
}

const common = (a: Uint8Array, b: Uint8Array): number => a.filter((bin, k) => bin === b[k]).length;

it('counts equal bins as one would by hand', () => {
  fc.assert(
    fc.property(pairs, fc.nat(KEYED_BINS), ([first, second], least) => {
      const [a, b] = [first[0] as Uint8Array, second[0] as Uint8Array];
      const expected = common(a, b);
      const words = (bytes: Uint8Array): Int32Array => new Int32Array(Uint8Array.from(bytes).buffer);
      expect(equalBins(words(a), 0, words(b), 0, least)).toBe(expected < least ? -1 : expected);
    }),
  );
});

it('gives each item the sketch that has most bins in common with its own, the first of equals', async () => {
  const least = leastEqual(0.8);
  await fc.assert(
    fc.asyncProperty(pairs, async ([first, second]) => {
      const best: BestKeys = {
        kind: new Uint8Array(second.length),
        partner: new Uint32Array(second.length),
        equalBins: new Uint8Array(second.length),
      };
      expect(await findNearKeys(keysOf(second), keysOf(first), best)).toBe(0);
      for (const [k, own] of second.entries()) {
        const equal = first.map((other) => common(own, other));
        const most = Math.max(...equal);
        // Pairs are looked for by bands: these share one where not every band has a bin that differs.
        const isSure = most >= KEYED_BINS - 17;
        if (isSure) expect([best.equalBins[k], best.partner[k]]).toEqual([most, equal.indexOf(most)]);
        if (most < least) expect(best.kind[k]).toBe(0);
      }
    }),
  );
});

it('tells of a pair from an estimate that one in a hundred pairs at the threshold stays below', () => {
  expect(estimateOf(leastEqual(0.8))).toBeCloseTo(0.72, 2);
  expect(estimateOf(KEYED_BINS)).toBe(1);
});
