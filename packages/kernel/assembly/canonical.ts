// Canonical text by bytes alone: src/canonical.ts has the same in TypeScript and says what it means. `base` is the address of a tape's
// bytes, `node` that of a node.
import { copy } from './kernel';
import { HARMLESS } from './marks';

const STRING: i32 = 4;
const COMPLEX_OR_ESCAPED: i32 = ~HARMLESS;
const ESCAPED: i32 = 16;
const BLANK: u32 = 0x20;

/**
 * Writes a node's canonical text to `out` and gives the address after it; 0, having written anything, where a string has to be made.
 * Up to fifteen bytes after the text are overwritten.
 */
export function canonical(base: usize, node: usize, out: usize): usize {
  const head = load<i32>(node);
  const start = base + load<i32>(node, 4);
  const length = load<i32>(node, 8) - load<i32>(node, 4);
  const isText = (head & 0xff) == STRING;
  if (!isText || (((head >> 8) & COMPLEX_OR_ESCAPED) == 0 && !hasBlankEnd(start, length))) {
    copy(start, length, out);
    return out + length;
  }
  return collapsed(start, start + length, ((head >> 8) & ESCAPED) != 0, out);
}

@inline
function hasBlankEnd(start: usize, length: i32): bool {
  return length != 0 && (load<u8>(start) == BLANK || load<u8>(start + length - 1) == BLANK);
}

function collapsed(start: usize, end: usize, escaped: bool, out: usize): usize {
  let to = out;
  let blank = false;
  for (let p = start; p < end; ) {
    let c = load<u8>(p) as u32;
    let size: usize = 1;
    if (c >= 0x80) {
      size = plainSize(p, c);
      if (size == 0) return 0;
    } else if (c == 0x5c && escaped) {
      c = unescaped(load<u8>(++p));
      if (c == 0) return 0;
    }
    if (c == BLANK || c - 9 < 5) {
      blank = true;
      p++;
      continue;
    }
    if (blank) {
      if (to > out) store<u8>(to++, BLANK as u8);
      blank = false;
    }
    store<u8>(to, c as u8);
    if (size > 1) store<u8>(to, load<u8>(p, 1), 1);
    if (size > 2) store<u8>(to, load<u8>(p, 2), 2);
    to += size;
    p += size;
  }
  return to;
}

/** What the letter after a backslash stands for; 0 where a string has to be made (\u). */
@inline
function unescaped(letter: u32): u32 {
  if (letter == 0x6e) return 10;
  if (letter == 0x22 || letter == 0x5c || letter == 0x2f) return letter;
  if (letter == 0x74) return 9;
  if (letter == 0x72) return 13;
  if (letter == 0x62) return 8;
  return letter == 0x66 ? 12 : 0;
}

/** Length of the character at `p` where its canonical form is itself next to any neighbour; else 0. */
@inline
function plainSize(p: usize, lead: u32): usize {
  if (lead == 0xeb || lead == 0xec || (lead >= 0xe4 && lead <= 0xe9)) return 3;
  const second = load<u8>(p, 1) as u32;
  const third = load<u8>(p, 2) as u32;
  if (lead == 0xea) return second >= 0xb0 ? 3 : 0;
  if (lead == 0xed) return second < 0x9e || (second == 0x9e && third < 0xa4) ? 3 : 0;
  if (lead >= 0xc3 && lead <= 0xcb) return 2;
  if (lead == 0xc2) return second == 0x85 || second == 0xa0 ? 0 : 2;
  if (lead == 0xe2) {
    if (second == 0x80) return (third >= 0x90 && third <= 0xa7) || third >= 0xb0 ? 3 : 0;
    return second == 0x82 || (second >= 0x85 && second <= 0xaa && second != 0x8c) ? 3 : 0;
  }
  if (lead == 0xe3) {
    if (second == 0x80) return third == 0x80 || (third >= 0xaa && third <= 0xaf) ? 0 : 3;
    return second == 0x82 && (third == 0x99 || third == 0x9a) ? 0 : 3;
  }
  return 0;
}

export const FILLED: i32 = 0;
export const EMPTY: i32 = 1;
export const UNKNOWN: i32 = 2;

const NULL: i32 = 0;

/** Whether a value is null or text of white space only; UNKNOWN where a string has to be made. Uses `scratch` as `canonical` does `out`. */
export function blankness(base: usize, node: usize, scratch: usize): i32 {
  const head = load<i32>(node);
  if ((head & 0xff) != STRING) return (head & 0xff) == NULL ? EMPTY : FILLED;
  const start = base + load<i32>(node, 4);
  if (load<i32>(node, 8) == load<i32>(node, 4)) return EMPTY;
  const first = load<u8>(start) as u32;
  if (first > BLANK && first < 0x80 && first != 0x5c) return FILLED;
  if (first >= 0xe4 && first < 0xef && ((head >> 8) & ESCAPED) == 0) return FILLED;
  const end = canonical(base, node, scratch);
  if (end == 0) return UNKNOWN;
  return end == scratch ? EMPTY : FILLED;
}
