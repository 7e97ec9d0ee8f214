// Which bytes of a string need a look, and what they say of it: src/canonical.ts and src/tape.ts (TextFlag) tell why.

export const COMPLEX: i32 = 1;
export const JAMO: i32 = 2;
export const SUSPECT: i32 = 4;
export const CONTROL: i32 = 8;
export const ESCAPED: i32 = 16;
export const LATIN: i32 = 32;
export const MARKUP: i32 = 64;
/** Flags of strings that are NFC and whose white space is single blanks, whatever stands beside them. */
export const HARMLESS: i32 = LATIN | MARKUP;

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
  if (byte < 0x80) return byte == 0x20 ? COMPLEX : MARKUP;
  if (byte == 0xc3) return LATIN;
  if (byte == 0xe1) return COMPLEX | JAMO;
  return byte == 0xee || byte == 0xef ? COMPLEX | SUSPECT : COMPLEX;
}

/** & and <. */
@inline
export function markupSigns(here: v128): v128 {
  return v128.or(i8x16.eq(here, i8x16.splat(0x26)), i8x16.eq(here, i8x16.splat(0x3c)));
}

@inline
function bitsOf(lanes: v128): u64 {
  return i8x16.bitmask(lanes) as u64;
}

@inline
export function bitsOfFour(a: v128, b: v128, c: v128, d: v128): u64 {
  return bitsOf(a) | (bitsOf(b) << 16) | (bitsOf(c) << 32) | (bitsOf(d) << 48);
}

@inline
function complexIn(from: usize): u64 {
  return bitsOf(complexMarks(v128.load(from), v128.load(from, 1), v128.load(from, 2)));
}

/** Classes of bytes. The first is that of control characters, and of the first bytes of all but three bytes. */
const LOOK: i8 = 1;
/** and & */
const QUOTE: i8 = 2;
/** and < */
const BACKSLASH: i8 = 4;
const BLANK: i8 = 8;
const AT: i8 = 16;
const PLUS: i8 = 32;
/** first bytes of U+4000–9FFF */
const CHINESE: i8 = 64;
const DIGIT: i8 = -128;

/** A byte is of the classes that the entries of its halves have in common. */
const BY_LOWER = i8x16(
  LOOK | BLANK | AT | DIGIT,
  LOOK | DIGIT,
  LOOK | DIGIT | QUOTE,
  LOOK | DIGIT,
  LOOK | DIGIT | CHINESE,
  LOOK | DIGIT | CHINESE,
  LOOK | DIGIT | CHINESE | QUOTE,
  LOOK | DIGIT | CHINESE,
  LOOK | DIGIT | CHINESE,
  LOOK | DIGIT | CHINESE,
  LOOK,
  LOOK | PLUS,
  LOOK | BACKSLASH,
  LOOK,
  LOOK,
  LOOK,
);
const BY_UPPER = i8x16(
  LOOK,
  LOOK,
  QUOTE | BLANK | PLUS,
  BACKSLASH | DIGIT,
  AT,
  BACKSLASH,
  0,
  0,
  0,
  0,
  0,
  0,
  LOOK,
  LOOK,
  CHINESE,
  LOOK,
);

@inline
function classesOf(here: v128): v128 {
  const lower = i8x16.swizzle(BY_LOWER, v128.and(here, i8x16.splat(15)));
  return v128.and(lower, i8x16.swizzle(BY_UPPER, i8x16.shr_u(here, 4)));
}

@inline
function unmarked(classes: v128): v128 {
  return i8x16.eq(v128.and(classes, i8x16.splat(LOOK | QUOTE | BACKSLASH)), i8x16.splat(0));
}

/** First bytes E0–EF of characters that may not be plain, as `candidates` finds them. */
@inline
function wideCandidates(from: usize, here: v128): v128 {
  const low = i8x16.sub(here, i8x16.splat(<i8>0xe0));
  return i8x16.le_u(i8x16.sub(v128.load(from, 1), i8x16.swizzle(AFTER, low)), i8x16.swizzle(SPAN, low));
}

/** What a note says of the 64 bytes that it stands for: there may be something, or begin or end. */
export const NUMBERS: i32 = 1;
export const TOKENS: i32 = 2;
export const HANJA: i32 = 4;
/** a backslash, or a < */
export const ESCAPES: i32 = 8;

/** Digits of a run, and characters of a token, that are noted. As in glance.ts. */
const TOKEN: i32 = 20;

/** What the blocks before tell of the one at hand: its neighbour's digits, how long a token goes on, a + at the neighbour's end. */
let digitsBefore: u64 = 0;
let tokenBefore: i32 = 0;
export let plusBefore: bool = false;

export function beginBlocks(): void {
  digitsBefore = 0;
  tokenBefore = 0;
  plusBefore = false;
}

/** A bit for each marked byte of the 64 at `from`, of which `count` are there. Leaves what there is to note in `blockNotes`. */
@inline
export function marksOf64(from: usize, count: i32): u64 {
  const a = v128.load(from);
  const b = v128.load(from, 16);
  const c = v128.load(from, 32);
  const d = v128.load(from, 48);
  const classesA = classesOf(a);
  const classesB = classesOf(b);
  const classesC = classesOf(c);
  const classesD = classesOf(d);
  const there: u64 = count < 64 ? ((<u64>1) << count) - 1 : -1;
  const beyondAscii = bitsOfFour(a, b, c, d);
  const stops = ~bitsOfFour(unmarked(classesA), unmarked(classesB), unmarked(classesC), unmarked(classesD)) & there;
  const blanks = bitsOfFour(
    i16x8.shl(classesA, 4),
    i16x8.shl(classesB, 4),
    i16x8.shl(classesC, 4),
    i16x8.shl(classesD, 4),
  );
  const digits = bitsOfFour(classesA, classesB, classesC, classesD) & there;
  const any = v128.or(v128.or(classesA, classesB), v128.or(classesC, classesD));
  blockNotes = notesOf(any, digits, ~(beyondAscii | stops | blanks) & there);

  const blankAfter = (blanks >>> 1) | ((load<u8>(from, 64) == 0x20 ? 1 : 0) << 63);
  const marks = (stops & ~beyondAscii) | (blanks & blankAfter & there);
  let looks = stops & beyondAscii;
  const wideA = wideCandidates(from, a);
  const wideB = wideCandidates(from + 16, b);
  const wideC = wideCandidates(from + 32, c);
  const wideD = wideCandidates(from + 48, d);
  if (v128.any_true(v128.or(v128.or(wideA, wideB), v128.or(wideC, wideD)))) looks |= bitsOfFour(wideA, wideB, wideC, wideD) & there;
  return looks == 0 ? marks : marks | (complexOf(from, looks) & there);
}

export let blockNotes: i32 = 0;

/** `any`: the classes of all bytes, `graphs`: bytes that may belong to a token. */
@inline
function notesOf(any: v128, digits: u64, graphs: u64): i32 {
  const two = digits & ((digits << 1) | (digitsBefore >>> 63));
  const fours = two & ((digits << 2) | (digitsBefore >>> 62)) & ((digits << 3) | (digitsBefore >>> 61));
  digitsBefore = digits;
  let notes = fours != 0 || plusBefore ? NUMBERS : 0;
  plusBefore = false;

  let runs = graphs & (graphs >>> 1);
  runs &= runs >>> 2;
  const fourRuns = runs;
  runs &= runs >>> 4;
  runs &= runs >>> 8;
  runs &= fourRuns >>> 16;
  if (runs != 0 || tokenBefore + <i32>ctz(~graphs) >= TOKEN) notes |= TOKENS;
  tokenBefore = ~graphs == 0 ? tokenBefore + 64 : <i32>clz(~graphs);

  if (v128.any_true(v128.and(any, i8x16.splat(AT | PLUS | CHINESE | BACKSLASH)))) notes |= notesOfRare(any);
  return notes;
}

function notesOfRare(any: v128): i32 {
  // The number after a + may end in the next block.
  plusBefore = isAny(any, PLUS);
  const numbers = plusBefore || isAny(any, AT) ? NUMBERS : 0;
  return numbers | (isAny(any, CHINESE) ? HANJA : 0) | (isAny(any, BACKSLASH) ? ESCAPES : 0);
}

@inline
function isAny(classes: v128, one: i8): bool {
  return v128.any_true(v128.and(classes, i8x16.splat(one)));
}

/** Candidates in 64 bytes that are looked at one by one. */
const FEW: u64 = 6;

/** Those of some places at which a character begins that is not plain. */
export function complexOf(from: usize, places: u64): u64 {
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
