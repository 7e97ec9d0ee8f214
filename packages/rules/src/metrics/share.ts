import type { Metric, Pair } from './metric.js';

/** The share of items that `isRight` says yes to. */
export function shareMetric(name: string, version: number, isRight: (pair: Pair) => boolean): Metric {
  return {
    name,
    version,
    kind: 'share',
    reads: 'choices',
    unit: 'share',
    variants: [name],
    width: 1,
    measure(pair, out) {
      out[0] = Number(isRight(pair));
    },
    scores: ([right = 0], items) => [right / items],
  };
}
