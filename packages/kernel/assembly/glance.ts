// Where a look for personal data and secrets pays: src/glance.ts says what is looked for and has the same in TypeScript. Addresses are
// absolute, offsets relative to `base`.

import { NUMBERS, TOKENS } from './marks';

const DIGIT_RUN: i32 = 1;
const AT_SIGN: i32 = 2;
const TOKEN_RUN: i32 = 4;

/** Bytes of a block, and words that the entries of one take at the most. */
const BLOCK: i32 = 64;
const MOST: i32 = 300;

/** As in src/glance.ts. */
const NUMBER: i32 = 7;
const GAP: i32 = 9;
const TOKEN: i32 = 20;

/**
 * What tokens are made of, by the halves of a byte: it is one where both tables have a bit in common. Of the upper halves 2 to 7 there
 * are: %+-/ · 0–9 and = · A–O and a–o · P–Z and _ · p–z.
 */
const LOWER = i8x16(26, 30, 30, 30, 30, 31, 30, 30, 30, 30, 28, 5, 4, 7, 4, 13);
const UPPER = i8x16(0, 0, 1, 2, 4, 8, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0);

@inline
function isToken(v: v128): v128 {
  const lower = i8x16.swizzle(LOWER, v128.and(v, i8x16.splat(15)));
  const upper = i8x16.swizzle(UPPER, i8x16.shr_u(v, 4));
  return i8x16.ne(v128.and(lower, upper), i8x16.splat(0));
}

/** Full-width characters begin with EF, escapes with a backslash. */
@inline
function mayBeWide(v: v128): v128 {
  return v128.or(i8x16.eq(v, i8x16.splat(<i8>0xef)), i8x16.eq(v, i8x16.splat(0x5c)));
}

/** Where entries go, how many words there are, and the range that is looked at. */
let to: usize = 0;
let words: i32 = 0;
let low: usize = 0;
let high: usize = 0;
let first: usize = 0;

@inline
function tell(at: usize, kind: i32): void {
  const entry = to + ((words as usize) << 2);
  store<i32>(entry, (at - first) as i32);
  store<i32>(entry, kind, 4);
  words += 2;
}

/**
 * Looks at [start, end). Only where `wide` says so it looks at all bytes, and at full-width characters and escapes; else where one of the
 * `count` notes of `index` says that it pays. `from` is 0, or what the call before left in the first word of `out`: where to go on, -1
 * where all was seen. Then there are pairs of an offset and its kind, as many as there is room for in `room` words. Gives the number of
 * words.
 */
export function glance(base: usize, start: i32, end: i32, from: i32, wide: i32, notes: usize, count: i32, out: usize, room: i32): i32 {
  to = out;
  words = 1;
  first = base;
  low = base + start;
  high = base + end;
  let next = from;
  if (wide != 0) {
    // What ends behind a block's first bytes is found by the block after it.
    for (let at = max(from, start & ~(BLOCK - 1)); ; at += BLOCK) {
      next = at < end + BLOCK ? at : -1;
      if (next < 0 || words + MOST > room) break;
      look(base + at, NUMBERS | TOKENS, true);
    }
  } else {
    for (; next < count && words + MOST <= room; next++) {
      const note = load<i32>(notes + ((<usize>next) << 2));
      if ((note & (NUMBERS | TOKENS)) != 0) look(base + (note & ~(BLOCK - 1)), note, false);
    }
    if (next == count) next = -1;
  }
  store<i32>(out, next);
  return words;
}

/** A bit for each of the 64 bytes at `p` that is in the range. */
function within(p: usize): u64 {
  const left = <i64>high - <i64>p;
  if (left <= 0 || p + 64 <= low) return 0;
  const ahead: u64 = left >= 64 ? -1 : ((<u64>1) << left) - 1;
  return p >= low ? ahead : (ahead >> (low - p)) << (low - p);
}

@inline
function bitsOf(v: v128): u64 {
  return i8x16.bitmask(v) as u64;
}

function digitsAt(p: usize): u64 {
  let bits: u64 = 0;
  for (let k: usize = 0; k < 64; k += 16) bits |= bitsOf(i8x16.le_u(i8x16.sub(v128.load(p + k), i8x16.splat(0x30)), i8x16.splat(9))) << k;
  return bits & within(p);
}

function tokensAt(p: usize): u64 {
  let bits: u64 = 0;
  for (let k: usize = 0; k < 64; k += 16) bits |= bitsOf(isToken(v128.load(p + k))) << k;
  return bits & within(p);
}

function signsAt(p: usize, sign: i8): u64 {
  let bits: u64 = 0;
  for (let k: usize = 0; k < 64; k += 16) bits |= bitsOf(i8x16.eq(v128.load(p + k), i8x16.splat(sign))) << k;
  return bits & within(p);
}

function widesAt(p: usize): u64 {
  let bits: u64 = 0;
  for (let k: usize = 0; k < 64; k += 16) bits |= bitsOf(mayBeWide(v128.load(p + k))) << k;
  return bits & within(p);
}

/** The bits of a block moved up, those of the block before it coming in from below. */
@inline
function moved(bits: u64, before: u64, by: u64): u64 {
  return (bits << by) | (before >>> (64 - by));
}

/** Tells of the numbers whose fourth character, the addresses whose @ and the tokens whose twentieth character is in the block at `p`. */
function look(p: usize, note: i32, wide: bool): void {
  if ((note & TOKENS) != 0) lookForTokens(p);
  if ((note & NUMBERS) != 0) lookForNumbers(p, wide);
}

function lookForNumbers(p: usize, wide: bool): void {
  const digits = digitsAt(p);
  const before = digitsAt(p - 64);
  const starts = moved(digits, before, 3);
  const fours = digits & moved(digits, before, 1) & moved(digits, before, 2) & starts & ~moved(digits, before, 4);
  let runs = fours | (starts & moved(signsAt(p, 0x2b), signsAt(p - 64, 0x2b), 4));
  let ats = signsAt(p, 0x40);
  let wideRuns: u64 = 0;
  let wideAts: u64 = 0;
  if (wide) {
    const wides = widesAt(p);
    wideRuns = ofKind(p - 3, moved(wides, widesAt(p - 64), 3), DIGIT_RUN);
    wideAts = ofKind(p, wides, AT_SIGN);
    runs |= wideRuns;
    ats |= wideAts;
  }
  for (; runs != 0; runs &= runs - 1) {
    const at = p - 3 + <usize>ctz(runs);
    if ((wideRuns & runs & -runs) != 0 || isNumber(at)) tell(at, DIGIT_RUN);
  }
  for (; ats != 0; ats &= ats - 1) {
    const at = p + <usize>ctz(ats);
    if ((wideAts & ats & -ats) != 0 || (isBeside(at - 1) && isBeside(at + 1))) tell(at, AT_SIGN);
  }
}

/** Those of some places that are of a kind. */
function ofKind(from: usize, places: u64, kind: i32): u64 {
  let some: u64 = 0;
  for (let left = places; left != 0; left &= left - 1) if (wideKind(from + <usize>ctz(left)) == kind) some |= left & -left;
  return some;
}

function lookForTokens(p: usize): void {
  const one = tokensAt(p);
  const oneBefore = tokensAt(p - 64);
  // Ends of runs of two, four, eight, sixteen and twenty.
  const two = one & moved(one, oneBefore, 1);
  const twoBefore = oneBefore & (oneBefore << 1);
  const four = two & moved(two, twoBefore, 2);
  const fourBefore = twoBefore & (twoBefore << 2);
  const eight = four & moved(four, fourBefore, 4);
  const eightBefore = fourBefore & (fourBefore << 4);
  const sixteen = eight & moved(eight, eightBefore, 8);
  const ends = sixteen & moved(four, fourBefore, 16) & ~moved(one, oneBefore, TOKEN);
  for (let left = ends; left != 0; left &= left - 1) tell(p + <usize>ctz(left) - (TOKEN - 1), TOKEN_RUN);
}

@inline
function isDigit(c: u32): bool {
  return c - 0x30 < 10;
}

/** What may stand beside the @ of an address: no white space, control character or quote. */
@inline
function isBeside(p: usize): bool {
  if (p < low || p >= high) return false;
  const c = load<u8>(p);
  return c > 0x20 && c != 0x22;
}

function wideKind(p: usize): i32 {
  if (load<u8>(p) == 0xef) {
    const last = load<u8>(p, 2);
    if (load<u8>(p, 1) != 0xbc) return 0;
    return last == 0xa0 ? AT_SIGN : last >= 0x90 && last <= 0x99 ? DIGIT_RUN : 0;
  }
  // \uff10 and after, \uff20 and after.
  if (load<u8>(p, 1) != 0x75 || (load<u8>(p, 2) | 0x20) != 0x66 || (load<u8>(p, 3) | 0x20) != 0x66) return 0;
  const row = load<u8>(p, 4);
  return row == 0x31 ? DIGIT_RUN : row == 0x32 ? AT_SIGN : 0;
}

function isNumber(run: usize): bool {
  let p = run;
  if (p - 2 >= low && isEscape(p - 2)) {
    // The first four are those of an escape, \u2013 say.
    if (isEscapedDigit(p - 2)) return true;
    p += 4;
    for (let k: usize = 0; k < 4; k++) if (p + k >= high || !isDigit(load<u8>(p + k))) return false;
  }
  const ahead = countAhead(p);
  return ahead >= NUMBER || ahead + countBack(p - 1) >= NUMBER;
}

function countAhead(from: usize): i32 {
  let count = 0;
  let gap = 0;
  let p = from;
  while (p < high && count < NUMBER) {
    const c = load<u8>(p) as u32;
    let length: usize = 1;
    if (isDigit(c)) {
      count++;
      gap = 0;
    } else if (isEscape(p)) {
      length = 6;
      if (isEscapedDigit(p)) {
        count++;
        gap = 0;
      } else {
        if (!isEscapedSign(p)) return count;
        gap += 3;
      }
    } else if (isBlankEscape(p)) {
      length = 2;
      gap += 1;
    } else {
      if (breaks(c)) return count;
      gap++;
    }
    if (gap > GAP) return count;
    p += length;
  }
  return count;
}

function countBack(from: usize): i32 {
  let count = 0;
  let gap = 0;
  let p = from;
  while (p >= low && count < NUMBER) {
    const c = load<u8>(p) as u32;
    let length: usize = 1;
    if (p - 5 >= low && isEscape(p - 5)) {
      length = 6;
      if (isEscapedDigit(p - 5)) {
        count++;
        gap = 0;
      } else {
        if (!isEscapedSign(p - 5)) return count;
        gap += 3;
      }
    } else if (isDigit(c)) {
      count++;
      gap = 0;
    } else if (p - 1 >= low && isBlankEscape(p - 1)) {
      length = 2;
      gap += 1;
    } else {
      if (breaks(c)) return count;
      gap++;
    }
    if (gap > GAP) return count;
    p -= length;
  }
  return count;
}

@inline
function isEscape(p: usize): bool {
  return load<u16>(p) == 0x755c;
}

/** \u0030 to \u0039. */
@inline
function isEscapedDigit(p: usize): bool {
  return load<u16>(p, 2) == 0x3030 && load<u8>(p, 4) == 0x33 && isDigit(load<u8>(p, 5));
}

/** The dashes, dots, blanks and full-width forms that may stand in a number: 00, 20, 22, 30, 31, fe and ff are how they begin. */
function isEscapedSign(p: usize): bool {
  const row = load<u16>(p, 2) | 0x2020;
  return row == 0x3030 || row == 0x3032 || row == 0x3232 || row == 0x3033 || row == 0x3133 || row == 0x6566 || row == 0x6666;
}

/** \n, \r and \t. */
@inline
function isBlankEscape(p: usize): bool {
  const pair = load<u16>(p);
  return pair == 0x6e5c || pair == 0x725c || pair == 0x745c;
}

/** What no number has between its digits: small letters, Hangul and Chinese characters, the signs of JSON and of arithmetic. */
function breaks(c: u32): bool {
  if (c >= 0x61) return c <= 0x7b || c == 0x7d || (c >= 0xe4 && c <= 0xed);
  if (c < 0x40) return c == 0x22 || c == 0x25 || c == 0x2a || c == 0x2c || c == 0x3a || (c >= 0x3c && c <= 0x3e);
  return c == 0x5b || c == 0x5d;
}
