import type { Score } from './metric.js';

/** The 97.5 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * 95 % interval of a share by the score method.
 * Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22, 209–212.
 */
export function wilson(right: number, items: number): Score {
  const score = right / items;
  const spread = (Z * Z) / items;
  const middle = (score + spread / 2) / (1 + spread);
  const half = (Z * Math.sqrt((score * (1 - score)) / items + spread / (4 * items))) / (1 + spread);
  return { score, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
