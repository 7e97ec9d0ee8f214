/** An item's key beside what a model answered. */
export interface Pair {
  /** choices of the item, 0 where it has none */
  choices: number;
  /** bit k: choice k is (one of) the key(s); 0 where the key is no choice: then see `key` */
  keyChoices: number;
  /** the same of the answer; 0 where it names no choice, or none was given */
  givenChoices: number;
  /**
   * As they are written, as JSON.parse gives them; for a metric that reads shares, numbers in the order of the choices where they can
   * be had. null where they were not asked for (`Metric.reads`) or are not there.
   */
  key: unknown;
  given: unknown;
}

/** How answers are scored. Pure: a score is made of sums over items, which may be added in any order. */
export interface Metric {
  /** as the manifest calls it */
  readonly name: string;
  /** raised when the same answers would get another score */
  readonly version: number;
  /** share: of right items; mean: over the items' scores; corpus: of sums over all items, which no item has a score of */
  readonly kind: 'share' | 'mean' | 'corpus';
  /** choices: `key` and `given` are asked for only where the key is no choice; values: always; shares: always, by choice */
  readonly reads: 'choices' | 'values' | 'shares';
  /** share: 0–1, so that a declared score above 1 is in per cent; plain: on a scale of its own */
  readonly unit: 'share' | 'plain';
  /** what is computed: the first is the metric as we define it, the others are conventions that a declared score may follow as well */
  readonly variants: readonly string[];
  /** numbers that an item adds */
  readonly width: number;
  /** Writes what an item adds. */
  measure(pair: Pair, out: Float64Array): void;
  /** The score in each variant. */
  scores(sums: Float64Array, items: number): readonly number[];
}
