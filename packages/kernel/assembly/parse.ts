// Parses JSON records into a tape: src/parse-json.ts has the same in TypeScript and says what it means. Addresses are absolute; what the
// nodes hold is relative to the first of the tape's bytes.

import { CONTROL, ESCAPED, flagsOfByte, JAMO, LATIN, SUSPECT } from './marks';

const NULL: i32 = 0;
const FALSE: i32 = 1;
const TRUE: i32 = 2;
const NUMBER: i32 = 3;
const STRING: i32 = 4;
const ARRAY: i32 = 5;
const OBJECT: i32 = 6;

/** Bytes of a node, and of a row: start, end, root, flags. */
const NODE: usize = 16;
const ROW: usize = 16;

/** Where the tape's bytes and its nodes begin, the next mark, the next free node, and the flags of the record's strings so far. */
let base: usize = 0;
let nodesBase: usize = 0;
let mark: usize = 0;
let node: usize = 0;
let textFlags: i32 = 0;
/** The nodes' room ended before the record did. */
let full: bool = false;

/** Index of the next free node, in words. */
@inline
function nextNode(): i32 {
  return ((node - nodesBase) >>> 2) as i32;
}

@inline
function push(head: i32, start: usize, end: usize): void {
  store<i32>(node, head);
  store<i32>(node, (start - base) as i32, 4);
  store<i32>(node, (end - base) as i32, 8);
  store<i32>(node, nextNode() + 4, 12);
  node += NODE;
}

@inline
function skipSpace(from: usize): usize {
  let p = from;
  let c = load<u8>(p);
  while (c == 0x20 || c == 0x0a || c == 0x0d || c == 0x09) c = load<u8>(++p);
  return p;
}

@inline
function isDigit(c: u32): bool {
  return c - 0x30 < 10;
}

/** The UTF-16 unit of four hex digits, or -1. */
function hex4(p: usize): i32 {
  let unit = 0;
  for (let k: usize = 0; k < 4; k++) {
    const c = load<u8>(p + k) as i32;
    const lower = c | 0x20;
    if (c >= 0x30 && c <= 0x39) unit = unit * 16 + c - 0x30;
    else if (lower >= 0x61 && lower <= 0x66) unit = unit * 16 + lower - 0x57;
    else return -1;
  }
  return unit;
}

/** Flags of the escape whose letter is at `p`, or -1 where it is none. */
function escapeFlags(p: usize): i32 {
  const letter = load<u8>(p);
  switch (letter) {
    case 0x22:
    case 0x5c:
    case 0x2f:
    case 0x6e:
    case 0x72:
    case 0x74:
      return ESCAPED;
    case 0x62:
    case 0x66:
      return ESCAPED | CONTROL;
    case 0x75:
      break;
    default:
      return -1;
  }
  const unit = hex4(p + 1);
  if (unit < 0) return -1;
  if (unit < 0x20) return unit == 9 || unit == 10 || unit == 13 ? ESCAPED : ESCAPED | CONTROL;
  if (unit >= 0xc0 && unit < 0x100) return ESCAPED | LATIN;
  if (unit >= 0x1000 && unit < 0x2000) return ESCAPED | JAMO;
  return unit >= 0xd800 ? ESCAPED | SUSPECT : ESCAPED;
}

/** From the opening quote to after the closing one, from mark to mark; 0 where it is no string that ends before `end`. */
function string(quote: usize, end: usize): usize {
  const offset = (quote - base) as i32;
  // A mark past all others stops every search.
  while (load<i32>(mark) <= offset) mark += 4;
  let flags = 0;
  while (true) {
    const at = base + load<i32>(mark);
    if (at >= end) return 0;
    mark += 4;
    const byte = load<u8>(at) as u32;
    if (byte == 0x22) {
      textFlags |= flags;
      push(STRING | (flags << 8), quote + 1, at);
      return at + 1;
    }
    if (byte < 0x20) return 0;
    if (byte != 0x5c) {
      flags |= flagsOfByte(byte);
      continue;
    }
    const escaped = escapeFlags(at + 1);
    if (escaped < 0) return 0;
    flags |= escaped;
    const after = (at - base) as i32 + (load<u8>(at, 1) == 0x75 ? 6 : 2);
    while (load<i32>(mark) < after) mark += 4;
  }
}

function number(start: usize): usize {
  let p = start;
  if (load<u8>(p) == 0x2d) p++;
  if (!isDigit(load<u8>(p))) return 0;
  if (load<u8>(p) == 0x30) {
    p++;
    if (isDigit(load<u8>(p))) return 0;
  } else while (isDigit(load<u8>(p))) p++;
  if (load<u8>(p) == 0x2e) {
    p++;
    if (!isDigit(load<u8>(p))) return 0;
    while (isDigit(load<u8>(p))) p++;
  }
  if ((load<u8>(p) | 0x20) == 0x65) {
    p++;
    if (load<u8>(p) == 0x2b || load<u8>(p) == 0x2d) p++;
    if (!isDigit(load<u8>(p))) return 0;
    while (isDigit(load<u8>(p))) p++;
  }
  push(NUMBER, start, p);
  return p;
}

@inline
function literal(kind: i32, start: usize, length: usize): usize {
  push(kind, start, start + length);
  return start + length;
}

function scalar(p: usize): usize {
  const word = load<u32>(p);
  if (word == 0x65757274) return literal(TRUE, p, 4);
  if (word == 0x6c6c756e) return literal(NULL, p, 4);
  if (word == 0x736c6166 && load<u8>(p, 4) == 0x65) return literal(FALSE, p, 5);
  return number(p);
}

/** A key and its colon. */
@inline
function key(at: usize, end: usize): usize {
  if (load<u8>(at) != 0x22) return 0;
  const after = string(at, end);
  if (after == 0) return 0;
  const colon = skipSpace(after);
  return load<u8>(colon) == 0x3a ? colon + 1 : 0;
}

/** Gives the address after the value, 0 where there is none. */
function value(start: usize, end: usize, maxDepth: i32, nodesEnd: usize, open: usize): usize {
  let depth = 0;
  let p = start;
  while (true) {
    // A turn of this loop adds a value and a key at the most.
    if (node + 2 * NODE > nodesEnd) {
      full = true;
      return 0;
    }
    p = skipSpace(p);
    const c = load<u8>(p) as u32;
    if (c == 0x22) {
      p = string(p, end);
    } else if (c == 0x7b || c == 0x5b) {
      if (depth == maxDepth) return 0;
      store<u32>(open + (depth << 2), node as u32);
      depth++;
      push(c == 0x7b ? OBJECT : ARRAY, p, p);
      p = skipSpace(p + 1);
      // The closing bracket's code is the opening one's and 2.
      if (load<u8>(p) as u32 == c + 2) {
        depth--;
        close(node - NODE, p);
        p++;
      } else {
        if (c == 0x7b) p = key(p, end);
        if (p == 0) return 0;
        continue;
      }
    } else {
      p = scalar(p);
    }
    if (p == 0) return 0;

    while (true) {
      if (depth == 0) return p;
      const container = load<u32>(open + ((depth - 1) << 2)) as usize;
      const isObject = load<i32>(container) == OBJECT;
      p = skipSpace(p);
      const after = load<u8>(p) as u32;
      if (after == 0x2c) {
        p++;
        if (isObject) p = key(skipSpace(p), end);
        if (p == 0) return 0;
        break;
      }
      if (after != (isObject ? 0x7d : 0x5d)) return 0;
      depth--;
      close(container, p);
      p++;
    }
  }
}

@inline
function close(container: usize, p: usize): void {
  store<i32>(container, (p + 1 - base) as i32, 8);
  store<i32>(container, nextNode(), 12);
}

/** The last record that is an object, and the number of its run: records that follow each other with the same keys are one run. */
let lastObject: i32 = -1;
let run: i32 = 0;

/** Where a record's root is an object, writes its run where a string has its flags. */
function markRun(root: usize): void {
  if (load<i32>(root) != OBJECT) return;
  if (lastObject < 0 || !sameKeys(nodesBase + ((lastObject as usize) << 2), root)) run++;
  lastObject = ((root - nodesBase) >>> 2) as i32;
  store<i32>(root, OBJECT | (run << 8));
}

@inline
function after(value: usize): usize {
  return nodesBase + ((load<u32>(value, 12) as usize) << 2);
}

/** Whether two objects have the same keys, by their bytes, in the same order. */
function sameKeys(a: usize, b: usize): bool {
  const endA = after(a);
  const endB = after(b);
  let keyA = a + NODE;
  let keyB = b + NODE;
  while (keyA < endA && keyB < endB) {
    const length = load<i32>(keyA, 8) - load<i32>(keyA, 4);
    if (load<i32>(keyB, 8) - load<i32>(keyB, 4) != length) return false;
    if (!sameBytes(base + load<i32>(keyA, 4), base + load<i32>(keyB, 4), length)) return false;
    keyA = after(keyA + NODE);
    keyB = after(keyB + NODE);
  }
  return keyA >= endA && keyB >= endB;
}

@inline
function sameBytes(a: usize, b: usize, length: usize): bool {
  let k: usize = 0;
  for (; k + 8 <= length; k += 8) if (load<u64>(a + k) != load<u64>(b + k)) return false;
  for (; k < length; k++) if (load<u8>(a + k) != load<u8>(b + k)) return false;
  return true;
}

/**
 * Parses the records of `rows` from `from` on, `count` rows of four words: start and end are read, root (a node or -1) and flags
 * written. `marks` must end with the largest offset that there is. `state` holds the length of the nodes in words and the index of the
 * next mark, before and after. Gives the number of rows that are done; less than all where the nodes' room ends first.
 */
export function parse(
  bytes: usize,
  marks: usize,
  rows: usize,
  from: i32,
  count: i32,
  maxDepth: i32,
  nodes: usize,
  capacity: i32,
  open: usize,
  state: usize,
): i32 {
  base = bytes;
  nodesBase = nodes;
  node = nodes + ((load<i32>(state) as usize) << 2);
  mark = marks + ((load<i32>(state, 4) as usize) << 2);
  const nodesEnd = nodes + ((capacity as usize) << 2);
  full = false;
  if (from == 0) {
    lastObject = -1;
    run = 0;
  }
  let row = from;
  for (; row < count; row++) {
    const at = rows + (row as usize) * ROW;
    const start = base + load<i32>(at);
    const end = base + load<i32>(at, 4);
    store<i32>(at, -1, 8);
    if (end <= start) continue;
    const root = node;
    const firstMark = mark;
    const held = load<u8>(end);
    // A NUL ends every scan.
    store<u8>(end, 0);
    textFlags = 0;
    const stop = value(start, end, maxDepth, nodesEnd, open);
    const isWhole = stop != 0 && skipSpace(stop) == end;
    store<u8>(end, held);
    if (isWhole) {
      store<i32>(at, ((root - nodes) >>> 2) as i32, 8);
      store<i32>(at, textFlags, 12);
      markRun(root);
      continue;
    }
    node = root;
    if (!full) continue;
    mark = firstMark;
    break;
  }
  store<i32>(state, nextNode());
  store<i32>(state, ((mark - marks) >>> 2) as i32, 4);
  return row;
}
