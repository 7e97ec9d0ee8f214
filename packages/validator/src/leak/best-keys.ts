import { type LeakPair, STRENGTH } from './overlap.js';

/** What each item of the first side is most like, by number: the kind's place in STRENGTH from 1, 0 where there is nothing. */
export interface BestKeys {
  readonly kind: Uint8Array;
  /** item of the other side */
  readonly partner: Uint32Array;
  /** bins that two sketches have in common */
  readonly equalBins: Uint8Array;
}

export const kindNumber = (kind: LeakPair['kind']): number => STRENGTH.indexOf(kind) + 1;
