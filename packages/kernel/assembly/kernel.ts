// AssemblyScript: compiled to WebAssembly with SIMD by `pnpm build`. src/byte-memory.ts has the same in plain TypeScript, which is
// the oracle of the tests and what runs where SIMD is missing. Addresses are bytes of the module's own memory.

import { beginBlocks, blockNotes, inRange, marksOf64, NUMBERS, plusBefore } from './marks';
import { textMarksOf64, textNotes, textNotesOf64 } from './text-marks';

/** Bytes that the caller keeps free after every range: loads of sixteen bytes read past its end. */
const BLOCK: usize = 16;

/** Writes where the bits stand, counted from `at`, four at a time: what is written past them is overwritten. Gives the place after. */
@inline
function writeMarks(marks: u64, at: i32, out: usize): usize {
  let bits = marks;
  let to = out;
  const end = out + ((popcnt(bits) as usize) << 2);
  do {
    for (let k: usize = 0; k < 16; k += 4) {
      store<i32>(to + k, at + (ctz(bits) as i32));
      bits &= bits - 1;
    }
    to += 16;
  } while (to < end);
  return end;
}

/**
 * Writes the offsets, from `start`, of all bytes that the parser of JSON strings has to see: quotes, backslashes, control characters,
 * first bytes of characters that are not plain (see canonical.ts), & and <, and blanks that another blank follows. Gives how many.
 * `out` has room for `length` offsets of four bytes. To `notes`, how many there are, then a note for each 64 bytes that glance.ts or
 * `mixed` may find something in: their offset, a multiple of 64, and what it may be (marks.ts).
 */
export function index(start: usize, length: i32, out: usize, notes: usize): i32 {
  let to = out;
  let note = notes + 4;
  let at = 0;
  beginBlocks();
  for (; at < length; at += 64) {
    const bits = marksOf64(start + at, length - at);
    if (bits != 0) to = writeMarks(bits, at, to);
    if (blockNotes == 0) continue;
    store<i32>(note, at | blockNotes);
    note += 4;
  }
  if (plusBefore) {
    store<i32>(note, at | NUMBERS);
    note += 4;
  }
  store<i32>(notes, (((note - notes) >>> 2) as i32) - 1);
  return ((to - out) >>> 2) as i32;
}

/** `index` that notes neither numbers nor tokens. */
export function indexTexts(start: usize, length: i32, out: usize, notes: usize): i32 {
  let to = out;
  let note = notes + 4;
  for (let at = 0; at < length; at += 64) {
    const bits = textMarksOf64(start + at, length - at);
    if (bits != 0) to = writeMarks(bits, at, to);
    if (textNotes == 0) continue;
    store<i32>(note, at | textNotes);
    note += 4;
  }
  store<i32>(notes, (((note - notes) >>> 2) as i32) - 1);
  return ((to - out) >>> 2) as i32;
}

/** The notes of `indexTexts` alone. */
export function noteTexts(start: usize, length: i32, notes: usize): void {
  let note = notes + 4;
  for (let at = 0; at < length; at += 64) {
    const found = textNotesOf64(start + at);
    if (found == 0) continue;
    store<i32>(note, at | found);
    note += 4;
  }
  store<i32>(notes, (((note - notes) >>> 2) as i32) - 1);
}

/** Offset, from `start`, of the first character of U+4000–9FFF that one of U+A000–DFFF follows, as Hangul does; -1 where none is. */
export function mixed(start: usize, length: i32): i32 {
  for (let at = 0; at < length - 3; at += BLOCK as i32) {
    const chinese = inRange(v128.load(start + at), 0xe4, 0xe9);
    if (!v128.any_true(chinese)) continue;
    let bits = i8x16.bitmask(v128.and(chinese, inRange(v128.load(start + at, 3), 0xea, 0xed)));
    const left = length - 3 - at;
    if (left < (BLOCK as i32)) bits &= (1 << left) - 1;
    if (bits != 0) return at + ctz(bits);
  }
  return -1;
}

/** Below this many bytes a loop is faster than the engine's own copy. */
const SMALL_COPY = 1024;

/** The ranges do not overlap. Up to fifteen bytes after the copy are overwritten. */
export function copy(from: usize, length: i32, to: usize): void {
  if (length >= SMALL_COPY) {
    memory.copy(to, from, length);
    return;
  }
  for (let at: usize = 0; at < <usize>length; at += BLOCK) v128.store(to + at, v128.load(from + at));
}

const C1: u64 = 0x87c37b91114253d5;
const C2: u64 = 0x4cf5ad432745937f;

@inline
function fmix(value: u64): u64 {
  let h = value;
  h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccd;
  h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53;
  return h ^ (h >>> 33);
}

/** MurmurHash3_x64_128, seed 0, of `length` bytes, to sixteen bytes at `out`. Bytes up to the next block are overwritten with zeros. */
export function murmur(start: usize, length: i32, out: usize): void {
  const tail = length & 15;
  if (tail != 0) v128.store(start + length, i64x2.splat(0));
  let h1: u64 = 0;
  let h2: u64 = 0;
  const end = start + (length & ~15);
  let at = start;
  for (; at < end; at += BLOCK) {
    h1 ^= rotl(load<u64>(at) * C1, 31) * C2;
    h1 = (rotl(h1, 27) + h2) * 5 + 0x52dce729;
    h2 ^= rotl(load<u64>(at, 8) * C2, 33) * C1;
    h2 = (rotl(h2, 31) + h1) * 5 + 0x38495ab5;
  }
  if (tail != 0) {
    h2 ^= rotl(load<u64>(at, 8) * C2, 33) * C1;
    h1 ^= rotl(load<u64>(at) * C1, 31) * C2;
  }
  h1 ^= length;
  h2 ^= length;
  h1 += h2;
  h2 += h1;
  h1 = fmix(h1);
  h2 = fmix(h2);
  h1 += h2;
  store<u64>(out, h1);
  store<u64>(out, h2 + h1, 8);
}
