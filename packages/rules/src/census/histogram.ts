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

/** Lengths below it are told apart. */
export const EXACT = 1024;
const CLASSES_AN_OCTAVE = 32;
/** Octaves from 2^10 up to 2^31. */
const OCTAVES = 21;
const CLASSES = EXACT + OCTAVES * CLASSES_AN_OCTAVE;

const NONE = new Float64Array(0);
const FIRST_ROOM = 128;

export const createHistogram = (): Histogram => ({
  counts: NONE,
  items: 0,
  sum: 0,
  min: Number.POSITIVE_INFINITY,
  max: 0,
});

function classOf(length: number): number {
  if (length < EXACT) return length;
  const octave = 21 - Math.clz32(length);
  return EXACT + octave * CLASSES_AN_OCTAVE + ((length >> (octave + 5)) - CLASSES_AN_OCTAVE);
}

/** The least length of a class. */
function leastOf(index: number): number {
  if (index < EXACT) return index;
  const octave = Math.floor((index - EXACT) / CLASSES_AN_OCTAVE);
  return (((index - EXACT) % CLASSES_AN_OCTAVE) + CLASSES_AN_OCTAVE) << (octave + 5);
}

/** Counts a length; a histogram that lengths were added to is whole once it is settled. */
export function addLength(histogram: Histogram, length: number): void {
  const { counts } = histogram;
  if (length < EXACT && length < counts.length) counts[length] += 1;
  else addSeldom(histogram, length);
}

function addSeldom(histogram: Histogram, length: number): void {
  const index = classOf(length);
  if (index >= histogram.counts.length) grow(histogram, index + 1);
  histogram.counts[index] += 1;
  if (length < EXACT) return;
  histogram.items += 1;
  histogram.sum += length;
  histogram.min = Math.min(histogram.min, length);
  histogram.max = Math.max(histogram.max, length);
}

/** Makes number, sum and ends of what was added, once: those of lengths below EXACT are in their counts. */
export function settle(histogram: Histogram): void {
  const { counts } = histogram;
  let items = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (let length = 0; length < EXACT && length < counts.length; length++) {
    const times = counts[length];
    if (times === 0) continue;
    items += times;
    sum += length * times;
    if (min > length) min = length;
    max = length;
  }
  histogram.items += items;
  histogram.sum += sum;
  histogram.min = Math.min(histogram.min, min);
  histogram.max = Math.max(histogram.max, max);
}

/** Twice as many classes until there are as many as wanted. */
function grow(histogram: Histogram, wanted: number): void {
  let room = Math.max(FIRST_ROOM, histogram.counts.length);
  while (room < wanted) room *= 2;
  const grown = new Float64Array(Math.min(room, CLASSES));
  grown.set(histogram.counts);
  histogram.counts = grown;
}

export function mergeHistogram(into: Histogram, from: Histogram): void {
  if (into.counts.length < from.counts.length) grow(into, from.counts.length);
  for (let k = 0; k < from.counts.length; k++) into.counts[k] += from.counts[k];
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
