import { classOf, LENGTH_CLASSES, type LengthTally, leastOf } from '@jatdae/kernel';

/**
 * How often each length occurs: exact up to 1,023, in 32 classes an octave above (a class is at most 3.2 % wide). Number, sum and both
 * ends are exact.
 */
export interface Histogram {
  /** by class; grown as far as there is a length */
  counts: Float64Array;
  items: number;
  sum: number;
  min: number;
  max: number;
}

const NONE = new Float64Array(0);
const FIRST_ROOM = 128;

export const createHistogram = (): Histogram => ({
  counts: NONE,
  items: 0,
  sum: 0,
  min: Number.POSITIVE_INFINITY,
  max: 0,
});

export function addLength(histogram: Histogram, length: number): void {
  const index = classOf(length);
  makeRoom(histogram, index + 1);
  histogram.counts[index] += 1;
  histogram.items += 1;
  histogram.sum += length;
  histogram.min = Math.min(histogram.min, length);
  histogram.max = Math.max(histogram.max, length);
}

/** Twice as many classes until there are as many as wanted. */
export function makeRoom(histogram: Histogram, wanted: number): void {
  if (histogram.counts.length >= wanted) return;
  let room = Math.max(FIRST_ROOM, histogram.counts.length);
  while (room < wanted) room *= 2;
  const grown = new Float64Array(Math.min(room, LENGTH_CLASSES));
  grown.set(histogram.counts);
  histogram.counts = grown;
}

export function mergeHistogram(into: Histogram, from: LengthTally | Histogram): void {
  if (from.items === 0) return;
  const end = classOf(from.max) + 1;
  makeRoom(into, end);
  for (let k = classOf(from.min); k < end; k++) into.counts[k] += from.counts[k];
  into.items += from.items;
  into.sum += from.sum;
  into.min = Math.min(into.min, from.min);
  into.max = Math.max(into.max, from.max);
}

/** The least length that a share of all reaches at the most: exact below 1,024, the lower end of its class above. */
export function quantileOf(histogram: Histogram, share: number): number {
  const wanted = Math.max(1, Math.ceil(share * histogram.items));
  let seen = 0;
  for (let k = 0; k < histogram.counts.length; k++) {
    seen += histogram.counts[k];
    if (seen >= wanted) return Math.max(leastOf(k), histogram.min);
  }
  return histogram.max;
}

/** Counts of the lengths up to each bound, and of those above the last one; bounds ascend. */
export function countUpTo(histogram: Histogram, bounds: readonly number[]): number[] {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  let bin = 0;
  for (let k = 0; k < histogram.counts.length; k++) {
    while (bin < bounds.length && leastOf(k) > bounds[bin]) bin += 1;
    counts[bin] += histogram.counts[k];
  }
  return counts;
}
