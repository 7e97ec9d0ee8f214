import { FACTS, Fact, gramsOf, type LikelyBounds, PARITY_WORDS } from '@jatdae/kernel';
import { bitsOf, type Facts } from './relation.js';

const BITS = PARITY_WORDS * 32;
/** Past so many differing grams nearly every second bit is set and nothing more can be told. */
const TELLS_UP_TO = 300;
/**
 * Standard deviations that a pair at the threshold may be off and is still looked at: one in a thousand is more. Items inside longer ones are fewer,
 * so that more of them may be looked at: three in a hundred thousand are missed.
 */
const SPREAD = 3;
const WIDE_SPREAD = 4;

/**
 * Of how many grams two sets differ, told by their parity words: d grams flipped at random leave m(1 − (1 − 2/m)^d)/2 of m bits set
 * (Mitzenmacher, Pagh, Pham 2014), with the variance below. Only says who is worth reading again.
 */
export interface Estimator {
  /** What `compare` rules out by, for who looks through many. */
  readonly bounds: Omit<LikelyBounds, 'every'>;
  /** Estimated Jaccard similarity of two sketches, the a-th of some and the b-th of some, of thousand; -1 where neither it nor containment can reach the threshold. */
  compare(factsA: Facts, a: number, factsB: Facts, b: number): number;
  /** Whether one of the two may contain the other; of texts that differ by a lot, nothing is told. */
  mayContain(factsA: Facts, a: number, factsB: Facts, b: number): boolean;
}

/** @param jaccard 0–1 @param containment 0–1 */
export function createEstimator(jaccard: number, containment: number): Estimator {
  /** most bits that may differ, by differing grams */
  const mostBits = bitsWithin(SPREAD);
  const mostOfContained = bitsWithin(WIDE_SPREAD);
  /** differing grams that are likeliest, by differing bits */
  const grams = Float64Array.from({ length: BITS + 1 }, (_, bits) => gramsFor(bits));
  const share = (1 - jaccard) / (1 + jaccard);
  return {
    bounds: { share, containment, bits: mostBits },
    compare(factsA, a, factsB, b) {
      const sizeA = gramsOf(factsA[a * FACTS + Fact.Packed] as number);
      const sizeB = gramsOf(factsB[b * FACTS + Fact.Packed] as number);
      const sum = sizeA + sizeB;
      const apart = Math.abs(sizeA - sizeB);
      const byJaccard = Math.floor(sum * share);
      const byContainment = Math.floor(sum - 2 * containment * Math.min(sizeA, sizeB));
      let most = apart <= byJaccard ? byJaccard : -1;
      if (byContainment > most && byContainment <= TELLS_UP_TO) most = byContainment;
      if (most < 0) return -1;
      const limit = most > TELLS_UP_TO ? BITS : (mostBits[most] as number);
      const bits = differingBits(factsA, a * FACTS + Fact.Parity, factsB, b * FACTS + Fact.Parity, limit);
      if (bits > limit) return -1;
      const differ = Math.max(apart, grams[bits] as number);
      return Math.max(0, Math.round((1000 * (sum - differ)) / (sum + differ)));
    },
    mayContain(factsA, a, factsB, b) {
      const sizeA = gramsOf(factsA[a * FACTS + Fact.Packed] as number);
      const sizeB = gramsOf(factsB[b * FACTS + Fact.Packed] as number);
      const most = Math.floor(sizeA + sizeB - 2 * containment * Math.min(sizeA, sizeB) + 1e-9);
      if (most > TELLS_UP_TO) return true;
      const limit = mostOfContained[most] as number;
      return differingBits(factsA, a * FACTS + Fact.Parity, factsB, b * FACTS + Fact.Parity, limit) <= limit;
    },
  };
}

const bitsWithin = (spread: number): Uint16Array =>
  Uint16Array.from({ length: TELLS_UP_TO + 1 }, (_, d) => Math.ceil(meanBits(d) + spread * deviation(d) + 1));

const meanBits = (d: number): number => (BITS * (1 - (1 - 2 / BITS) ** d)) / 2;

function deviation(d: number): number {
  const four = (1 - 4 / BITS) ** d;
  return Math.sqrt(Math.max(0, (BITS * (1 - four)) / 4 + (BITS * BITS * (four - (1 - 2 / BITS) ** (2 * d))) / 4));
}

const gramsFor = (bits: number): number => (bits * 2 >= BITS ? TELLS_UP_TO : (-BITS / 2) * Math.log(1 - (2 * bits) / BITS));

/** Stops counting past `limit`. */
function differingBits(factsA: Facts, a: number, factsB: Facts, b: number, limit: number): number {
  let count = 0;
  for (let k = 0; k < PARITY_WORDS && count <= limit; k++) {
    count += bitsOf((factsA[a + k] as number) ^ (factsB[b + k] as number));
  }
  return count;
}
