// Sketches of texts for finding near duplicates: src/sketch.ts says what they are and has the same in plain TypeScript.
// Addresses are absolute.

/** As in parse.ts. */
const STRING: i32 = 4;

const HARD: i32 = -1;

const BINS: i32 = 128;
const EMPTY: u32 = 0xffffffff;
/** Where things lie in the scratch: bins, then the table of grams seen, then a gram's hash each. */
const TABLE: usize = 512;

/**
 * Normal text of the strings at `count` nodes, one behind the other, as UTF-16 units at `out`; stops at `limit` units. Gives how many,
 * or -1 where there is a character that only src/sketch.ts knows to normalise.
 */
export function gather(bytes: usize, nodes: usize, list: usize, count: i32, out: usize, limit: i32): i32 {
  let to = out;
  const last = out + ((<usize>limit) << 1);
  for (let k: usize = 0; k < <usize>count; k++) {
    const node = nodes + ((<usize>load<i32>(list + (k << 2))) << 2);
    if ((load<i32>(node) & 0xff) != STRING) return HARD;
    let at = bytes + <usize>load<i32>(node, 4);
    const end = bytes + <usize>load<i32>(node, 8);
    while (at < end) {
      if (to >= last) return limit;
      const c = <u32>load<u8>(at);
      if (c < 0x80) {
        if (c == 0x5c) {
          // All that a short escape stands for is white space or punctuation.
          if (load<u8>(at, 1) == 0x75) return HARD;
          at += 2;
          continue;
        }
        const letter = (c | 0x20) - 0x61 < 26;
        store<u16>(to, letter ? c | 0x20 : c);
        to += letter || isKept(c) ? 2 : 0;
        at += 1;
        continue;
      }
      if (c >= 0xea && c <= 0xed) {
        const unit = ((c & 15) << 12) | ((<u32>load<u8>(at, 1) & 63) << 6) | (<u32>load<u8>(at, 2) & 63);
        if (unit - 0xac00 >= 11172) return HARD;
        store<u16>(to, unit);
        to += 2;
        at += 3;
        continue;
      }
      if (c == 0xc2) {
        if (load<u8>(at, 1) != 0xb7) return HARD;
        at += 2;
        continue;
      }
      if (c < 0xe2 || c > 0xe9) return HARD;
      const unit = ((c & 15) << 12) | ((<u32>load<u8>(at, 1) & 63) << 6) | (<u32>load<u8>(at, 2) & 63);
      at += 3;
      if (isDropped(unit)) continue;
      if (unit - 0x2460 < 9) store<u16>(to, unit - 0x2460 + 0x31);
      else if (unit - 0x4e00 < 0x5200 || unit - 0x3041 < 0x56 || unit - 0x30a1 < 0x5a) store<u16>(to, unit);
      else return HARD;
      to += 2;
    }
  }
  return ((to - out) >>> 1) as i32;
}

/** Digits and symbols of ASCII: $ + < = > ^ ` | ~ */
@inline
function isKept(c: u32): bool {
  const low: u64 = 0x73ff081000000000;
  const high: u64 = 0x5000000140000000;
  return ((c < 64 ? low >> c : high >> (c - 64)) & 1) != 0;
}

/** Common punctuation and blanks: U+2010–2016, 2018–2027, 3000–3003, 3008–3011, 3014–301B. */
@inline
function isDropped(unit: u32): bool {
  return (unit - 0x2010 < 0x18 && unit != 0x2017) || unit - 0x3000 < 4 || unit - 0x3008 < 10 || unit - 0x3014 < 8;
}

/** Hangul syllables as conjoining jamo, everything else as it is; room for three units each. Gives how many. */
export function jamo(units: usize, length: i32, out: usize): i32 {
  let to = out;
  for (let k: usize = 0; k < <usize>length; k++) {
    const unit = <u32>load<u16>(units + (k << 1));
    const s = unit - 0xac00;
    if (s >= 11172) {
      store<u16>(to, unit);
      to += 2;
      continue;
    }
    store<u16>(to, 0x1100 + s / 588);
    store<u16>(to, 0x1161 + (s % 588) / 28, 2);
    const tail = s % 28;
    store<u16>(to, 0x11a7 + tail, 4);
    to += tail == 0 ? 4 : 6;
  }
  return ((to - out) >>> 1) as i32;
}

/**
 * Sketch of the `n`-grams of `length` units to `out`: eight words of parity, then `bands` keys of `rows` bins each. Gives the number of
 * different grams (by their hash), 0 where the text is shorter than one. Units after the text are read, not used.
 */
export function sketch(units: usize, length: i32, n: i32, rows: i32, bands: i32, scratch: usize, out: usize): i32 {
  const grams = length - n + 1;
  if (grams <= 0) return 0;
  let slots = 64;
  while (slots < grams * 2) slots <<= 1;
  const hashes = scratch + TABLE + ((<usize>slots) << 2);
  memory.fill(scratch, 0xff, BINS * 4);
  memory.fill(scratch + TABLE, 0, slots << 2);
  memory.fill(out, 0, 32);
  hashGrams(units, grams, n, hashes);
  const count = fillBins(hashes, grams, scratch, slots - 1, out);
  fillGaps(scratch, rows * bands);
  writeKeys(scratch, rows, bands, out + 32);
  return count;
}

function hashGrams(units: usize, grams: i32, n: i32, out: usize): void {
  for (let at: usize = 0; at < <usize>grams; at += 4) {
    let h = i32x4.splat(0);
    for (let k: usize = 0; k < <usize>n; k++) {
      h = i32x4.add(i32x4.mul(h, i32x4.splat(0x01000193)), v128.load16x4_u(units + ((at + k) << 1)));
    }
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x7feb352d));
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), i32x4.splat(<i32>0x846ca68b));
    h = v128.xor(h, i32x4.shr_u(h, 16));
    // Nought is an empty slot.
    h = v128.or(h, v128.and(i32x4.eq(h, i32x4.splat(0)), i32x4.splat(1)));
    v128.store(out + (at << 2), h);
  }
}

function fillBins(hashes: usize, grams: i32, bins: usize, mask: i32, parity: usize): i32 {
  const table = bins + TABLE;
  let count = 0;
  for (let k: usize = 0; k < <usize>grams; k++) {
    const h = load<u32>(hashes + (k << 2));
    let slot = table + ((<usize>(h & mask)) << 2);
    let seen = load<u32>(slot);
    while (seen != 0 && seen != h) {
      slot = table + ((slot - table + 4) & (((<usize>mask) << 2) | 3));
      seen = load<u32>(slot);
    }
    if (seen == h) continue;
    store<u32>(slot, h);
    count += 1;
    const word = parity + <usize>((h >>> 11) & 28);
    store<u32>(word, load<u32>(word) ^ (<u32>1 << ((h >>> 8) & 31)));
    const bin = bins + <usize>((h >>> 25) << 2);
    const held = load<u32>(bin);
    const value = h & 0x1ffffff;
    store<u32>(bin, value < held ? value : held);
  }
  return count;
}

/** A bin that nothing fell into takes what another one has: which ones it asks is the same for every text. */
function fillGaps(bins: usize, used: i32): void {
  // What was filled is marked by its top bit, so that it is not asked.
  for (let k: i32 = 0; k < used; k++) {
    if (load<u32>(bins + ((<usize>k) << 2)) != EMPTY) continue;
    const step = ((k * 0x9e3779b1) >>> 24) | 1;
    let at = k;
    let value: u32;
    do {
      at = (at + step) & (BINS - 1);
      value = load<u32>(bins + ((<usize>at) << 2));
    } while (value >= 0x80000000);
    store<u32>(bins + ((<usize>k) << 2), value | 0x80000000);
  }
}

function writeKeys(bins: usize, rows: i32, bands: i32, out: usize): void {
  let at = bins;
  for (let j = 0; j < bands; j++) {
    let h: u32 = (j + 1) * 0x85ebca6b;
    for (let k = 0; k < rows; k++) {
      h = (h ^ (load<u32>(at) & 0x7fffffff)) * 0x9e3779b1;
      h ^= h >>> 15;
      at += 4;
    }
    store<u32>(out + ((<usize>j) << 2), h);
  }
}
