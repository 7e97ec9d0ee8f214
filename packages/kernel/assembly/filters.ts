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

/** `LikelyBounds` of src/sketch-table.ts, which writes it. */
@unmanaged
class Bounds {
  share: f64;
  containment: f64;
  /** 16 bits for each number of differing grams up to `last` */
  limits: usize;
  last: i32;
  every: i32;
}

/**
 * Whether two sketches may be near. They have a choice in common, or one of the two has none, and their parity words differ by no more bits than
 * `limits` allows for as many differing grams as a pair at the threshold has: validator/src/similar/estimate.ts.
 */
@inline
function mayBeNear(own: usize, other: usize, bounds: Bounds): bool {
  const choices = v128.load(own, CHOICES);
  const theirs = v128.load(other, CHOICES);
  if (bounds.every == 0 && !v128.any_true(v128.and(choices, theirs)) && v128.any_true(theirs) && v128.any_true(choices)) return false;
  const packed = load<i32>(own, PACKED);
  const theirPacked = load<i32>(other, PACKED);
  if (((packed ^ theirPacked) & JAMO) != 0) return false;
  const most = mostDiffering(packed & GRAMS, theirPacked & GRAMS, bounds);
  if (most < 0) return false;
  const differing = i8x16.add(
    i8x16.popcnt(v128.xor(v128.load(own, PARITY), v128.load(other, PARITY))),
    i8x16.popcnt(v128.xor(v128.load(own, PARITY + 16), v128.load(other, PARITY + 16))),
  );
  const sums = i16x8.extadd_pairwise_i8x16_u(differing);
  // At most 32 in each of eight; the product's upper half word is the sum of four.
  const four = i64x2.extract_lane(sums, 0) + i64x2.extract_lane(sums, 1);
  const bits = <i32>((<u64>four * 0x0001000100010001) >>> 48);
  return bits <= (most > bounds.last ? BITS : <i32>load<u16>(bounds.limits + ((<usize>most) << 1)));
}

/** Writes to `out` the numbers of those of the first `count` sketches that may be near the one at `own`; gives how many. */
export function likely(boundsAt: usize, sketches: usize, count: i32, own: usize, out: usize): i32 {
  const bounds = changetype<Bounds>(boundsAt);
  let to = out;
  for (let k: i32 = 0; k < count; k++) {
    if (!mayBeNear(own, sketches + (<usize>k) * FACTS, bounds)) continue;
    store<i32>(to, k);
    to += 4;
  }
  return ((to - out) >>> 2) as i32;
}

/**
 * Writes to `out` the pairs of a group that may be near, the later one's number and the earlier one's, for the groups from `first` to before `groups`, each of
 * which ends in `ends`; larger ones than `most` are passed over. Stops before a group that may have more pairs than there is room for. Gives their number, and at
 * `state` the group it stopped before.
 */
export function likelyPairs(
  boundsAt: usize,
  sketches: usize,
  ends: usize,
  first: i32,
  groups: i32,
  most: i32,
  out: usize,
  room: i32,
  state: usize,
): i32 {
  const bounds = changetype<Bounds>(boundsAt);
  const lastPlace = out + ((<usize>room) << 3);
  let to = out;
  let group = first;
  for (; group < groups; group++) {
    const from = group == 0 ? 0 : load<i32>(ends + ((<usize>(group - 1)) << 2));
    const end = load<i32>(ends + ((<usize>group) << 2));
    if (end - from > most) continue;
    const size = <usize>(end - from);
    if (to + ((size * size) << 2) > lastPlace) break;
    for (let later = from + 1; later < end; later++) {
      const own = sketches + (<usize>later) * FACTS;
      for (let earlier = from; earlier < later; earlier++) {
        if (!mayBeNear(own, sketches + (<usize>earlier) * FACTS, bounds)) continue;
        store<i32>(to, later);
        store<i32>(to, earlier, 4);
        to += 8;
      }
    }
  }
  store<i32>(state, group);
  return ((to - out) >>> 3) as i32;
}

/** Grams by which two texts may differ and be near, -1 where their numbers alone rule it out. */
@inline
function mostDiffering(own: i32, other: i32, bounds: Bounds): i32 {
  const sum = own + other;
  const byJaccard = <i32>Math.floor((<f64>sum) * bounds.share);
  const byContainment = <i32>Math.floor((<f64>sum) - 2 * bounds.containment * (<f64>min(own, other)));
  const most = (own > other ? own - other : other - own) <= byJaccard ? byJaccard : -1;
  return byContainment > most && byContainment <= bounds.last ? byContainment : most;
}
