import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createXxh64 } from './xxh64.js';

function sumOf(...pieces: Uint8Array[]): string {
  const sum = createXxh64();
  for (const piece of pieces) sum.update(piece);
  return sum.digest().toString(16).padStart(16, '0');
}

/** As xxhsum has them. */
it.each([
  ['', 'ef46db3751d8e999'],
  ['a', 'd24ec4f1a98c6e5b'],
  ['abc', '44bc2cf5ad770999'],
])('of %j is %s', (text, sum) => {
  expect(sumOf(Buffer.from(text))).toBe(sum);
});

/** The reference algorithm word by word, without anything that makes it fast. */
function reference(bytes: Buffer): string {
  const [p1, p2, p3, p4, p5] = [
    0x9e3779b185ebca87n,
    0xc2b2ae3d27d4eb4fn,
    0x165667b19e3779f9n,
    0x85ebca77c2b2ae63n,
    0x27d4eb2f165667c5n,
  ] as const;
  const wrap = (value: bigint) => BigInt.asUintN(64, value);
  const rotl = (value: bigint, by: bigint) => wrap((value << by) | (value >> (64n - by)));
  const round = (acc: bigint, lane: bigint) => wrap(rotl(wrap(acc + wrap(lane * p2)), 31n) * p1);
  let at = 0;
  let hash: bigint = p5;
  if (bytes.length >= 32) {
    const acc = [wrap(p1 + p2), p2, 0n, wrap(-p1)];
    for (; at + 32 <= bytes.length; at += 32)
      for (let k = 0; k < 4; k += 1) acc[k] = round(acc[k]!, bytes.readBigUInt64LE(at + 8 * k));
    hash = wrap(rotl(acc[0]!, 1n) + rotl(acc[1]!, 7n) + rotl(acc[2]!, 12n) + rotl(acc[3]!, 18n));
    for (const value of acc) hash = wrap(wrap(hash ^ round(0n, value)) * p1 + p4);
  }
  hash = wrap(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) hash = wrap(rotl(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * p1 + p4);
  if (at + 4 <= bytes.length) {
    hash = wrap(rotl(hash ^ wrap(BigInt(bytes.readUInt32LE(at)) * p1), 23n) * p2 + p3);
    at += 4;
  }
  for (; at < bytes.length; at += 1) hash = wrap(rotl(hash ^ wrap(BigInt(bytes[at]!) * p5), 11n) * p1);
  hash = wrap((hash ^ (hash >> 33n)) * p2);
  hash = wrap((hash ^ (hash >> 29n)) * p3);
  return (hash ^ (hash >> 32n)).toString(16).padStart(16, '0');
}

it('is what the plain algorithm says, in whatever pieces the bytes come', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 6 }), (pieces) => {
      expect(sumOf(...pieces)).toBe(reference(Buffer.concat(pieces)));
    }),
    { numRuns: 500 },
  );
});
