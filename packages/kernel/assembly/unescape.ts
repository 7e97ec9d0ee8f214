// Rewrites escapes of letters as the letters: src/unescape.ts says which, and src/unescape-twin.ts has the same in TypeScript. Addresses are
// absolute.

import { inRange } from './marks';

/** Offset, from `start`, of the first `\u`; -1 where none is. The byte after the range may be looked at. */
export function findEscape(start: usize, length: i32): i32 {
  for (let at = 0; at < length; at += 16) {
    const p = start + (at as usize);
    const slash = i8x16.eq(v128.load(p), i8x16.splat(0x5c));
    const both = v128.and(slash, i8x16.eq(v128.load(p, 1), i8x16.splat(0x75)));
    if (!v128.any_true(both)) continue;
    const found = at + ctz(i8x16.bitmask(both));
    return found < length ? found : -1;
  }
  return -1;
}

/** The UTF-16 unit of four hex digits, or -1. */
@inline
function unitAt(p: usize): i32 {
  const digits = v128.load32_zero(p);
  const letters = inRange(v128.or(digits, i8x16.splat(0x20)), 0x61, 0x66);
  if ((i8x16.bitmask(v128.or(letters, inRange(digits, 0x30, 0x39))) & 15) != 15) return -1;
  const nibbles = i8x16.add(v128.and(digits, i8x16.splat(15)), v128.and(letters, i8x16.splat(9)));
  // The first digit, which counts most, is in the lowest byte.
  const word = i32x4.extract_lane(nibbles, 0) as u32;
  const pairs = (word << 4) | (word >>> 8);
  return (((pairs & 0xff) << 8) | ((pairs >>> 16) & 0xff)) as i32;
}

/** HTML's own characters, which many encoders escape: & ' < > */
@inline
function isMarkup(unit: i32): bool {
  return unit == 0x26 || unit == 0x27 || unit == 0x3c || unit == 0x3e;
}

/** Bytes that the escape written last was read from. */
let taken: usize = 0;

/** Writes what the backslash at `from` begins, a letter or its first two bytes as they are; gives the place after. */
@inline
function writeEscape(from: usize, end: usize, to: usize): usize {
  taken = 2;
  store<u16>(to, load<u16>(from));
  if (load<u8>(from, 1) != 0x75 || from + 6 > end) return to + 2;
  const unit = unitAt(from + 2);
  if (unit >= 0x800 && (unit & 0xf800) != 0xd800) {
    taken = 6;
    store<u32>(to, 0x8080e0 | (unit >> 12) | ((unit & 0xfc0) << 2) | ((unit & 63) << 16));
    return to + 3;
  }
  if (unit < 0x80) {
    if (!isMarkup(unit)) return to + 2;
    taken = 6;
    store<u8>(to, unit as u8);
    return to + 1;
  }
  if (unit < 0x800) {
    taken = 6;
    store<u16>(to, (0x80c0 | (unit >> 6) | ((unit & 63) << 8)) as u16);
    return to + 2;
  }
  if (unit >= 0xdc00 || from + 12 > end || load<u16>(from, 6) != 0x755c) return to + 2;
  const low = unitAt(from + 8);
  if ((low & 0xfc00) != 0xdc00) return to + 2;
  taken = 12;
  const point = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
  store<u32>(to, 0x808080f0 | (point >> 18) | ((point >> 4) & 0x3f00) | ((point & 0xfc0) << 10) | ((point & 63) << 24));
  return to + 4;
}

/** Gives the place after what was written. */
function writeRecord(start: usize, end: usize, out: usize): usize {
  let p = start;
  let to = out;
  while (p < end) {
    const block = v128.load(p);
    v128.store(to, block);
    const slashes = i8x16.bitmask(i8x16.eq(block, i8x16.splat(0x5c)));
    if (slashes == 0) {
      p += 16;
      to += 16;
      continue;
    }
    p += ctz(slashes);
    to += ctz(slashes);
    while (p < end && load<u8>(p) == 0x5c) {
      to = writeEscape(p, end, to);
      p += taken;
    }
  }
  return to - (p - end);
}

/**
 * Writes `count` records of the bytes at `from` to `out`, one behind the other, escapes of letters as the letters. `rows` holds start
 * and end of each as offsets, before from `from`, after from `out`; an empty range stays. Up to sixteen bytes after what is written are
 * overwritten. Gives how many bytes that makes.
 */
export function unescapeLetters(from: usize, rows: usize, count: i32, out: usize): i32 {
  let to = out;
  const rowsEnd = rows + ((count as usize) << 3);
  for (let row = rows; row < rowsEnd; row += 8) {
    const start = from + (load<i32>(row) as usize);
    const end = from + (load<i32>(row, 4) as usize);
    if (end <= start) continue;
    store<i32>(row, (to - out) as i32);
    to = writeRecord(start, end, to);
    store<i32>(row, (to - out) as i32, 4);
  }
  return (to - out) as i32;
}
