// Lengths of strings in code points. Addresses are absolute.

/** As in parse.ts. */
const STRING: i32 = 4;
const ESCAPED: i32 = 16;

/** -1: no string; -2: has \u escapes, which the caller counts. */
export function lengthOf(bytes: usize, node: usize): i32 {
  const head = load<i32>(node);
  if ((head & 0xff) != STRING) return -1;
  let at = bytes + <usize>load<i32>(node, 4);
  const end = bytes + <usize>load<i32>(node, 8);
  let points = 0;
  if (((head >> 8) & ESCAPED) != 0) {
    const escapes = escapesIn(at, end);
    if (escapes < 0) return -2;
    points -= escapes;
  }
  // Every byte but the continuation bytes 80–BF begins a code point; as signed numbers those are the ones below -64.
  for (; at + 16 <= end; at += 16) points += popcnt(i8x16.bitmask(i8x16.ge_s(v128.load(at), i8x16.splat(-64))));
  const left = <i32>(end - at);
  const last = i8x16.bitmask(i8x16.ge_s(v128.load(at), i8x16.splat(-64)));
  return points + popcnt(last & ((1 << left) - 1));
}

/** Escapes of two bytes; -1 where there is a longer one. */
function escapesIn(start: usize, end: usize): i32 {
  let count = 0;
  for (let at = start; at < end; ) {
    const bits = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(0x5c)));
    if (bits == 0) {
      at += 16;
      continue;
    }
    at += ctz(bits);
    if (at >= end) break;
    if (load<u8>(at, 1) == 0x75) return -1;
    count++;
    at += 2;
  }
  return count;
}
