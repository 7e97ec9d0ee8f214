import type { Metric } from './metric.js';
import { sharesOf } from './shares.js';

/**
 * The mean over the items of the Jensen–Shannon distance between the shares of the key and of the answer: the root of the divergence
 * (Lin 1991; Endres and Schindelin 2003) in bits, 0–1. Variants: the divergence itself, and 1 − distance, the similarity that
 * GlobalOpinionQA reports (Durmus et al. 2023). An answer that gives no shares is as far as can be.
 */
export const metric: Metric = {
  name: 'distribution-distance',
  version: 1,
  kind: 'mean',
  reads: 'shares',
  unit: 'share',
  variants: ['js-distance', 'js-divergence', 'js-similarity'],
  width: 3,
  measure({ choices, key, given }, out) {
    const [p, q] = [sharesOf(key, choices), sharesOf(given, choices)];
    const divergence = p === null || q === null ? 1 : jensenShannon(p, q);
    out[0] = Math.sqrt(divergence);
    out[1] = divergence;
    out[2] = 1 - Math.sqrt(divergence);
  },
  scores: (sums, items) => [...sums].map((sum) => sum / items),
};

/** In bits. */
function jensenShannon(p: readonly number[], q: readonly number[]): number {
  const half = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((so, share, k) => (share === 0 ? so : so + share * Math.log2((2 * share) / (share + (b[k] ?? 0)))), 0);
  return Math.min(1, Math.max(0, (half(p, q) + half(q, p)) / 2));
}
