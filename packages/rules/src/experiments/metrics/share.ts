import type { Metric, Pair } from './metric.js';
import { wilson } from './wilson.js';

/** The share of items that `isRight` says yes to. */
export function shareMetric(name: string, version: number, isRight: (pair: Pair) => boolean): Metric {
  return {
    name,
    version,
    sums: 2,
    reads: 'choices',
    scale: 1,
    add(pair, sums) {
      sums[0] = (sums[0] as number) + 1;
      if (isRight(pair)) sums[1] = (sums[1] as number) + 1;
    },
    finish: ([items = 0, right = 0]) => (items === 0 ? null : wilson(right, items)),
  };
}
