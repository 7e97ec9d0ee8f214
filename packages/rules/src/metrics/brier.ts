import type { Metric } from './metric.js';
import { sharesOf } from './shares.js';

/** Of an answer that gives no probabilities: all of it on a wrong choice. */
const WORST = 2;

/**
 * The mean over the items of Σ (pₖ − oₖ)² over the choices, oₖ being 1 for the key and 0 for the others (Brier 1950, "Verification of
 * forecasts expressed in terms of probability"): 0 is best, 2 is worst. Half of it is what is usual for two choices.
 */
export const metric: Metric = {
  name: 'brier',
  version: 1,
  kind: 'mean',
  reads: 'shares',
  unit: 'plain',
  variants: ['sum', 'half'],
  width: 2,
  measure({ choices, keyChoices, given }, out) {
    const shares = sharesOf(given, choices);
    const sum = shares?.reduce((so, share, k) => so + (share - ((keyChoices >> k) & 1)) ** 2, 0) ?? WORST;
    out[0] = sum;
    out[1] = sum / 2;
  },
  scores: (sums, items) => [...sums].map((sum) => sum / items),
};
