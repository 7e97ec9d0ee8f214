// Lengths of strings in code points: src/lengths.ts says what they are. Addresses are absolute.

/** As in parse.ts. */
const STRING: i32 = 4;
const ESCAPED: i32 = 16;

/** -1: no string; -2: has escapes, which the caller counts. `list` holds words of the tape's nodes, negative ones for no node. */
export function lengths(bytes: usize, nodes: usize, list: usize, count: i32, out: usize): void {
  for (let k: usize = 0; k < <usize>count; k++) {
    const node = load<i32>(list + (k << 2));
    store<i32>(out + (k << 2), node < 0 ? -1 : lengthOf(bytes, nodes + ((<usize>node) << 2)));
  }
}

function lengthOf(bytes: usize, node: usize): i32 {
  const head = load<i32>(node);
  if ((head & 0xff) != STRING) return -1;
  if (((head >> 8) & ESCAPED) != 0) return -2;
  let at = bytes + <usize>load<i32>(node, 4);
  const end = bytes + <usize>load<i32>(node, 8);
  let points = 0;
  // Every byte but the continuation bytes 80–BF begins a code point; as signed numbers those are the ones below -64.
  for (; at + 16 <= end; at += 16) points += popcnt(i8x16.bitmask(i8x16.ge_s(v128.load(at), i8x16.splat(-64))));
  const left = <i32>(end - at);
  const last = i8x16.bitmask(i8x16.ge_s(v128.load(at), i8x16.splat(-64)));
  return points + popcnt(last & ((1 << left) - 1));
}
