import { type Long, plus, rotated, xor } from './long.js';

const C1: Long = [0x114253d5, 0x87c37b91];
const C2: Long = [0x2745937f, 0x4cf5ad43];
const FIVE: Long = [5, 0];

/** MurmurHash3_x64_128 of assembly/kernel.ts in plain TypeScript, over an ArrayBuffer. */
export function murmur(buffer: ArrayBuffer, start: number, length: number, out: number): void {
  // A partial block is mixed as if zeros followed: a missing word leaves its hash untouched.
  new Uint8Array(buffer).fill(0, start + length, start + ((length + 15) & ~15));
  const view = new DataView(buffer);
  const longAt = (at: number): Long => [view.getUint32(at, true), view.getUint32(at + 4, true)];
  let h1: Long = [0, 0];
  let h2: Long = [0, 0];
  const end = start + (length & ~15);
  for (let at = start; at < end; at += 16) {
    h1 = xor(h1, times(rotated(times(longAt(at), C1), 31), C2));
    h1 = plus(times(plus(rotated(h1, 27), h2), FIVE), [0x52dce729, 0]);
    h2 = xor(h2, times(rotated(times(longAt(at + 8), C2), 33), C1));
    h2 = plus(times(plus(rotated(h2, 31), h1), FIVE), [0x38495ab5, 0]);
  }
  if (end < start + length) {
    h2 = xor(h2, times(rotated(times(longAt(end + 8), C2), 33), C1));
    h1 = xor(h1, times(rotated(times(longAt(end), C1), 31), C2));
  }
  h1 = xor(h1, [length, 0]);
  h2 = xor(h2, [length, 0]);
  h1 = plus(h1, h2);
  h2 = plus(h2, h1);
  h1 = fmix(h1);
  h2 = fmix(h2);
  h1 = plus(h1, h2);
  h2 = plus(h2, h1);
  [...h1, ...h2].forEach((half, k) => {
    view.setUint32(out + k * 4, half, true);
  });
}

const FIRST: Long = [0xed558ccd, 0xff51afd7];
const SECOND: Long = [0x1a85ec53, 0xc4ceb9fe];

function fmix(value: Long): Long {
  const once = times(shifted(value), FIRST);
  return shifted(times(shifted(once), SECOND));
}

/** Its own upper half, less the lowest bit of that, mixed in. */
const shifted = ([low, high]: Long): Long => [low ^ (high >>> 1), high];

const times = (a: Long, b: Long): Long => [
  Math.imul(a[0], b[0]),
  (upperHalf(a[0], b[0]) + Math.imul(a[1], b[0]) + Math.imul(a[0], b[1])) | 0,
];

/** Of the product of two 32-bit numbers: sums of products of halves, none of which a double cannot hold. */
function upperHalf(a: number, b: number): number {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  return a1 * b1 + (middle >>> 16) + (other >>> 16);
}
