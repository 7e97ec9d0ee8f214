// Decodes compressed blocks of zstd (RFC 8878, section 3.1.1.3) into a ring of memory: src/zstd.ts reads frames and says what a decoder's
// state holds. Whatever the bytes say, nothing is read from before the history or written past a block's room.

import { buildSingle, buildTable, LENGTHS, MATCHES, OFFSETS, readCounts, readHuffman, tableLog, usePredefined } from './zstd-tables';

/** Of a decoder's state: three repeated offsets, then the tables that the next block may use again (their logs: -1 where there is none). */
const REPEATED: usize = 0;
const HUFFMAN_BITS: usize = 12;
const LOGS: usize = 16;
const HUFFMAN: usize = 32;
const TABLES: usize = 32 + 4096;
const TABLE_BYTES: usize = 4096;

const MOST_BYTES: usize = 1 << 17;

/** Of the block: where its literals are, and how many. */
let literals: usize = 0;
let literalCount: usize = 0;

/** Symbols of a backward bit stream by the table of `bits`; false where it does not hold just so many. */
function decodeStream(start: usize, end: usize, table: usize, bits: i32, out: usize, count: usize): bool {
  if (end <= start) return false;
  const last = load<u8>(end - 1) as u32;
  if (last == 0) return false;
  let at = end - 8;
  let used: u64 = (clz(last) - 23) as u64;
  let held = load<u64>(at);
  const shift: u64 = 64 - bits;
  let to = out;
  const stop = out + count;
  while (to < stop) {
    at -= (used >>> 3) as usize;
    used &= 7;
    held = load<u64>(at);
    // Five codes of up to eleven bits.
    const until = min<usize>(stop, to + 5);
    while (to < until) {
      const entry = load<u16>(table + ((((held << used) >>> shift) as usize) << 1)) as u32;
      store<u8>(to++, entry);
      used += entry >>> 8;
    }
  }
  return ((at as i32) - (start as i32)) * 8 + 64 - (used as i32) == 0;
}

/** Takes the section of literals; gives the address behind, 0 where it cannot be. `room` has MOST_BYTES and a block more. */
function takeLiterals(state: usize, room: usize, from: usize, end: usize): usize {
  const kind = load<u8>(from) & 3;
  const format = (load<u8>(from) >>> 2) & 3;
  const word = load<u64>(from);
  if (kind < 2) {
    const head: usize = format == 1 ? 2 : format == 3 ? 3 : 1;
    const size = (format == 1 ? (word >>> 4) & 0xfff : format == 3 ? (word >>> 4) & 0xfffff : (word >>> 3) & 31) as usize;
    const at = from + head;
    const stored = kind == 0 ? size : 1;
    if (size > MOST_BYTES || at > end || stored > end - at) return 0;
    literalCount = size;
    literals = kind == 0 ? at : room;
    if (kind == 1) memory.fill(room, load<u8>(at), size);
    return at + stored;
  }
  const width: u64 = format < 2 ? 10 : format == 2 ? 14 : 18;
  const mask = ((1 as u64) << width) - 1;
  const head: usize = format < 2 ? 3 : format == 2 ? 4 : 5;
  const size = ((word >>> 4) & mask) as usize;
  const stored = ((word >>> (4 + width)) & mask) as usize;
  let at = from + head;
  if (size > MOST_BYTES || at > end || stored > end - at) return 0;
  const stop = at + stored;
  if (kind == 2) {
    at = readHuffman(at, stop, state + HUFFMAN);
    store<i32>(state, tableLog, HUFFMAN_BITS);
    if (at == 0) return 0;
  }
  const bits = load<i32>(state, HUFFMAN_BITS);
  if (bits <= 0) return 0;
  literals = room;
  literalCount = size;
  return decodeStreams(at, stop, state + HUFFMAN, bits, room, size, format != 0) ? stop : 0;
}

function decodeStreams(from: usize, end: usize, table: usize, bits: i32, out: usize, size: usize, four: bool): bool {
  if (!four) return decodeStream(from, end, table, bits, out, size);
  const part = (size + 3) >>> 2;
  if (end - from < 6 || part * 3 > size) return false;
  const a = from + 6;
  const b = a + load<u16>(from);
  const c = b + load<u16>(from, 2);
  const d = c + load<u16>(from, 4);
  if (d > end) return false;
  return (
    decodeStream(a, b, table, bits, out, part) &&
    decodeStream(b, c, table, bits, out + part, part) &&
    decodeStream(c, d, table, bits, out + part * 2, part) &&
    decodeStream(d, end, table, bits, out + part * 3, size - part * 3)
  );
}

/** Makes the table of a kind of code as its mode says; gives the address behind what describes it, 0 where it cannot be. */
function takeTable(state: usize, kind: i32, mode: i32, from: usize, end: usize): usize {
  const log = state + LOGS + ((kind as usize) << 2);
  const table = state + TABLES + (kind as usize) * TABLE_BYTES;
  if (mode == 3) return load<i32>(log) < 0 ? 0 : from;
  let at = from;
  if (mode == 0) {
    usePredefined(kind);
  } else if (mode == 1) {
    if (from >= end || !buildSingle(table, kind, load<u8>(from))) return 0;
    store<i32>(log, 0);
    return from + 1;
  } else {
    at = readCounts(from, end, kind);
    if (at == 0) return 0;
  }
  if (!buildTable(table, kind)) return 0;
  store<i32>(log, tableLog);
  return at;
}

/** Copies up to a block more than `length` bytes; what it copies may be what it has just written. */
@inline
function copyMatch(from: usize, to: usize, length: usize): void {
  const end = to + length;
  const distance = to - from;
  let at = to;
  if (distance < 16) {
    // The bytes repeat: once a block of them is there they are copied from a whole number of times further back.
    let back = distance;
    while (back < 16) back += distance;
    const until = min<usize>(end, to + back);
    for (let source = from; at < until; at++, source++) store<u8>(at, load<u8>(source));
    for (; at < end; at += 16) v128.store(at, v128.load(at - back));
    return;
  }
  for (let source = from; at < end; at += 16, source += 16) v128.store(at, v128.load(source));
}

/** Where history is and how much of it may be looked at: see `zstdBlock`. */
let ringStart: usize = 0;
let lapEnd: usize = 0;

/** The same from `offset` bytes before `to`, which may be at the end of the lap before. */
@inline
function copyFromHistory(to: usize, offset: usize, length: usize): void {
  if (offset <= to - ringStart) {
    copyMatch(to - offset, to, length);
    return;
  }
  const from = lapEnd - (offset - (to - ringStart));
  const there = lapEnd - from;
  const end = min<usize>(length, there);
  for (let k: usize = 0; k < end; k += 16) v128.store(to + k, v128.load(from + k));
  if (length > there) copyMatch(ringStart, to + there, length - there);
}

/**
 * Decodes a compressed block of `size` bytes at `from` to `out`, which is in a ring that begins at `ring`: before `out` there is what was decoded
 * in this lap, and up to `end` what is left of the lap before (0: none). `history`: bytes that may be looked back at. There is room for 128 KiB and
 * SLACK more; before `from` there are eight bytes that may be read. `room` is scratch for 128 KiB. Gives how many bytes were written, -1 where it is no block.
 */
// eslint
export function zstdBlock(state: usize, room: usize, from: usize, size: i32, out: usize, ring: usize, end: usize, history: i32): i32 {
  const stop = from + size;
  if (size < 3) return -1;
  ringStart = ring;
  lapEnd = end;
  let at = takeLiterals(state, room, from, stop);
  if (at == 0 || at >= stop) return -1;
  let count = load<u8>(at) as i32;
  if (count >= 128) {
    const isLong = count == 255;
    const head: usize = isLong ? 3 : 2;
    if (head > stop - at) return -1;
    count = isLong ? (load<u16>(at, 1) as i32) + 0x7f00 : ((count - 128) << 8) + load<u8>(at, 1);
    at += isLong ? 2 : 1;
  }
  at++;
  if (count == 0) {
    if (at != stop) return -1;
    memory.copy(out, literals, literalCount);
    return literalCount as i32;
  }
  if (at >= stop) return -1;
  const modes = load<u8>(at++) as i32;
  if ((modes & 3) != 0) return -1;
  at = takeTable(state, LENGTHS, modes >>> 6, at, stop);
  if (at != 0) at = takeTable(state, OFFSETS, (modes >>> 4) & 3, at, stop);
  if (at != 0) at = takeTable(state, MATCHES, (modes >>> 2) & 3, at, stop);
  if (at == 0) return -1;
  return runSequences(state, count, at, stop, out, history);
}

function runSequences(state: usize, count: i32, from: usize, end: usize, out: usize, history: i32): i32 {
  if (from >= end || load<u8>(end - 1) == 0) return -1;
  const lengths = state + TABLES;
  const offsets = lengths + TABLE_BYTES;
  const matches = offsets + TABLE_BYTES;
  const lengthLog: u64 = load<i32>(state, LOGS);
  const offsetLog: u64 = load<i32>(state, LOGS + 4);
  const matchLog: u64 = load<i32>(state, LOGS + 8);
  let first = load<u32>(state, REPEATED);
  let second = load<u32>(state, REPEATED + 4);
  let third = load<u32>(state, REPEATED + 8);

  let at = end - 8;
  let used: u64 = (clz(load<u8>(end - 1) as u32) - 23) as u64;
  let held = load<u64>(at);
  // Shifts by 64 are shifts by 0: what has no bits is masked out.
  let lengthState = takeBits(held, used, lengthLog);
  used += lengthLog;
  let offsetState = takeBits(held, used, offsetLog);
  used += offsetLog;
  let matchState = takeBits(held, used, matchLog);
  used += matchLog;

  let literal = literals;
  const literalsEnd = literals + literalCount;
  let to = out;
  const outEnd = out + MOST_BYTES;

  for (let k = 0; k < count; k++) {
    at -= (used >>> 3) as usize;
    used &= 7;
    held = load<u64>(at);
    const byLength = load<u64>(lengths + ((lengthState as usize) << 3));
    const byOffset = load<u64>(offsets + ((offsetState as usize) << 3));
    const byMatch = load<u64>(matches + ((matchState as usize) << 3));

    const offsetBits = (byOffset >>> 16) & 0xff;
    let offset = ((byOffset >>> 32) as u32) + (takeBits(held, used, offsetBits) as u32);
    used += offsetBits;
    const matchBits = (byMatch >>> 16) & 0xff;
    const matchLength = ((byMatch >>> 32) as usize) + (takeBits(held, used, matchBits) as usize);
    used += matchBits;
    const lengthBits = (byLength >>> 16) & 0xff;
    if (used + lengthBits + lengthLog + offsetLog + matchLog > 64) {
      at -= (used >>> 3) as usize;
      used &= 7;
      held = load<u64>(at);
    }
    const length = ((byLength >>> 32) as usize) + (takeBits(held, used, lengthBits) as usize);
    used += lengthBits;

    if (offset > 3) {
      offset -= 3;
      third = second;
      second = first;
      first = offset;
    } else {
      const which = offset - 1 + (length == 0 ? 1 : 0);
      if (which != 0) {
        offset = which == 1 ? second : which == 2 ? third : first - 1;
        if (which != 1) third = second;
        second = first;
        first = offset;
      } else offset = first;
    }

    if (k + 1 < count) {
      const nextLength = (byLength >>> 24) & 0xff;
      lengthState = (byLength & 0xffff) + takeBits(held, used, nextLength);
      used += nextLength;
      const nextMatch = (byMatch >>> 24) & 0xff;
      matchState = (byMatch & 0xffff) + takeBits(held, used, nextMatch);
      used += nextMatch;
      const nextOffset = (byOffset >>> 24) & 0xff;
      offsetState = (byOffset & 0xffff) + takeBits(held, used, nextOffset);
      used += nextOffset;
    }

    if (length > literalsEnd - literal || length + matchLength > outEnd - to) return -1;
    for (let k: usize = 0; k < length; k += 16) v128.store(to + k, v128.load(literal + k));
    to += length;
    literal += length;
    if (offset == 0 || offset > ((to - out) as u32) + (history as u32)) return -1;
    copyFromHistory(to, offset as usize, matchLength);
    to += matchLength;
  }
  if (((at as i32) - (from as i32)) * 8 + 64 - (used as i32) != 0) return -1;
  const rest = literalsEnd - literal;
  if (rest > outEnd - to) return -1;
  memory.copy(to, literal, rest);
  store<u32>(state, first, REPEATED);
  store<u32>(state, second, REPEATED + 4);
  store<u32>(state, third, REPEATED + 8);
  return (to + rest - out) as i32;
}

/** Bits of a backward stream: `count` of them (up to 57) after `used` ones. */
@inline
function takeBits(held: u64, used: u64, count: u64): u64 {
  return ((held << used) >>> 1) >>> (63 - count);
}
