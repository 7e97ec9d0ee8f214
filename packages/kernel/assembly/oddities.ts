// Where a look for leftovers of markup and for characters that show nothing pays: src/oddities.ts says what is looked for and has the same
// in TypeScript. Addresses are absolute.

const BLOCK: i32 = 16;

@inline
function inRange(v: v128, from: u8, to: u8): v128 {
  return i8x16.le_u(i8x16.sub(v, i8x16.splat(<i8>from)), i8x16.splat(<i8>(to - from)));
}

@inline
function is(v: v128, byte: u8): v128 {
  return i8x16.eq(v, i8x16.splat(<i8>byte));
}

@inline
function isLetter(v: v128): v128 {
  return inRange(v128.or(v, i8x16.splat(0x20)), 0x61, 0x7a);
}

/** & and < before a letter or the signs that begin an entity or a tag. */
@inline
function markup(here: v128, next: v128): v128 {
  const starts = v128.or(
    v128.and(is(here, 0x26), is(next, 0x23)),
    v128.and(is(here, 0x3c), v128.or(is(next, 0x2f), is(next, 0x21))),
  );
  return v128.or(starts, v128.and(v128.or(is(here, 0x26), is(here, 0x3c)), isLetter(next)));
}

/** U+200B–200F, U+202A–202E, U+2060–2069, U+FEFF, and escapes that begin \u2 or \uf. */
@inline
function hidden(here: v128, next: v128, third: v128): v128 {
  const general = v128.or(
    v128.and(is(next, 0x80), v128.or(inRange(third, 0x8b, 0x8f), inRange(third, 0xaa, 0xae))),
    v128.and(is(next, 0x81), inRange(third, 0xa0, 0xa9)),
  );
  const mark = v128.and(v128.and(is(here, 0xef), is(next, 0xbb)), is(third, 0xbf));
  const escape = v128.and(
    v128.and(is(here, 0x5c), is(next, 0x75)),
    v128.or(is(third, 0x32), is(v128.or(third, i8x16.splat(0x20)), 0x66)),
  );
  return v128.or(v128.or(v128.and(is(here, 0xe2), general), mark), escape);
}

/** Offset from `start` of the first oddity at `from` or after it, -1 where there is none. Three bytes after the range may be read. */
export function oddity(start: usize, length: i32, from: i32): i32 {
  for (let at = from; at < length; at += BLOCK) {
    const here = v128.load(start + at);
    const gate = v128.or(v128.or(is(here, 0x26), is(here, 0x3c)), v128.or(is(here, 0x5c), v128.or(is(here, 0xe2), is(here, 0xef))));
    if (!v128.any_true(gate)) continue;
    const next = v128.load(start + at, 1);
    let bits = i8x16.bitmask(v128.or(markup(here, next), hidden(here, next, v128.load(start + at, 2))));
    const left = length - at;
    if (left < BLOCK) bits &= (1 << left) - 1;
    if (bits != 0) return at + ctz(bits);
  }
  return -1;
}
