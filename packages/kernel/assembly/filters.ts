// Bloom filters of texts, by which one is found inside another: src/filters.ts has the same in plain TypeScript. Addresses are absolute.

/**
 * Writes to `out` the number of each of `count` filters of four words that has at most as many bits more than the one at `other` as its size allows, and
 * how many. Sizes are ascending, a length in their upper 19 bits; what is longer than `reach` is not looked at. Gives how many those are;
 * up to two words after them are overwritten.
 */
export function lacking(sizes: usize, filters: usize, count: i32, other: usize, reach: i32, out: usize): i32 {
  const lacks = v128.not(v128.load(other));
  let to = out;
  for (let k: usize = 0; k < <usize>count; k++) {
    const size = load<u32>(sizes + (k << 2));
    if (size >>> 13 > <u32>reach) break;
    const bits = i8x16.popcnt(v128.and(v128.load(filters + (k << 4)), lacks));
    // At most sixteen a byte; the product's upper byte is the sum of all.
    const bytes = i64x2.extract_lane(bits, 0) + i64x2.extract_lane(bits, 1);
    const missing = <i32>((bytes * 0x0101010101010101) >>> 56);
    store<i32>(to, k);
    store<i32>(to, missing, 4);
    // Which of them no branch foresees.
    to += (<usize>(missing <= <i32>(size & 8191))) << 3;
  }
  return <i32>((to - out) >>> 3);
}
