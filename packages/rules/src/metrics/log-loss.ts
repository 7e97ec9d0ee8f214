import type { Metric } from './metric.js';
import { sharesOf } from './shares.js';

/** A probability of nothing would cost without end: half the distance from 1 to the next double below it. */
const LEAST = 2 ** -53;

/** The mean over the items of −ln p of the key, in nats (Good 1952, "Rational decisions"). An answer without probabilities costs the most. */
export const metric: Metric = {
  name: 'log-loss',
  version: 1,
  kind: 'mean',
  reads: 'shares',
  unit: 'plain',
  variants: ['nats'],
  width: 1,
  measure({ choices, keyChoices, given }, out) {
    const onKey = sharesOf(given, choices)?.reduce((so, share, k) => so + ((keyChoices >> k) & 1) * share, 0) ?? 0;
    out[0] = -Math.log(Math.min(1, Math.max(LEAST, onKey)));
  },
  scores: ([sum = 0], items) => [sum / items],
};
