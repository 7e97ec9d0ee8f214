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

/** Bytes of what is known of a sketch (src/sketch-facts.ts), and where in them stand its grams, its choices and its parity words. */
const FACTS: usize = 64;
const PACKED: usize = 8;
const CHOICES: usize = 16;
const PARITY: usize = 32;
const GRAMS: i32 = 0x1ffff;
const JAMO: i32 = 1 << 17;
/** Bits of parity. */
const BITS: i32 = 256;

/**
 * Writes to `out` the numbers of those of the first `count` sketches that may be near the one at `own`; gives how many. One word more is overwritten.
 * They have a choice in common with it, or one of the two has none, and their parity words differ by no more bits than `limits` (16 bits each, up to `last`)
 * allows for as many differing grams as a pair at the threshold has: validator/src/similar/estimate.ts. @param every whether choices do not matter
 */
export function likely(
  sketches: usize,
  count: i32,
  own: usize,
  every: i32,
  share: f64,
  containment: f64,
  limits: usize,
  last: i32,
  out: usize,
): i32 {
  const choices = v128.load(own, CHOICES);
  const low = v128.load(own, PARITY);
  const high = v128.load(own, PARITY + 16);
  const packed = load<i32>(own, PACKED);
  const isAny = every != 0 || !v128.any_true(choices);
  let to = out;
  for (let k: i32 = 0; k < count; k++) {
    const other = sketches + (<usize>k) * FACTS;
    const theirs = v128.load(other, CHOICES);
    if (!isAny && !v128.any_true(v128.and(choices, theirs)) && v128.any_true(theirs)) continue;
    const theirPacked = load<i32>(other, PACKED);
    if (((packed ^ theirPacked) & JAMO) != 0) continue;
    const most = mostDiffering(packed & GRAMS, theirPacked & GRAMS, share, containment, last);
    if (most < 0) continue;
    const differing = i8x16.add(
      i8x16.popcnt(v128.xor(low, v128.load(other, PARITY))),
      i8x16.popcnt(v128.xor(high, v128.load(other, PARITY + 16))),
    );
    const sums = i16x8.extadd_pairwise_i8x16_u(differing);
    // At most 32 in each of eight; the product's upper half word is the sum of four.
    const four = i64x2.extract_lane(sums, 0) + i64x2.extract_lane(sums, 1);
    const bits = <i32>((<u64>four * 0x0001000100010001) >>> 48);
    const limit = most > last ? BITS : <i32>load<u16>(limits + ((<usize>most) << 1));
    if (bits > limit) continue;
    store<i32>(to, k);
    to += 4;
  }
  return ((to - out) >>> 2) as i32;
}

/** Grams by which two texts may differ and be near, -1 where their numbers alone rule it out. */
@inline
function mostDiffering(own: i32, other: i32, share: f64, containment: f64, last: i32): i32 {
  const sum = own + other;
  const byJaccard = <i32>Math.floor((<f64>sum) * share);
  const byContainment = <i32>Math.floor((<f64>sum) - 2 * containment * (<f64>min(own, other)));
  const most = (own > other ? own - other : other - own) <= byJaccard ? byJaccard : -1;
  return byContainment > most && byContainment <= last ? byContainment : most;
}
