// Which bytes of a string need a look, and what they say of it: src/canonical.ts and src/tape.ts (TextFlag) tell why.

export const COMPLEX: i32 = 1;
export const JAMO: i32 = 2;
export const SUSPECT: i32 = 4;
export const CONTROL: i32 = 8;
export const ESCAPED: i32 = 16;
export const LATIN: i32 = 32;

@inline
export function inRange(v: v128, from: u8, to: u8): v128 {
  return i8x16.le_u(i8x16.sub(v, i8x16.splat(<i8>from)), i8x16.splat(<i8>(to - from)));
}

/**
 * By the low half of a first byte E0–EF: the second bytes that make it worth a look begin at `AFTER`, and `SPAN` more follow that (FF
 * is followed by 00). Where every second byte is plain a NUL is looked at for nothing.
 */
const AFTER = i8x16(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, <i8>0xc0, 0, 0, <i8>0x9e, 0, 0);
const SPAN = i8x16(-1, -1, -1, -1, 0, 0, 0, 0, 0, 0, <i8>0xef, 0, 0, <i8>0xe1, -1, -1);

/** Where first bytes of characters that are not plain may stand; few blocks of Korean text have any. */
@inline
export function candidates(here: v128, next: v128): v128 {
  const low = i8x16.sub(here, i8x16.splat(<i8>0xe0));
  const far = i8x16.le_u(i8x16.sub(next, i8x16.swizzle(AFTER, low)), i8x16.swizzle(SPAN, low));
  // C2–DF, and F0 and above.
  return v128.or(far, v128.or(inRange(here, 0xc2, 0xdf), i8x16.ge_u(here, i8x16.splat(<i8>0xf0))));
}

/** Whether a block may hold any. */
@inline
export function mayBeComplex(here: v128, next: v128): bool {
  return v128.any_true(candidates(here, next));
}

/** Exactly the first bytes of characters that are not plain. */
@inline
export function complexMarks(here: v128, next: v128, third: v128): v128 {
  const lead = i8x16.ge_u(here, i8x16.splat(<i8>0xc2));
  // Hangul syllables, U+4000–9FFF and U+0100–02FF.
  let plain = v128.or(v128.or(inRange(here, 0xc4, 0xcb), inRange(here, 0xe4, 0xe9)), inRange(here, 0xeb, 0xec));
  plain = v128.or(plain, v128.and(i8x16.eq(here, i8x16.splat(<i8>0xea)), i8x16.ge_u(next, i8x16.splat(<i8>0xb0))));
  const lastRow = v128.and(i8x16.eq(next, i8x16.splat(<i8>0x9e)), i8x16.lt_u(third, i8x16.splat(<i8>0xa4)));
  const beforeJamo = v128.or(i8x16.lt_u(next, i8x16.splat(<i8>0x9e)), lastRow);
  plain = v128.or(plain, v128.and(i8x16.eq(here, i8x16.splat(<i8>0xed)), beforeJamo));
  // Quotation marks, dashes and dots of U+2010–2027; U+00A1–00BF; corner brackets and stops of U+3001–3029.
  const after80 = i8x16.eq(next, i8x16.splat(<i8>0x80));
  plain = v128.or(plain, v128.and(v128.and(i8x16.eq(here, i8x16.splat(<i8>0xe2)), after80), inRange(third, 0x90, 0xa7)));
  plain = v128.or(plain, v128.and(i8x16.eq(here, i8x16.splat(<i8>0xc2)), i8x16.gt_u(next, i8x16.splat(<i8>0xa0))));
  plain = v128.or(plain, v128.and(v128.and(i8x16.eq(here, i8x16.splat(<i8>0xe3)), after80), inRange(third, 0x81, 0xa9)));
  return v128.andnot(lead, plain);
}

/** Blanks that a blank follows. */
@inline
export function twoBlanks(here: v128, next: v128): v128 {
  const blank = i8x16.splat(0x20);
  return i8x16.eq(v128.or(v128.xor(here, blank), v128.xor(next, blank)), i8x16.splat(0));
}

/** What a marked byte says of its string. */
@inline
export function flagsOfByte(byte: u32): i32 {
  if (byte == 0xc3) return LATIN;
  if (byte == 0xe1) return COMPLEX | JAMO;
  return byte == 0xee || byte == 0xef ? COMPLEX | SUSPECT : COMPLEX;
}

/** Quotes, backslashes and control characters. */
@inline
function structuralMarks(here: v128): u64 {
  const control = i8x16.le_u(here, i8x16.splat(0x1f));
  const marks = v128.or(v128.or(i8x16.eq(here, i8x16.splat(0x22)), i8x16.eq(here, i8x16.splat(0x5c))), control);
  return bitsOf(marks);
}

@inline
function bitsOf(lanes: v128): u64 {
  return i8x16.bitmask(lanes) as u64;
}

@inline
function blanksIn(here: v128): u64 {
  return bitsOf(i8x16.eq(here, i8x16.splat(0x20)));
}

@inline
function complexIn(from: usize): u64 {
  return bitsOf(complexMarks(v128.load(from), v128.load(from, 1), v128.load(from, 2)));
}

/** Candidates in 64 bytes that are looked at one by one. */
const FEW: u64 = 6;

/** A bit for each marked byte of the 64 at `from`. */
@inline
export function marksOf64(from: usize): u64 {
  const a = v128.load(from);
  const b = v128.load(from, 16);
  const c = v128.load(from, 32);
  const d = v128.load(from, 48);
  const blanks = blanksIn(a) | (blanksIn(b) << 16) | (blanksIn(c) << 32) | (blanksIn(d) << 48);
  const blankAfter = (blanks >>> 1) | ((load<u8>(from, 64) == 0x20 ? 1 : 0) << 63);
  let bits = structuralMarks(a) | (structuralMarks(b) << 16) | (structuralMarks(c) << 32) | (structuralMarks(d) << 48);
  bits |= blanks & blankAfter;
  const lookA = candidates(a, v128.load(from, 1));
  const lookB = candidates(b, v128.load(from, 17));
  const lookC = candidates(c, v128.load(from, 33));
  const lookD = candidates(d, v128.load(from, 49));
  if (!v128.any_true(v128.or(v128.or(lookA, lookB), v128.or(lookC, lookD)))) return bits;
  return bits | complexOf(from, bitsOf(lookA) | (bitsOf(lookB) << 16) | (bitsOf(lookC) << 32) | (bitsOf(lookD) << 48));
}

/** Those of some places at which a character begins that is not plain. */
function complexOf(from: usize, places: u64): u64 {
  if (popcnt(places) > FEW) {
    return complexIn(from) | (complexIn(from + 16) << 16) | (complexIn(from + 32) << 32) | (complexIn(from + 48) << 48);
  }
  let marks: u64 = 0;
  for (let left = places; left != 0; left &= left - 1) {
    const at = ctz(left);
    const byte = load<u8>(from + (at as usize)) as u32;
    const next = load<u8>(from + (at as usize), 1) as u32;
    const third = load<u8>(from + (at as usize), 2) as u32;
    if (isComplex(byte, next, third)) marks |= (1 as u64) << at;
  }
  return marks;
}

/** `complexMarks` of one byte. */
@inline
function isComplex(byte: u32, next: u32, third: u32): bool {
  if (byte < 0xc2) return false;
  if (byte == 0xed) return next > 0x9e || (next == 0x9e && third > 0xa3);
  if (byte == 0xe2) return next != 0x80 || third - 0x90 > 0x17;
  if (byte == 0xe3) return next != 0x80 || third - 0x81 > 0x28;
  if (byte == 0xea) return next < 0xb0;
  if (byte == 0xc2) return next <= 0xa0;
  return !((byte >= 0xc4 && byte <= 0xcb) || (byte >= 0xe4 && byte <= 0xe9) || byte == 0xeb || byte == 0xec);
}

/** The same of the 16 at `from`. */
@inline
export function marksOf16(from: usize): u64 {
  const here = v128.load(from);
  return structuralMarks(here) | (blanksIn(here) & blanksIn(v128.load(from, 1))) | complexIn(from);
}
