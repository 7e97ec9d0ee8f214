// Texts as JSON strings, with the flags that parsing these would give.

import { writeEscape } from './escapes';
import { candidates, complexMarks, CONTROL, ESCAPED, flagsOfByte, markupSigns, twoBlanks } from './marks';

const STRING: i32 = 4;
const BLOCK: usize = 16;

/** Of the text that was written last. */
export let flags: i32 = 0;

/** Takes the flags of the first `count` bytes of a block, `next` and `third` being what follows each. */
function takeFlags(at: usize, here: v128, next: v128, third: v128, count: i32): void {
  const marks = v128.or(v128.or(twoBlanks(here, next), complexMarks(here, next, third)), markupSigns(here));
  let bits = i8x16.bitmask(marks) & ((1 << count) - 1);
  for (; bits != 0; bits &= bits - 1) flags |= flagsOfByte(load<u8>(at + ctz(bits)));
}

/** Where there may be something to take. */
@inline
function looksOf(here: v128, next: v128): v128 {
  return v128.or(v128.or(twoBlanks(here, next), candidates(here, next)), markupSigns(here));
}

@inline
function stopsOf(here: v128): v128 {
  const quotes = v128.or(i8x16.eq(here, i8x16.splat(0x22)), i8x16.eq(here, i8x16.splat(0x5c)));
  return v128.or(quotes, i8x16.lt_u(here, i8x16.splat(0x20)));
}

function writeStop(byte: u32, at: usize): usize {
  flags |= byte >= 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d ? ESCAPED : ESCAPED | CONTROL;
  return writeEscape(byte, at);
}

/**
 * Writes a text of `length` bytes as a JSON string without its opening quote; gives the address of the closing one, and leaves `flags`. Up to
 * a block more is overwritten.
 */
export function writeJsonText(from: usize, length: usize, start: usize): usize {
  const end = from + length;
  let at = from;
  let to = start;
  flags = 0;
  // As long as the byte after the block is the text's, too.
  while (at + BLOCK < end) {
    const here = v128.load(at);
    v128.store(to, here);
    const next = v128.load(at, 1);
    const stops = stopsOf(here);
    const looks = looksOf(here, next);
    if (!v128.any_true(v128.or(stops, looks))) {
      at += BLOCK;
      to += BLOCK;
      continue;
    }
    const bits = i8x16.bitmask(stops);
    const count = bits == 0 ? (BLOCK as i32) : ctz(bits);
    if (v128.any_true(looks)) takeFlags(at, here, next, v128.load(at, 2), count);
    at += count;
    to += count;
    if (bits != 0) to = writeStop(load<u8>(at++), to);
  }
  return writeTail(at, end, to);
}

function writeTail(from: usize, end: usize, start: usize): usize {
  let at = from;
  let to = start;
  while (true) {
    const left = (end - at) as i32;
    v128.store(to, v128.load(at));
    // What follows the text is the quote, whatever is stored there.
    store<u8>(to + left, 0x22);
    const here = v128.load(to);
    const next = v128.load(to, 1);
    const bits = i8x16.bitmask(stopsOf(here)) & ((1 << left) - 1);
    const count = bits == 0 ? left : ctz(bits);
    if (v128.any_true(looksOf(here, next))) takeFlags(to, here, next, v128.load(to, 2), count);
    to += count;
    if (bits == 0) return to;
    at += count;
    to = writeStop(load<u8>(at++), to);
  }
}

/**
 * Writes `count` texts, each with its size before it, as ready values (column-rows.ts) to `out`, and their addresses to `table`. There is
 * room for all. Gives how many bytes were written, -1 where the texts are longer than `length` bytes.
 */
export function readyTexts(source: usize, length: i32, count: i32, out: usize, table: usize): i32 {
  const end = source + length;
  let at = source;
  let to = out;
  for (let i = 0; i < count; i++) {
    const there = end - at;
    if (there < 4) return -1;
    const size = load<u32>(at) as usize;
    if (size > there - 4) return -1;
    store<u32>(table + ((i as usize) << 2), to as u32);
    store<u8>(to, 0x22, 8);
    const quote = writeJsonText(at + 4, size, to + 9);
    store<i32>(to, STRING | (flags << 8));
    store<i32>(to, (quote - to) as i32 - 7, 4);
    to = quote + 1;
    at += 4 + size;
  }
  return (to - out) as i32;
}
