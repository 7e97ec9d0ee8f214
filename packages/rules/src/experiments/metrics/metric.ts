/** An item's key beside what a model answered. */
export interface Pair {
  /** choices of the item, 0 where it has none */
  choices: number;
  /** bit k: choice k is (one of) the key(s); null where the key is no choice: then see `key` */
  keyChoices: number | null;
  /** the same of the answer; null where it names no choice, or none was given */
  givenChoices: number | null;
  /** as they are written, as JSON.parse gives them; null where they were not asked for (`Metric.reads`) or are not there */
  key: unknown;
  given: unknown;
}

export interface Score {
  /** on the metric's own scale */
  readonly score: number;
  /** 95 % interval */
  readonly low: number;
  readonly high: number;
}

/** How answers are scored. Pure: all that is kept between two answers is `sums`, and sums of parts may be added. */
export interface Metric {
  /** as the manifest calls it */
  readonly name: string;
  /** raised when the same answers would get another score */
  readonly version: number;
  /** numbers that it keeps */
  readonly sums: number;
  /** choices: `key` and `given` are asked for only where the key is no choice; values: always */
  readonly reads: 'choices' | 'values';
  /** 1: a share, which a manifest may also give in per cent; 100: a metric that is given so */
  readonly scale: 1 | 100;
  /** Adds one item. */
  add(pair: Pair, sums: Float64Array): void;
  /** null where nothing was added */
  finish(sums: Float64Array): Score | null;
}
