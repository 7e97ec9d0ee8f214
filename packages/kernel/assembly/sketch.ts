// Sketches of texts for finding near duplicates: src/sketch.ts says what they are and has the same in plain TypeScript.
// Addresses are absolute.
import { inRange } from './marks';

/** As in parse.ts. */
const STRING: i32 = 4;

const HARD: i32 = -1;

const BINS: i32 = 128;
const EMPTY: u32 = 0xffffffff;
/** Where things lie in the scratch: bins, parities, the table of grams seen, then a gram's hash each. */
const PARITIES: usize = 512;
const TABLE: usize = 768;
const MOST_SLOTS: i32 = 1 << 17;
const HASHES: usize = TABLE + ((<usize>MOST_SLOTS) << 2);

/** Bytes that are looked at at once. */
const BLOCK: usize = 16;

/**
 * What is kept of ASCII, by the halves of a byte: it is kept where both tables have a bit in common. Of the upper halves 2 to 7 there are
 * $ and + · digits and < = > · A–O · P–Z and ^ · ` and a–o · p–z, | and ~.
 */
const KEPT_LOWER = i8x16(58, 62, 62, 62, 63, 62, 62, 62, 62, 62, 60, 21, 54, 22, 62, 20);
const KEPT_UPPER = i8x16(0, 0, 1, 2, 4, 8, 16, 32, 0, 0, 0, 0, 0, 0, 0, 0);

/** For each set of eight units, as bits, the bytes of those in it one behind the other: an argument of `swizzle`. */
const CHOSEN: usize = memory.data(256 * 16, 16);
for (let set = 0; set < 256; set++) {
  let to = CHOSEN + ((<usize>set) << 4);
  for (let k = 0; k < 8; k++) {
    if (((set >> k) & 1) == 0) continue;
    store<u8>(to, k * 2);
    store<u8>(to, k * 2 + 1, 1);
    to += 2;
  }
}

/**
 * Normal text of the strings at `count` nodes, one behind the other, as UTF-16 units at `out`; stops at `limit` units. Gives how many,
 * or -1 where there is a character that only src/sketch.ts knows to normalise. Up to fifteen units after the text are overwritten.
 */
export function gather(bytes: usize, nodes: usize, list: usize, count: i32, out: usize, limit: i32): i32 {
  let to = out;
  const last = out + ((<usize>limit) << 1);
  for (let k: usize = 0; k < <usize>count; k++) {
    const node = nodes + ((<usize>load<i32>(list + (k << 2))) << 2);
    if ((load<i32>(node) & 0xff) != STRING) return HARD;
    to = gatherString(bytes + <usize>load<i32>(node, 4), bytes + <usize>load<i32>(node, 8), to, last);
    if (to == 0) return HARD;
  }
  return ((min(to, last) - out) >>> 1) as i32;
}

/** Gives the place after the text, `last` where it ended before the string did; 0 where it is hard. */
export function gatherString(start: usize, end: usize, out: usize, last: usize): usize {
  let to = out;
  let at = start;
  while (at < end) {
    const here = v128.load(at);
    const next = v128.load(at, 1);
    const wide = inRange(here, 0xe5, 0xed);
    const lead = i8x16.ge_u(here, i8x16.splat(<i8>0xc2));
    const odd = v128.or(v128.andnot(lead, wide), i8x16.eq(here, i8x16.splat(0x5c)));
    const others = v128.or(odd, noSyllables(here, next, v128.load(at, 2)));
    if (v128.any_true(others) || to + 2 * BLOCK > last) {
      const stop = min(at + BLOCK, end);
      for (; at < stop && to < last; at = afterCharacter) {
        const unit = unitAt(at);
        if (unit < 0) return 0;
        store<u16>(to, unit);
        to += unit == 0 ? 0 : 2;
      }
      if (to >= last) return last;
      continue;
    }
    let bits = i8x16.bitmask(v128.or(wide, keptOf(here)));
    if (end - at < BLOCK) bits &= (1 << (<i32>(end - at))) - 1;
    const letters = v128.or(here, v128.and(inRange(here, 0x41, 0x5a), i8x16.splat(0x20)));
    const second = v128.and(next, i8x16.splat(63));
    const third = v128.and(v128.load(at, 2), i8x16.splat(63));
    const low = v128.bitselect(
      wideUnits(i16x8.extend_low_i8x16_u(here), i16x8.extend_low_i8x16_u(second), i16x8.extend_low_i8x16_u(third)),
      i16x8.extend_low_i8x16_u(letters),
      i16x8.extend_low_i8x16_s(wide),
    );
    const high = v128.bitselect(
      wideUnits(i16x8.extend_high_i8x16_u(here), i16x8.extend_high_i8x16_u(second), i16x8.extend_high_i8x16_u(third)),
      i16x8.extend_high_i8x16_u(letters),
      i16x8.extend_high_i8x16_s(wide),
    );
    v128.store(to, i8x16.swizzle(low, v128.load(CHOSEN + ((<usize>(bits & 0xff)) << 4))));
    to += (<usize>popcnt(bits & 0xff)) << 1;
    v128.store(to, i8x16.swizzle(high, v128.load(CHOSEN + ((<usize>(bits >> 8)) << 4))));
    to += (<usize>popcnt(bits >> 8)) << 1;
    at += BLOCK;
  }
  return to;
}

/** First bytes EA and ED that begin no Hangul syllable. */
@inline
function noSyllables(here: v128, next: v128, third: v128): v128 {
  const before = v128.and(i8x16.eq(here, i8x16.splat(<i8>0xea)), i8x16.lt_u(next, i8x16.splat(<i8>0xb0)));
  const past = v128.or(
    i8x16.gt_u(next, i8x16.splat(<i8>0x9e)),
    v128.and(i8x16.eq(next, i8x16.splat(<i8>0x9e)), i8x16.gt_u(third, i8x16.splat(<i8>0xa3))),
  );
  return v128.or(before, v128.and(i8x16.eq(here, i8x16.splat(<i8>0xed)), past));
}

@inline
function keptOf(here: v128): v128 {
  const lower = i8x16.swizzle(KEPT_LOWER, v128.and(here, i8x16.splat(15)));
  const upper = i8x16.swizzle(KEPT_UPPER, i8x16.shr_u(here, 4));
  return i8x16.ne(v128.and(lower, upper), i8x16.splat(0));
}

/** Characters of three bytes, of which the second and third come without their upper bits. */
@inline
function wideUnits(first: v128, second: v128, third: v128): v128 {
  return v128.or(v128.or(i16x8.shl(first, 12), i16x8.shl(second, 6)), third);
}

/** Where the character that `unitAt` was asked about ends. */
let afterCharacter: usize = 0;

/** The unit that stands for the character at `at`, 0 where it is dropped, -1 where it is hard. */
function unitAt(at: usize): i32 {
  const c = <u32>load<u8>(at);
  afterCharacter = at + 1;
  if (c < 0x80) {
    if (c == 0x5c) {
      afterCharacter = at + 2;
      // All that a short escape stands for is white space or punctuation.
      return load<u8>(at, 1) == 0x75 ? HARD : 0;
    }
    const letter = (c | 0x20) - 0x61 < 26;
    return letter ? c | 0x20 : isKept(c) ? c : 0;
  }
  // The character began in the block before.
  if (c < 0xc0) return 0;
  if (c == 0xc2) {
    afterCharacter = at + 2;
    return load<u8>(at, 1) == 0xb7 ? 0 : HARD;
  }
  if (c < 0xe2 || c > 0xed) return HARD;
  afterCharacter = at + 3;
  const unit = ((c & 15) << 12) | ((<u32>load<u8>(at, 1) & 63) << 6) | (<u32>load<u8>(at, 2) & 63);
  if (unit - 0xac00 < 11172 || unit - 0x4e00 < 0x5200) return unit;
  if (isDropped(unit)) return 0;
  if (unit - 0x2460 < 9) return unit - 0x2460 + 0x31;
  return unit - 0x3041 < 0x56 || unit - 0x30a1 < 0x5a ? unit : HARD;
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
 * different grams (by their hash), 0 where the text is shorter than one. Units after the text are read, not used; up to three words after
 * the keys are overwritten. What the table of grams seen holds when the call ends must be there when the next one begins; at first it is
 * zeros.
 */
export function sketch(units: usize, length: i32, n: i32, rows: i32, bands: i32, scratch: usize, out: usize): i32 {
  const grams = length - n + 1;
  if (grams <= 0) return 0;
  const pieces = scratch + HASHES;
  hashPieces(units, grams, n, pieces);
  return sketchPieces(pieces, grams, rows, bands, scratch, out);
}

/** The same of grams whose `hashPieces` are known; these stay as they are, unless they stand where hashes do. */
export function sketchPieces(pieces: usize, grams: i32, rows: i32, bands: i32, scratch: usize, out: usize): i32 {
  // Few slots are taken: a gram seldom meets another one.
  let slots = 512;
  while (slots < grams * 8 && slots < MOST_SLOTS) slots <<= 1;
  const hashes = scratch + HASHES;
  for (let at: usize = 0; at < PARITIES; at += 16) v128.store(scratch + at, i8x16.splat(-1));
  for (let at = PARITIES; at < TABLE; at += 16) v128.store(scratch + at, i8x16.splat(0));
  mixPieces(pieces, grams, hashes);
  const count = fillBins(hashes, grams, scratch, slots - 1);
  writeParity(scratch + PARITIES, out);
  fillGaps(scratch, rows * bands);
  writeKeys(scratch, rows, bands, out + 32);
  return count;
}

/** Polynomials of `n` units from each of the first `count` on; up to three words after them are overwritten. */
export function hashPieces(units: usize, count: i32, n: i32, out: usize): void {
  let to = out;
  const last = units + ((<usize>count) << 1);
  if (n == 5) {
    // What nearly every profile asks for.
    for (let at = units; at < last; at += 8, to += 16) {
      let h = withUnits(v128.load16x4_u(at), at + 2);
      h = withUnits(h, at + 4);
      h = withUnits(h, at + 6);
      v128.store(to, withUnits(h, at + 8));
    }
    return;
  }
  for (let at = units; at < last; at += 8, to += 16) {
    let h = v128.load16x4_u(at);
    for (let next = at + 2; next < at + ((<usize>n) << 1); next += 2) h = withUnits(h, next);
    v128.store(to, h);
  }
}

/** Polynomials with a unit more, four of which stand at `at`. */
@inline
function withUnits(h: v128, at: usize): v128 {
  return i32x4.add(i32x4.mul(h, i32x4.splat(0x01000193)), v128.load16x4_u(at));
}

function mixPieces(pieces: usize, count: i32, out: usize): void {
  for (let at: usize = 0; at < (<usize>count) << 2; at += 16) {
    let h = v128.load(pieces + at);
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x7feb352d));
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), i32x4.splat(<i32>0x846ca68b));
    h = v128.xor(h, i32x4.shr_u(h, 16));
    // Nought is no hash: src/normal-text.ts.
    h = v128.or(h, v128.and(i32x4.eq(h, i32x4.splat(0)), i32x4.splat(1)));
    v128.store(out + at, h);
  }
}

/** Grams of all texts before: a slot of the table that holds less was filled by one of those, and is free. */
let gramsBefore: u32 = 1;

/** Numbers of grams are used up long before this; then they begin anew. */
const LAST_GRAM: u32 = 0xfff00000;

function fillBins(hashes: usize, grams: i32, scratch: usize, mask: i32): i32 {
  const table = scratch + TABLE;
  if (gramsBefore > LAST_GRAM) {
    memory.fill(table, 0, (<usize>MOST_SLOTS) << 2);
    gramsBefore = 1;
  }
  const before = gramsBefore;
  let count = 0;
  for (let k: i32 = 0; k < grams; k++) {
    const h = load<u32>(hashes + ((<usize>k) << 2));
    let slot = h & mask;
    let seen = load<u32>(table + ((<usize>slot) << 2)) - before;
    while (seen < <u32>k && load<u32>(hashes + ((<usize>seen) << 2)) != h) {
      slot = (slot + 1) & mask;
      seen = load<u32>(table + ((<usize>slot) << 2)) - before;
    }
    if (seen < <u32>k) continue;
    store<u32>(table + ((<usize>slot) << 2), before + k);
    count += 1;
    const parity = scratch + PARITIES + <usize>((h >>> 8) & 0xff);
    store<u8>(parity, ~load<u8>(parity));
    const bin = scratch + <usize>((h >>> 25) << 2);
    const held = load<u32>(bin);
    const value = h & 0x1ffffff;
    store<u32>(bin, value < held ? value : held);
  }
  gramsBefore = before + grams;
  return count;
}

/** Packs 256 bytes to a bit each. */
function writeParity(parities: usize, out: usize): void {
  for (let at: usize = 0; at < 16; at++) store<u16>(out + (at << 1), i8x16.bitmask(v128.load(parities + (at << 4))));
}

/** A bin that nothing fell into takes what another one has: which ones it asks is the same for every text. What was filled has its top bit set. */
export function fillGaps(bins: usize, used: i32): void {
  fillGapsOf(bins, 0, gapsIn(bins, min(used, 64)));
  if (used > 64) fillGapsOf(bins, 64, gapsIn(bins + 256, used - 64));
}

/** A bit for each of up to 64 bins that is empty. */
@inline
function gapsIn(bins: usize, count: i32): u64 {
  let gaps: u64 = 0;
  for (let k: i32 = 0; k < count; k += 4) {
    const four = i32x4.bitmask(i32x4.eq(v128.load(bins + ((<usize>k) << 2)), i32x4.splat(-1)));
    gaps |= (<u64>four) << (<u64>k);
  }
  return count < 64 ? gaps & (((<u64>1) << (<u64>count)) - 1) : gaps;
}

function fillGapsOf(bins: usize, from: i32, gaps: u64): void {
  for (let left = gaps; left != 0; left &= left - 1) {
    const k = from + <i32>ctz(left);
    const step = ((k * 0x9e3779b1) >>> 24) | 1;
    let at = k + 3 * step;
    const first = askedBin(bins, k + step);
    const second = askedBin(bins, k + 2 * step);
    const third = askedBin(bins, at);
    // Most times one of three is full; which one no branch foresees.
    let value = select(first, select(second, third, <i32>second >= 0), <i32>first >= 0);
    while (value >= 0x80000000) {
      at += step;
      value = askedBin(bins, at);
    }
    // What was filled is marked by its top bit, so that it is not asked.
    store<u32>(bins + ((<usize>k) << 2), value | 0x80000000);
  }
}

@inline
function askedBin(bins: usize, at: i32): u32 {
  return load<u32>(bins + ((<usize>(at & (BINS - 1))) << 2));
}

/** Four keys at a time; up to three words after them are overwritten. */
function writeKeys(bins: usize, rows: i32, bands: i32, out: usize): void {
  const stride = (<usize>rows) << 2;
  for (let j = 0; j < bands; j += 4) {
    let at = bins + (<usize>j) * stride;
    let h = i32x4.mul(i32x4.add(i32x4.splat(j), i32x4(1, 2, 3, 4)), i32x4.splat(<i32>0x85ebca6b));
    for (let k = 0; k < rows; k++, at += 4) {
      let values = v128.load32_zero(at);
      values = v128.load_lane<u32>(at + stride, values, 1);
      values = v128.load_lane<u32>(at + 2 * stride, values, 2);
      values = v128.load_lane<u32>(at + 3 * stride, values, 3);
      h = i32x4.mul(v128.xor(h, v128.and(values, i32x4.splat(0x7fffffff))), i32x4.splat(<i32>0x9e3779b1));
      h = v128.xor(h, i32x4.shr_u(h, 15));
    }
    v128.store(out + ((<usize>j) << 2), h);
  }
}
