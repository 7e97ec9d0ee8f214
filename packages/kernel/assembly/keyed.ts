// Sketches whose every gram is hashed with a secret key: src/keyed-twin.ts has the same in plain TypeScript. Addresses are absolute.
import { fillGaps } from './sketch';

const BINS: usize = 128;

let v0: u64 = 0;
let v1: u64 = 0;
let v2: u64 = 0;
let v3: u64 = 0;

@inline
function mix(): void {
  v0 += v1;
  v1 = rotl(v1, 13) ^ v0;
  v0 = rotl(v0, 32);
  v2 += v3;
  v3 = rotl(v3, 16) ^ v2;
  v0 += v3;
  v3 = rotl(v3, 21) ^ v0;
  v2 += v1;
  v1 = rotl(v1, 17) ^ v2;
  v2 = rotl(v2, 32);
}

@inline
function absorb(block: u64): void {
  v3 ^= block;
  mix();
  mix();
  v0 ^= block;
}

/** SipHash-2-4 (Aumasson, Bernstein 2012) of `length` bytes, of which up to seven after the range are read, not used. */
@inline
function sipHash(start: usize, length: i32, k0: u64, k1: u64): u64 {
  v0 = k0 ^ 0x736f6d6570736575;
  v1 = k1 ^ 0x646f72616e646f6d;
  v2 = k0 ^ 0x6c7967656e657261;
  v3 = k1 ^ 0x7465646279746573;
  const tail = length & 7;
  const end = start + <usize>(length - tail);
  for (let at = start; at < end; at += 8) absorb(load<u64>(at));
  const rest = tail == 0 ? 0 : load<u64>(end) & (((<u64>1) << (<u64>tail * 8)) - 1);
  absorb(((<u64>length) << 56) | rest);
  v2 ^= 0xff;
  mix();
  mix();
  mix();
  mix();
  return v0 ^ v1 ^ v2 ^ v3;
}

/**
 * One-permutation MinHash of the `n`-grams of `length` units, each hashed with the 16 bytes at `key`: the lowest byte of each of BINS bins to
 * `out`, gaps filled as in sketch.ts. The bins are made in 4 × BINS bytes at `scratch`. Gives 0, and writes nothing, where there is no gram.
 */
export function keyedBins(units: usize, length: i32, n: i32, key: usize, scratch: usize, out: usize): i32 {
  const grams = length - n + 1;
  if (grams <= 0) return 0;
  const k0 = load<u64>(key);
  const k1 = load<u64>(key, 8);
  memory.fill(scratch, 0xff, BINS * 4);
  for (let k: usize = 0; k < <usize>grams; k++) {
    const h = <u32>sipHash(units + (k << 1), n << 1, k0, k1);
    const bin = scratch + <usize>((h >>> 25) << 2);
    store<u32>(bin, min(load<u32>(bin), h & 0x1ffffff));
  }
  fillGaps(scratch, <i32>BINS);
  for (let k: usize = 0; k < BINS; k++) store<u8>(out + k, load<u8>(scratch + (k << 2)));
  return 1;
}
