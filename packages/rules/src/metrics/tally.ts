import { wilson } from '../census/chi-square.js';
import type { Metric, Pair } from './metric.js';

export interface Score {
  readonly score: number;
  /** 95 % interval */
  readonly low: number;
  readonly high: number;
}

/** Adds up what a metric measures. */
export interface Tally {
  /** Gives what was measured. */
  add(pair: Pair): number;
  readonly items: number;
  /** null where nothing was added */
  score(): Score | null;
}

export function createTally(metric: Metric): Tally {
  let items = 0;
  let sum = 0;
  return {
    add(pair) {
      const value = metric.measure(pair);
      items += 1;
      sum += value;
      return value;
    },
    get items() {
      return items;
    },
    score() {
      if (items === 0) return null;
      const score = sum / items;
      const [low, high] = wilson(score, items);
      return { score, low, high };
    },
  };
}
