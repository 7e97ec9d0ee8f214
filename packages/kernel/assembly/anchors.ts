// Anchors of texts, by which one is found inside another: src/anchors.ts says what they are and has the same in plain TypeScript.
// Addresses are absolute.
import { hashPieces } from './sketch';

/**
 * Writes the anchors of windows of `wide` grams of `k` units, then those of windows of `narrow` grams. Gives how many there are of the
 * narrow ones, and at `out` how many of the wide ones; the anchors stand after that word. `n` is at most `k` and at least half of it,
 * `narrow` less than `wide`. `scratch` has room for a word each unit and for a wide window more, `out` for two words each unit; units after the text
 * are read, not used.
 */
export function anchors(
  units: usize,
  length: i32,
  n: i32,
  k: i32,
  narrow: i32,
  wide: i32,
  scratch: usize,
  out: usize,
): i32 {
  hashPieces(units, length - n + 1, n, scratch);
  // First put where nothing of the wide ones will stand.
  const aside = out + 4 + ((<usize>max(0, length - k + 1)) << 2);
  const narrowCount = anchorsOf(scratch, length, n, k, narrow, wide, out + 4, aside);
  memory.copy(out + 4 + ((<usize>wideFound) << 2), aside, (<usize>narrowCount) << 2);
  store<i32>(out, wideFound);
  return narrowCount;
}

/** How many wide ones `anchorsOf` found last. */
export let wideFound: i32 = 0;

/**
 * The same of a text whose `hashPieces` are known, which are overwritten; each kind to a place of its own, where up to four words after them are
 * overwritten, too.
 */
export function anchorsOf(
  pieces: usize,
  length: i32,
  n: i32,
  k: i32,
  narrow: i32,
  wide: i32,
  wideOut: usize,
  narrowOut: usize,
): i32 {
  const grams = length - k + 1;
  wideFound = 0;
  if (grams < narrow) return 0;
  joinPieces(pieces, grams, k - n);
  // The narrow ones are found on the way to the wide ones.
  let span = widen(pieces, grams, 1, narrow);
  const narrowCount = writeChanges(pieces, grams - narrow + 1, narrow - span, narrowOut);
  if (grams < wide) return narrowCount;
  span = widen(pieces, grams, span, wide);
  wideFound = writeChanges(pieces, grams - wide + 1, wide - span, wideOut);
  return narrowCount;
}

/** A gram is two pieces, the second `apart` units after the first. */
function joinPieces(pieces: usize, grams: i32, apart: i32): void {
  const second = (<usize>apart) << 2;
  for (let at = pieces; at < pieces + ((<usize>grams) << 2); at += 16) {
    let h = i32x4.add(i32x4.mul(v128.load(at), i32x4.splat(<i32>0x9e3779b1)), v128.load(at + second));
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x7feb352d));
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), i32x4.splat(<i32>0x846ca68b));
    v128.store(at, v128.xor(h, i32x4.shr_u(h, 16)));
  }
}

/** Makes of the least of `span` hashes from each on the least of twice, four times … as many, up to `window`; gives of how many. */
function widen(hashes: usize, count: i32, span: i32, window: i32): i32 {
  let now = span;
  for (; now * 2 <= window; now *= 2) {
    const ahead = (<usize>now) << 2;
    for (let at = hashes; at < hashes + ((<usize>count) << 2); at += 16) {
      v128.store(at, i32x4.min_u(v128.load(at), v128.load(at + ahead)));
    }
  }
  return now;
}

/** For each set of four words, as bits, the bytes of those in it one behind the other: an argument of `swizzle`. */
const CHOSEN: usize = memory.data(16 * 16, 16);
for (let set = 0; set < 16; set++) {
  let to = CHOSEN + ((<usize>set) << 4);
  for (let k = 0; k < 4; k++) {
    if (((set >> k) & 1) == 0) continue;
    store<u32>(to, 0x03020100 + k * 0x04040404);
    to += 4;
  }
}

/**
 * Writes the least hash of each window, made of two spans that begin `apart` from each other, where it is not that of the window before. Up to four
 * words behind those are overwritten.
 */
function writeChanges(spans: usize, windows: i32, apart: i32, out: usize): i32 {
  const ahead = (<usize>apart) << 2;
  let to = out;
  let previous = v128.not(i32x4.min_u(v128.load32_splat(spans), v128.load32_splat(spans + ahead)));
  for (let k: i32 = 0; k < windows; k += 4) {
    const at = spans + ((<usize>k) << 2);
    const least = i32x4.min_u(v128.load(at), v128.load(at + ahead));
    const before = i8x16.shuffle(previous, least, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
    previous = least;
    let changes = i32x4.bitmask(i32x4.ne(least, before));
    if (windows - k < 4) changes &= (1 << (windows - k)) - 1;
    // Which of four windows begin with a new one no branch foresees.
    v128.store(to, i8x16.swizzle(least, v128.load(CHOSEN + ((<usize>changes) << 4))));
    to += (<usize>popcnt(changes)) << 2;
  }
  return ((to - out) >>> 2) as i32;
}
