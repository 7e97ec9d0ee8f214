// Where a look for personal data and secrets pays: src/glance.ts says what is looked for and has the same in TypeScript. Addresses are
// absolute, offsets relative to `base`.

const DIGIT_RUN: i32 = 1;
const AT_SIGN: i32 = 2;
const TOKEN_RUN: i32 = 4;

/** Bytes of a block, and entries that one block gives at the most. */
const BLOCK: usize = 16;
const MOST: i32 = 40;

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
function digitsOf(v: v128): v128 {
  return i8x16.le_u(i8x16.sub(v, i8x16.splat(0x30)), i8x16.splat(9));
}

/** Not false where a block may hold four digits in a row: two at an even place. Of 30–3F the others are rare in pairs. */
@inline
function pairs(v: v128): v128 {
  return i16x8.eq(v128.and(v, i8x16.splat(<i8>0xf0)), i16x8.splat(0x3030));
}

/** @ and +. */
@inline
function signs(v: v128): v128 {
  return v128.or(i8x16.eq(v, i8x16.splat(0x40)), i8x16.eq(v, i8x16.splat(0x2b)));
}

/** Not false where one half of a block may belong to a token: twenty bytes hold eight that begin at a multiple of eight. */
@inline
function halves(v: v128): v128 {
  return i64x2.eq(i8x16.gt_s(v, i8x16.splat(0x24)), i64x2.splat(-1));
}

@inline
function gate(v: v128): v128 {
  return v128.or(v128.or(pairs(v), signs(v)), halves(v));
}

/** Full-width characters begin with EF, escapes with a backslash. */
@inline
function wideGate(v: v128): v128 {
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
 * Looks at [start, end) from `from` on, which is `start` or what the call before gave back. The first word of `out` becomes where to go
 * on, `end` where all was seen; then there are pairs of an offset and its kind, as many as there is room for in `room` words. Gives the
 * number of words.
 */
export function glance(base: usize, start: i32, end: i32, from: i32, wide: i32, out: usize, room: i32): i32 {
  to = out;
  words = 1;
  first = base;
  low = base + start;
  high = base + end;
  let p = base + from;
  while (p < high && words + 4 * MOST <= room) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    let inA = gate(a);
    let inB = gate(b);
    if (wide) {
      inA = v128.or(inA, wideGate(a));
      inB = v128.or(inB, wideGate(b));
    }
    if (v128.any_true(v128.or(inA, inB))) {
      if (v128.any_true(inA)) look(p, a, b, wide);
      if (p + BLOCK < high && v128.any_true(inB)) look(p + BLOCK, b, v128.load(p, 32), wide);
    }
    p += 2 * BLOCK;
  }
  store<i32>(out, min(p, high) - base);
  return words;
}

/** Lowest bits up to the end of the range. */
@inline
function within(bits: i32, left: usize): i32 {
  return left < 32 ? bits & ((1 << (left as i32)) - 1) : bits;
}

function look(p: usize, here: v128, next: v128, wide: i32): void {
  if (v128.any_true(halves(here))) lookAtTokens(p, here);
  if (!wide && !v128.any_true(v128.or(pairs(here), signs(here)))) return;

  const left = high - p;
  // A run of four has two digits at an even place in the block where its second digit is: bit k stands for the byte p - 1 + k.
  const mine = within(i8x16.bitmask(digitsOf(here)) | (i8x16.bitmask(digitsOf(next)) << 16), left);
  const digits = (mine << 1) | (p > low && isDigit(load<u8>(p - 1)) ? 1 : 0);
  const fours = digits & (digits >>> 1) & (digits >>> 2) & (digits >>> 3);
  const before = p - 1 > low && isDigit(load<u8>(p - 2)) ? 1 : 0;
  const plus = i8x16.bitmask(i8x16.eq(here, i8x16.splat(0x2b)));
  let runs = (fours & ~((digits << 1) | before) & 0xffff) | ((plus << 2) & digits & ~fours);
  let ats = within(i8x16.bitmask(i8x16.eq(here, i8x16.splat(0x40))), left);
  let wideDigits = 0;
  let wideAts = 0;
  if (wide) {
    let leads = within(i8x16.bitmask(wideGate(here)), left);
    while (leads != 0) {
      const kind = wideKind(p + ctz(leads));
      const bit = leads & -leads;
      if (kind == DIGIT_RUN) wideDigits |= bit << 1;
      if (kind == AT_SIGN) wideAts |= bit;
      leads &= leads - 1;
    }
    runs |= wideDigits;
    ats |= wideAts;
  }
  while (runs != 0) {
    const at = p - 1 + ctz(runs);
    if ((wideDigits & runs & -runs) != 0 || isNumber(at)) tell(at, DIGIT_RUN);
    runs &= runs - 1;
  }
  while (ats != 0) {
    const at = p + ctz(ats);
    if ((wideAts & ats & -ats) != 0 || (isBeside(at - 1) && isBeside(at + 1))) tell(at, AT_SIGN);
    ats &= ats - 1;
  }
}

/** Sees the blocks before and after, too. */
function lookAtTokens(p: usize, here: v128): void {
  const mine = tokensOf(here);
  if ((mine & 0xff) != 0xff && mine >>> 8 != 0xff) return;
  const earlier: u64 = p > low ? tokensOf(v128.load(p - BLOCK)) : 0;
  const later: u64 = tokensOf(v128.load(p, 16));
  const left = high - p;
  let all = earlier | ((mine as u64) << 16) | (later << 32);
  if (left < 32) all &= ((<u64>1) << (16 + left)) - 1;
  for (let half: u64 = 16; half < 32; half += 8) {
    // A run is told of where its first whole half stands.
    if (((all >> half) & 0xff) != 0xff || ((all >> (half - 8)) & 0xff) == 0xff) continue;
    const ahead = clz(~(all << (64 - half)));
    const behind = ctz(~(all >> half));
    if (((ahead + behind) as i32) >= TOKEN) tell(p - BLOCK + ((half - ahead) as usize), TOKEN_RUN);
  }
}

@inline
function tokensOf(v: v128): i32 {
  const lower = i8x16.swizzle(LOWER, v128.and(v, i8x16.splat(15)));
  const upper = i8x16.swizzle(UPPER, i8x16.shr_u(v, 4));
  return 0xffff ^ i8x16.bitmask(i8x16.eq(v128.and(lower, upper), i8x16.splat(0)));
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
