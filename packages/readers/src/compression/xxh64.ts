import { Buffer } from 'node:buffer';

const STRIPE = 32;
const PRIME_1 = 0x9e3779b185ebca87n;
const PRIME_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME_3 = 0x165667b19e3779f9n;
const PRIME_4 = 0x85ebca77c2b2ae63n;
const PRIME_5 = 0x27d4eb2f165667c5n;

const HIGH_1 = 0x9e3779b1;
const LOW_1 = 0x85ebca87;
const HIGH_2 = 0xc2b2ae3d;
const LOW_2 = 0x27d4eb4f;

export interface Xxh64 {
  update(bytes: Uint8Array): void;
  /** of all that was given so far */
  digest(): bigint;
}

/** XXH64 with seed 0 (Yann Collet, doc/xxhash_spec.md 0.2.0), the checksum of zstd: for a Node without a decoder of its own. */
export function createXxh64(): Xxh64 {
  // Low and high half of each of the four accumulators.
  const lanes = new Int32Array(8);
  [PRIME_1 + PRIME_2, PRIME_2, 0n, -PRIME_1].forEach((value, k) => {
    lanes[2 * k] = Number(BigInt.asIntN(32, value));
    lanes[2 * k + 1] = Number(BigInt.asIntN(32, value >> 32n));
  });
  const rest = Buffer.alloc(STRIPE);
  let kept = 0;
  let total = 0;

  return {
    update(bytes) {
      total += bytes.length;
      let at = 0;
      if (kept > 0) {
        at = Math.min(STRIPE - kept, bytes.length);
        rest.set(bytes.subarray(0, at), kept);
        kept += at;
        if (kept < STRIPE) return;
        addStripes(lanes, rest, 0, STRIPE);
      }
      const end = at + Math.floor((bytes.length - at) / STRIPE) * STRIPE;
      addStripes(lanes, bytes, at, end);
      rest.set(bytes.subarray(end), 0);
      kept = bytes.length - end;
    },
    digest: () => finish(lanes, rest.subarray(0, kept), total),
  };
}

/** acc = rotl31(acc + lane × PRIME_2) × PRIME_1, on halves: BigInt would be twenty times as slow. */
function addStripes(lanes: Int32Array, bytes: Uint8Array, from: number, end: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let k = 0; k < 4; k += 1) {
    let low = lanes[2 * k] as number;
    let high = lanes[2 * k + 1] as number;
    for (let at = from + 8 * k; at < end; at += STRIPE) {
      const inLow = view.getInt32(at, true);
      const inHigh = view.getInt32(at + 4, true);
      const sum = (low + Math.imul(inLow, LOW_2)) | 0;
      const carry = sum >>> 0 < low >>> 0 ? 1 : 0;
      high = (high + productHigh(inLow, LOW_2) + Math.imul(inHigh, LOW_2) + Math.imul(inLow, HIGH_2) + carry) | 0;
      low = sum;
      const turned = (low << 31) | (high >>> 1);
      high = (high << 31) | (low >>> 1);
      low = Math.imul(turned, LOW_1);
      high = (productHigh(turned, LOW_1) + Math.imul(high, LOW_1) + Math.imul(turned, HIGH_1)) | 0;
    }
    lanes[2 * k] = low;
    lanes[2 * k + 1] = high;
  }
}

/** Upper half of the product of two unsigned 32-bit numbers; no sum here passes 32 bits. */
function productHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = (Math.imul(a1, b0) + (Math.imul(a0, b0) >>> 16)) | 0;
  const other = (Math.imul(a0, b1) + (middle & 0xffff)) | 0;
  return (Math.imul(a1, b1) + (middle >>> 16) + (other >>> 16)) | 0;
}

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => wrap((value << by) | (value >> (64n - by)));
const round = (acc: bigint, lane: bigint): bigint => wrap(rotate(wrap(acc + lane * PRIME_2), 31n) * PRIME_1);

function finish(lanes: Int32Array, rest: Buffer, total: number): bigint {
  let hash = wrap((total < STRIPE ? PRIME_5 : converge(lanes)) + BigInt(total));
  let at = 0;
  for (; at + 8 <= rest.length; at += 8) {
    hash = wrap(rotate(hash ^ round(0n, rest.readBigUInt64LE(at)), 27n) * PRIME_1 + PRIME_4);
  }
  if (at + 4 <= rest.length) {
    hash = wrap(rotate(hash ^ wrap(BigInt(rest.readUInt32LE(at)) * PRIME_1), 23n) * PRIME_2 + PRIME_3);
    at += 4;
  }
  for (const byte of rest.subarray(at)) hash = wrap(rotate(hash ^ wrap(BigInt(byte) * PRIME_5), 11n) * PRIME_1);
  hash = wrap((hash ^ (hash >> 33n)) * PRIME_2);
  hash = wrap((hash ^ (hash >> 29n)) * PRIME_3);
  return hash ^ (hash >> 32n);
}

function converge(lanes: Int32Array): bigint {
  const accumulators = [0, 1, 2, 3].map(
    (k) => (BigInt((lanes[2 * k + 1] as number) >>> 0) << 32n) | BigInt((lanes[2 * k] as number) >>> 0),
  );
  const turned = [1n, 7n, 12n, 18n].reduce((sum, by, k) => sum + rotate(accumulators[k] as bigint, by), 0n);
  return accumulators.reduce((hash, acc) => wrap((hash ^ round(0n, acc)) * PRIME_1 + PRIME_4), wrap(turned));
}
