import type { Localized } from '@jatdae/schema';

export type Facts = Readonly<Record<string, unknown>>;

/** What a row of the ledger shows, and whether there is something to judge. Where `state` is absent the rules decide. */
export interface Judgement {
  readonly measured: Facts | null;
  readonly threshold?: Facts;
  readonly state?: 'not-applicable' | 'not-run';
  readonly note?: Localized;
  /** for a tolerance: whether the measured value meets it */
  readonly meets?: boolean;
}
