// Bloom filters of texts, by which one is found inside another: src/filters.ts has the same in plain TypeScript. Addresses are absolute.

/** Bytes of a question: the first filter that is looked at and the one after the last, the reach, a word, and a filter. */
const ASKED: usize = 32;
/** Bytes of an answer: the question's number, the filter's, and the bits that it has more. */
const FOUND: usize = 12;

/**
 * Answers the questions from `first` to before `count`: which of the filters of four words have at most as many bits more than its own as their size
 * allows. Sizes are ascending within what a question looks at, a length in their upper 19 bits; what is longer than the reach is not looked at.
 * Stops before a question that may have more answers than `out` has room for. Gives the number of answers, and at `state` the question it
 * stopped before; up to three words after the answers are overwritten.
 */
export function lacking(
  sizes: usize,
  filters: usize,
  asked: usize,
  first: i32,
  count: i32,
  out: usize,
  room: i32,
  state: usize,
): i32 {
  const last = out + <usize>room * FOUND;
  let to = out;
  let question = first;
  for (; question < count; question++) {
    const row = asked + <usize>question * ASKED;
    const end = <usize>load<u32>(row, 4);
    const reach = load<u32>(row, 8);
    const lacks = v128.not(v128.load(row, 16));
    let k = <usize>load<u32>(row);
    if (to + (end - k) * FOUND > last) break;
    for (; k < end; k++) {
      const size = load<u32>(sizes + (k << 2));
      if (size >>> 13 > reach) break;
      const bits = i8x16.popcnt(v128.and(v128.load(filters + (k << 4)), lacks));
      // At most sixteen a byte; the product's upper byte is the sum of all.
      const bytes = i64x2.extract_lane(bits, 0) + i64x2.extract_lane(bits, 1);
      const missing = <i32>((bytes * 0x0101010101010101) >>> 56);
      store<i32>(to, question);
      store<i32>(to, <i32>k, 4);
      store<i32>(to, missing, 8);
      // Which of them no branch foresees.
      to += (<usize>(missing <= <i32>(size & 8191))) * FOUND;
    }
  }
  store<i32>(state, question);
  return <i32>((to - out) / FOUND);
}
