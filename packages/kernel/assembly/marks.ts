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

/** Whether a block may hold first bytes of characters that are not plain; few blocks of Korean text do. */
@inline
export function mayBeComplex(here: v128, next: v128): bool {
  const low = i8x16.sub(here, i8x16.splat(<i8>0xe0));
  const far = i8x16.le_u(i8x16.sub(next, i8x16.swizzle(AFTER, low)), i8x16.swizzle(SPAN, low));
  // C2–DF, and F0 and above.
  const other = v128.or(inRange(here, 0xc2, 0xdf), i8x16.ge_u(here, i8x16.splat(<i8>0xf0)));
  return v128.any_true(v128.or(far, other));
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
