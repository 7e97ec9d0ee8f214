import { wilson } from '../census/chi-square.js';
import { createBootstrap } from './bootstrap.js';
import type { Metric, Pair } from './metric.js';

export interface Score {
  /** in the metric's first variant */
  readonly score: number;
  /** 95 % interval of it */
  readonly low: number;
  readonly high: number;
  /** by variant, the first included */
  readonly variants: Readonly<Record<string, number>>;
}

/** Adds up what a metric measures of items. */
export interface Tally {
  /** `item`: number of the item, by which it is drawn into samples. Gives the first number that was measured. */
  add(pair: Pair, item: number): number;
  readonly items: number;
  /** null where nothing was added */
  score(): Score | null;
}

/** What items add to a mean is a multiple of it, so that sums are exact and the same in any order, up to 2^28 items. */
const GRAIN = 2 ** -24;
const Z = 1.959964;

export function createTally(metric: Metric): Tally {
  const { kind, width } = metric;
  const sums = new Float64Array(width);
  const values = new Float64Array(width);
  const bootstrap = kind === 'corpus' ? createBootstrap(width) : null;
  let items = 0;
  let squares = 0;

  function interval(score: number): readonly [low: number, high: number] {
    if (kind === 'share') return wilson(score, items);
    if (bootstrap !== null) return bootstrap.interval((sample, drawn) => metric.scores(sample, drawn)[0] ?? 0);
    // Of a mean, by the central limit theorem.
    const half = Z * Math.sqrt(Math.max(0, squares / items - score ** 2) / items);
    return [Math.max(0, score - half), metric.unit === 'share' ? Math.min(1, score + half) : score + half];
  }

  return {
    add(pair, item) {
      metric.measure(pair, values);
      for (let k = 0; k < width; k++) {
        if (kind === 'mean') values[k] = Math.round((values[k] as number) / GRAIN) * GRAIN;
        sums[k] = (sums[k] as number) + (values[k] as number);
      }
      const [first = 0] = values;
      squares += first ** 2;
      bootstrap?.add(values, item);
      items += 1;
      return first;
    },
    get items() {
      return items;
    },
    score() {
      if (items === 0) return null;
      const scores = metric.scores(sums, items);
      const [score = 0] = scores;
      const [low, high] = interval(score);
      return { score, low, high, variants: Object.fromEntries(metric.variants.map((name, v) => [name, scores[v] ?? 0])) };
    },
  };
}
