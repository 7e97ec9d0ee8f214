import type { PairRuns } from './candidate-log.js';

/** What a part of the search for near items found. */
export interface PairsFound {
  readonly kind: 'pairs';
  readonly pairs: PairRuns;
  /** by sketch, 1 where it was not compared with all that it might be near, for these were too many */
  readonly cut: Uint8Array;
}
