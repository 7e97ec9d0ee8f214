import { KEYED_BINS } from '@jatdae/kernel';

/** Of a bin of one byte: two that have nothing in common are equal by chance. */
const CHANCE = 1 / 256;

/** An unbiased estimate of the Jaccard similarity from the number of bins that agree: ±0.04 at 0.8. */
export const estimateOf = (equal: number): number => Math.max(0, (equal / KEYED_BINS - CHANCE) / (1 - CHANCE));

/** Bins that have to agree: of pairs at the threshold one in a hundred is estimated lower (normal approximation). */
export function leastEqual(jaccard: number): number {
  const estimate = jaccard - 2.33 * Math.sqrt((jaccard * (1 - jaccard)) / KEYED_BINS);
  return Math.ceil((estimate * (1 - CHANCE) + CHANCE) * KEYED_BINS - 1e-9);
}

const WORDS = KEYED_BINS / 4;

/** Bins that two sketches have in common, -1 where fewer than `least`. @param at index of the first word of each */
export function equalBins(a: Int32Array, atA: number, b: Int32Array, atB: number, least: number): number {
  let differing = KEYED_BINS - least;
  for (let k = 0; k < WORDS; k++) {
    const x = (a[atA + k] as number) ^ (b[atB + k] as number);
    if (x === 0) continue;
    // The top bit of each byte that is not zero.
    const bits = (((x & 0x7f7f7f7f) + 0x7f7f7f7f) | x) & 0x80808080;
    differing -= Math.imul(bits >>> 7, 0x01010101) >>> 24;
    if (differing < 0) return -1;
  }
  return least + differing;
}
