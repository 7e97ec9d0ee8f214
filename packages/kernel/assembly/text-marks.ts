// Marks as marks.ts has them, without what numbers and tokens are found by: for a scan that looks for none, in fewer steps.
import { bitsOfFour, complexOf, ESCAPES, HANJA, inRange } from './marks';

/** Classes of bytes: controls; quotes and &; backslashes and <; first bytes of two and four bytes; of three that may not be plain. */
const CONTROL_BYTE: i8 = 1;
const QUOTE: i8 = 2;
const BACKSLASH: i8 = 4;
const LONG: i8 = 8;
const WIDE: i8 = 16;
/** first bytes of U+4000–9FFF */
const CHINESE: i8 = 32;

/** A byte is of the classes that the entries of its halves have in common. */
const BY_LOWER = i8x16(
  CONTROL_BYTE | LONG | WIDE,
  CONTROL_BYTE | LONG | WIDE,
  CONTROL_BYTE | LONG | WIDE | QUOTE,
  CONTROL_BYTE | LONG | WIDE,
  CONTROL_BYTE | LONG | CHINESE,
  CONTROL_BYTE | LONG | CHINESE,
  CONTROL_BYTE | LONG | CHINESE | QUOTE,
  CONTROL_BYTE | LONG | CHINESE,
  CONTROL_BYTE | LONG | CHINESE,
  CONTROL_BYTE | LONG | CHINESE,
  CONTROL_BYTE | LONG,
  CONTROL_BYTE | LONG,
  CONTROL_BYTE | LONG | BACKSLASH,
  CONTROL_BYTE | LONG,
  CONTROL_BYTE | LONG | WIDE,
  CONTROL_BYTE | LONG | WIDE,
);
const BY_UPPER = i8x16(
  CONTROL_BYTE,
  CONTROL_BYTE,
  QUOTE,
  BACKSLASH,
  0,
  BACKSLASH,
  0,
  0,
  0,
  0,
  0,
  0,
  LONG,
  LONG,
  WIDE | CHINESE,
  LONG,
);

@inline
function classesOf(here: v128): v128 {
  const lower = i8x16.swizzle(BY_LOWER, v128.and(here, i8x16.splat(15)));
  return v128.and(lower, i8x16.swizzle(BY_UPPER, i8x16.shr_u(here, 4)));
}

/** The highest bit of marked bytes, and of blanks that a blank follows. */
@inline
function marked(classes: v128, here: v128, next: v128): v128 {
  const blank = i8x16.splat(0x20);
  // Less than zero where there is a class.
  const signs = i8x16.sub(i8x16.splat(0), v128.and(classes, i8x16.splat(CONTROL_BYTE | QUOTE | BACKSLASH)));
  return v128.or(signs, v128.and(i8x16.eq(here, blank), i8x16.eq(next, blank)));
}

/** Not zero where a character may begin that is not plain: EA and ED are told by the byte that follows. */
@inline
function looks(classes: v128, here: v128, next: v128): v128 {
  const early = v128.and(i8x16.eq(here, i8x16.splat(<i8>0xea)), i8x16.le_u(next, i8x16.splat(<i8>0xaf)));
  const late = v128.and(i8x16.eq(here, i8x16.splat(<i8>0xed)), i8x16.ge_u(next, i8x16.splat(<i8>0x9e)));
  return v128.or(v128.and(classes, i8x16.splat(LONG | WIDE)), v128.or(early, late));
}

@inline
function isAny(classes: v128, one: i8): bool {
  return v128.any_true(v128.and(classes, i8x16.splat(one)));
}

export let textNotes: i32 = 0;

/** A bit for each marked byte of the 64 at `from`, of which `count` are there. Leaves what there is to note in `textNotes`. */
@inline
export function textMarksOf64(from: usize, count: i32): u64 {
  const a = v128.load(from);
  const b = v128.load(from, 16);
  const c = v128.load(from, 32);
  const d = v128.load(from, 48);
  const nextA = v128.load(from, 1);
  const nextB = v128.load(from, 17);
  const nextC = v128.load(from, 33);
  const nextD = v128.load(from, 49);
  const classesA = classesOf(a);
  const classesB = classesOf(b);
  const classesC = classesOf(c);
  const classesD = classesOf(d);
  const any = v128.or(v128.or(classesA, classesB), v128.or(classesC, classesD));
  textNotes = 0;
  if (isAny(any, CHINESE | BACKSLASH)) textNotes = (isAny(any, CHINESE) ? HANJA : 0) | (isAny(any, BACKSLASH) ? ESCAPES : 0);

  let marks = bitsOfFour(
    marked(classesA, a, nextA),
    marked(classesB, b, nextB),
    marked(classesC, c, nextC),
    marked(classesD, d, nextD),
  );
  const looksA = looks(classesA, a, nextA);
  const looksB = looks(classesB, b, nextB);
  const looksC = looks(classesC, c, nextC);
  const looksD = looks(classesD, d, nextD);
  if (v128.any_true(v128.or(v128.or(looksA, looksB), v128.or(looksC, looksD)))) {
    const none = i8x16.splat(0);
    marks |= complexOf(
      from,
      ~bitsOfFour(i8x16.eq(looksA, none), i8x16.eq(looksB, none), i8x16.eq(looksC, none), i8x16.eq(looksD, none)),
    );
  }
  return count < 64 ? marks & (((<u64>1) << count) - 1) : marks;
}

/** What `textMarksOf64` leaves in `textNotes`, alone. */
@inline
export function textNotesOf64(from: usize): i32 {
  const a = v128.load(from);
  const b = v128.load(from, 16);
  const c = v128.load(from, 32);
  const d = v128.load(from, 48);
  const chinese = v128.or(v128.or(chineseIn(a), chineseIn(b)), v128.or(chineseIn(c), chineseIn(d)));
  const escapes = v128.or(v128.or(escapesIn(a), escapesIn(b)), v128.or(escapesIn(c), escapesIn(d)));
  if (!v128.any_true(v128.or(chinese, escapes))) return 0;
  return (v128.any_true(chinese) ? HANJA : 0) | (v128.any_true(escapes) ? ESCAPES : 0);
}

@inline
function chineseIn(here: v128): v128 {
  return inRange(here, 0xe4, 0xe9);
}

@inline
function escapesIn(here: v128): v128 {
  return v128.or(i8x16.eq(here, i8x16.splat(0x5c)), i8x16.eq(here, i8x16.splat(0x3c)));
}
