import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstBadUtf8, textSearch } from './text.js';

it('finds the first byte that is not UTF-8', () => {
  const pieces = fc.constantFrom(
    [0x61],
    [0xc3, 0xa9],
    [0xea, 0xb0, 0x80],
    [0xf0, 0x9f, 0x98, 0x80],
    [0xed, 0xa0, 0x80],
    [0xc0, 0x80],
    [0x80],
    [0xf4, 0x90],
    [0xe0],
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(pieces).map((list) => Uint8Array.from(list.flat())),
        fc.uint8Array(),
      ),
      (bytes) => {
        const bad = firstBadUtf8(bytes);
        expect(bad === -1).toBe(isUtf8(bytes));
        if (bad >= 0) expect(isUtf8(bytes.subarray(0, bad))).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

it('finds a text across any cuts, and only where it is', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 40 });
  fc.assert(
    fc.property(
      text,
      fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 9 }),
      (all, wanted, size) => {
        const search = textSearch(wanted);
        for (let at = 0; at < all.length; at += size) search.feed(new TextEncoder().encode(all.slice(at, at + size)));
        expect(search.found()).toBe(all.includes(wanted));
      },
    ),
  );
});
