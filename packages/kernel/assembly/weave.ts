// Puts texts into JSON text: src/weave.ts has the same in TypeScript, which is the oracle of its tests and what runs where SIMD is missing.

import { shortEscape, writeEscape } from './escapes';

const BLOCK: usize = 16;
/** Bytes of an insert: place in the text, address, length, and where it ends in what comes out. */
const INSERT: usize = 16;

/** Marks the bytes that a JSON string cannot hold as they are. */
@inline
function marksOf(block: v128): v128 {
  const quote = v128.or(i8x16.eq(block, i8x16.splat(0x22)), i8x16.eq(block, i8x16.splat(0x5c)));
  return v128.or(quote, i8x16.lt_u(block, i8x16.splat(0x20)));
}

function writeText(from: usize, length: usize, start: usize): usize {
  const end = from + length;
  let at = from;
  let to = start;
  while (at < end) {
    const block = v128.load(at);
    v128.store(to, block);
    const marks = marksOf(block);
    if (v128.any_true(marks)) {
      const clean = ctz(i8x16.bitmask(marks)) as usize;
      if (at + clean >= end) break;
      at += clean + 1;
      to = writeEscape(load<u8>(at - 1), to + clean);
    } else {
      at += BLOCK;
      to += BLOCK;
    }
  }
  // Less or more than what is left: `to` is as far from its end as `at` from its own.
  return to + end - at;
}

function copyPlain(from: usize, length: usize, to: usize): void {
  for (let at: usize = 0; at < length; at += BLOCK) v128.store(to + at, v128.load(from + at));
}

/** Bytes that a text takes in a JSON string, without quotes. */
export function escaped(from: usize, length: i32): i32 {
  let size = length;
  for (let at = 0; at < length; at += BLOCK as i32) {
    let marks = i8x16.bitmask(marksOf(v128.load(from + at)));
    const left = length - at;
    if (left < (BLOCK as i32)) marks &= (1 << left) - 1;
    for (; marks != 0; marks &= marks - 1) size += shortEscape(load<u8>(from + at + ctz(marks))) != 0 ? 1 : 5;
  }
  return size;
}

/**
 * Copies `length` bytes of JSON text to `out`, with `count` texts put into it as JSON strings, and notes where each ends. There is
 * room for all, and for a block more. Gives the number of bytes written.
 */
export function weave(text: usize, length: i32, inserts: usize, count: i32, out: usize): i32 {
  let to = out;
  let done: usize = 0;
  const last = inserts + <usize>count * INSERT;
  for (let insert = inserts; insert < last; insert += INSERT) {
    const place = <usize>load<u32>(insert);
    copyPlain(text + done, place - done, to);
    to += place - done;
    done = place;
    store<u8>(to, 0x22);
    to = writeText(load<u32>(insert, 4), load<u32>(insert, 8), to + 1);
    store<u8>(to++, 0x22);
    store<u32>(insert, (to - out) as u32, 12);
  }
  copyPlain(text + done, <usize>length - done, to);
  return (to - out) as i32 + length - (done as i32);
}
