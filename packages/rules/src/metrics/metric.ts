/** An item's key beside what a model answered. */
export interface Pair {
  /** choices of the item, 0 where it has none */
  choices: number;
  /** bit k: choice k is (one of) the key(s); 0 where the key is no choice: then see `key` */
  keyChoices: number;
  /** the same of the answer; 0 where it names no choice, or none was given */
  givenChoices: number;
  /** as they are written, as JSON.parse gives them; null where they were not asked for (`Metric.reads`) or are not there */
  key: unknown;
  given: unknown;
}

/** How answers are scored. Pure: a score is made of sums over items, which may be added in any order. */
export interface Metric {
  /** as the manifest calls it */
  readonly name: string;
  /** raised when the same answers would get another score */
  readonly version: number;
  /** share: an item is right or wrong, and the score is the share of right ones */
  readonly kind: 'share';
  /** choices: `key` and `given` are asked for only where the key is no choice; values: always */
  readonly reads: 'choices' | 'values';
  /** 1 where the answer is right */
  measure(pair: Pair): number;
}
