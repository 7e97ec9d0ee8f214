// Writes the rows of a table as JSON text, and the nodes that parsing that text would give: src/csv-twin.ts has the same in TypeScript
// and src/csv.ts says what it means. Addresses are absolute; what rows and nodes hold is relative to `source`, `out` and `nodes`.

import { writeEscape } from './escapes';
import { candidates, complexMarks, CONTROL, ESCAPED, flagsOfByte, markupSigns, twoBlanks } from './marks';

/** As in parse.ts. */
const STRING: i32 = 4;
const OBJECT: i32 = 6;

const NODE: usize = 16;
const ROW: usize = 32;
/** Bytes of a column's entry: address, length and text flags of its key, from `{"` or `","` to `":"`. */
const COLUMN: usize = 12;
/** Past the end of a row's text: its last block, an escape, and its end. */
const SLACK: usize = 64;

/** How a cell, a row or the work ends. */
const CELL: i32 = 0;
const LF_ROW: i32 = 1;
const CRLF_ROW: i32 = 2;
const MORE: i32 = 3;
const FULL: i32 = 4;
const ODD: i32 = 5;

/** The next byte to read, and where the next is written. */
let from: usize = 0;
let to: usize = 0;
let end: usize = 0;
/** Where the room for text ends, less SLACK. */
let roomEnd: usize = 0;
let delimiter: i32 = 0;
/** 0 where quotes are plain text. */
let quote: i32 = 0;
/** Line ends before the next byte. */
let lines: i32 = 0;
/** Of the cell. */
let flags: i32 = 0;

let node: usize = 0;

@inline
function push(nodes: usize, out: usize, head: i32, start: usize, stop: usize): void {
  store<i32>(node, head);
  store<i32>(node, (start - out) as i32, 4);
  store<i32>(node, (stop - out) as i32, 8);
  store<i32>(node, ((node - nodes) >>> 2) as i32 + 4, 12);
  node += NODE;
}

/** Writes a byte as JSON escapes it; gives the address behind. */
@inline
function escape(byte: i32, at: usize): usize {
  flags |= byte >= 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d ? ESCAPED : ESCAPED | CONTROL;
  return writeEscape(byte, at);
}

/** Takes the flags of the first `count` bytes of a block. */
function takeFlags(at: usize, count: i32): void {
  const here = v128.load(at);
  const next = v128.load(at, 1);
  const marks = v128.or(v128.or(twoBlanks(here, next), markupSigns(here)), complexMarks(here, next, v128.load(at, 2)));
  let bits = i8x16.bitmask(marks) & ((1 << count) - 1);
  while (bits != 0) {
    flags |= flagsOfByte(load<u8>(at + ctz(bits)));
    bits &= bits - 1;
  }
}

/** Control characters, quotation marks and backslashes, which JSON escapes, and `other`. */
@inline
function stopsOf(here: v128, other: v128): v128 {
  const escaped = v128.or(i8x16.lt_u(here, i8x16.splat(0x20)), i8x16.eq(here, i8x16.splat(0x5c)));
  return v128.or(v128.or(escaped, i8x16.eq(here, i8x16.splat(0x22))), i8x16.eq(here, other));
}

/**
 * Copies text up to the next byte that is `other` or that JSON escapes, and reads that byte, too: gives it, or less than 0 where there is
 * none (-MORE) or no room is left (-FULL).
 */
@inline
function nextStop(other: v128): i32 {
  let at = from;
  let p = to;
  while (at < end) {
    if (p > roomEnd) return -FULL;
    const here = v128.load(at);
    v128.store(p, here);
    const stopBytes = stopsOf(here, other);
    const next = v128.load(at, 1);
    const looks = v128.or(v128.or(twoBlanks(here, next), candidates(here, next)), markupSigns(here));
    // Most blocks are plain text.
    if (!v128.any_true(v128.or(stopBytes, looks))) {
      at += 16;
      p += 16;
      continue;
    }
    const stops = i8x16.bitmask(stopBytes);
    const count = stops == 0 ? 16 : ctz(stops);
    if (v128.any_true(looks)) takeFlags(at, count);
    at += count;
    p += count;
    if (stops == 0) continue;
    if (at >= end) return -MORE;
    from = at + 1;
    to = p;
    return load<u8>(at) as i32;
  }
  return -MORE;
}

/** A cell that does not begin with a quote. */
function plainCell(): i32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  while (true) {
    const byte = nextStop(delimiters);
    if (byte < 0) return -byte;
    if (byte == delimiter) return CELL;
    if (byte == 0x0a) return LF_ROW;
    if (byte == 0x0d) {
      if (from >= end) return MORE;
      if (load<u8>(from) == 0x0a) {
        from++;
        return CRLF_ROW;
      }
    }
    to = escape(byte, to);
  }
}

/** From the quote that opens the cell. */
function quotedCell(): i32 {
  const quotes = i8x16.splat(<i8>quote);
  from++;
  while (true) {
    const byte = nextStop(quotes);
    if (byte < 0) return -byte;
    if (byte == quote) {
      if (from >= end) return MORE;
      const next = load<u8>(from++) as i32;
      if (next != quote) return closed(next);
      if (byte != 0x22) {
        store<u8>(to++, byte);
        continue;
      }
    } else if (byte == 0x0a) lines++;
    to = escape(byte, to);
  }
}

/** What the byte after a closing quote ends; `from` is behind it. */
function closed(next: i32): i32 {
  if (next == delimiter) return CELL;
  if (next == 0x0a) return LF_ROW;
  if (next != 0x0d) return ODD;
  if (from >= end) return MORE;
  return load<u8>(from++) == 0x0a ? CRLF_ROW : ODD;
}

/** Writes the key of a column and its node. */
@inline
function openCell(column: usize, nodes: usize, out: usize): i32 {
  const length = load<u32>(column, 4) as usize;
  if (to + length > roomEnd) return FULL;
  const text = load<u32>(column) as usize;
  for (let k: usize = 0; k < length; k += 16) v128.store(to + k, v128.load(text + k));
  // Its first has no value to end.
  const start = to + (load<u8>(to) == 0x7b ? 2 : 3);
  to += length;
  push(nodes, out, STRING | (load<i32>(column, 8) << 8), start, to - 3);
  return CELL;
}

/**
 * Reads whole rows from `source`, and stops before the first that does not end in it (MORE), has no room (FULL; also after `maxRows`), or
 * has a quote that neither ends its cell nor is doubled (ODD). A row that is blank is passed over; one that has not `columns` cells has
 * no text and no node. Gives the number of rows at `rows`: start and end of the text, source offsets of its first byte and of its line
 * end, lines before it, cells, root, text flags. At `state`: bytes read, how it stopped, bytes and words written, lines, rows ended by LF and by CRLF.
 */
export function csv(
  source: usize,
  length: i32,
  columns: i32,
  table: usize,
  marks: i32,
  out: usize,
  outSize: i32,
  nodes: usize,
  nodesSize: i32,
  rows: usize,
  maxRows: i32,
  state: usize,
): i32 {
  from = source;
  end = source + length;
  to = out;
  roomEnd = out + outSize - SLACK;
  delimiter = marks & 0xff;
  quote = marks >> 8;
  lines = 0;
  node = nodes;
  const nodesEnd = nodes + nodesSize - NODE * (2 * (columns as usize) + 1);
  let row = rows;
  const rowsEnd = rows + (maxRows as usize) * ROW;
  let lfs = 0;
  let crlfs = 0;
  let stop = MORE;

  while (from < end) {
    if (row == rowsEnd || node > nodesEnd) {
      stop = FULL;
      break;
    }
    const first = from;
    const text = to;
    const root = node;
    const line = lines;
    let cells = 0;
    let textFlags = 0;
    let how = CELL;
    node += NODE;
    while (how == CELL) {
      const isNamed = cells < columns;
      const column = table + (cells as usize) * COLUMN;
      if (isNamed && (how = openCell(column, nodes, out)) != CELL) break;
      const start = to;
      flags = 0;
      if (from >= end) how = MORE;
      else how = quote != 0 && load<u8>(from) == quote ? quotedCell() : plainCell();
      cells++;
      if (how > CRLF_ROW || !isNamed) continue;
      push(nodes, out, STRING | (flags << 8), start, to);
      textFlags |= flags | load<i32>(column, 8);
    }
    if (how > CRLF_ROW) {
      from = first;
      to = text;
      node = root;
      lines = line;
      stop = how;
      break;
    }
    lines++;
    if (how == LF_ROW) lfs++;
    else crlfs++;
    const last = from - how;
    const isWhole = cells == columns && last > first;
    if (isWhole) {
      store<u16>(to, 0x7d22);
      to += 2;
      // All rows are one run of keys.
      store<i32>(root, OBJECT | (1 << 8));
      store<i32>(root, (text - out) as i32, 4);
      store<i32>(root, (to - out) as i32, 8);
      store<i32>(root, ((node - nodes) >>> 2) as i32, 12);
    } else {
      to = text;
      node = root;
    }
    if (last == first) continue;
    store<i32>(row, (text - out) as i32);
    store<i32>(row, (to - out) as i32, 4);
    store<i32>(row, (first - source) as i32, 8);
    store<i32>(row, (last - source) as i32, 12);
    store<i32>(row, line, 16);
    store<i32>(row, cells, 20);
    store<i32>(row, isWhole ? ((root - nodes) >>> 2) as i32 : -1, 24);
    store<i32>(row, textFlags, 28);
    row += ROW;
  }

  store<i32>(state, (from - source) as i32);
  store<i32>(state, stop, 4);
  store<i32>(state, (to - out) as i32, 8);
  store<i32>(state, ((node - nodes) >>> 2) as i32, 12);
  store<i32>(state, lines, 16);
  store<i32>(state, lfs, 20);
  store<i32>(state, crlfs, 24);
  return ((row - rows) / ROW) as i32;
}
