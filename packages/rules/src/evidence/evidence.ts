import type { Locator, Side } from '@jatdae/kernel';
import type { Place } from '@jatdae/schema';
import type { Metric } from '../metrics/metric.js';
import type { Score } from '../metrics/tally.js';
import type { Suspect, WrongKeySearch } from './analysis/wrong-keys.js';
import type { ResponseTable } from './responses.js';

/** What the predictions of the experiments come to. */
export interface Evidence {
  /** in the manifest's order; those whose `predictions` match a file */
  readonly experiments: readonly ExperimentEvidence[];
  /** of every sub-metric, in the manifest's order */
  readonly floors: readonly Floors[];
  /** null where it would take too much memory */
  readonly responses: ResponseTable | null;
  /** keys that are probably wrong; null where nothing could be searched */
  readonly wrongKeys: WrongKeys | null;
}

export interface WrongKeys extends Omit<WrongKeySearch, 'suspects'> {
  readonly count: number;
  /** the first of them, in the order of the plan */
  readonly first: readonly SuspectItem[];
}

/** A suspect as a finding tells of it. */
export interface SuspectItem extends Suspect {
  readonly at: Locator;
  readonly id: string | null;
  readonly subMetric: number;
  readonly side: Side;
  /** index of its key */
  readonly key: number;
}

/** Shares of right answers that are reached without looking at the questions; null where no key is a choice. */
export interface Floors {
  readonly id: string;
  /** by guessing evenly among the choices */
  readonly random: number | null;
  /** by always giving the most frequent key */
  readonly majority: number | null;
}

export interface ExperimentEvidence {
  readonly id: string;
  /** index in the manifest's experiments */
  readonly index: number;
  /** records of its prediction files */
  readonly predictions: number;
  readonly extraction: Extraction;
  /** of every sub-metric, in the manifest's order */
  readonly scores: readonly SubMetricScore[];
  /** how many, and the first of them: of predictions in the order of the files, then of items in the order of the plan */
  readonly faults: { readonly count: number; readonly first: readonly PredictionFault[] };
}

/** How the choices that answers name were found. */
export interface Extraction {
  /** named as the manifest says */
  readonly direct: number;
  /** read out of a longer reply, by rule */
  readonly extracted: Readonly<Record<string, number>>;
  /** there, but no choice could be read out of it: counts as wrong */
  readonly failed: number;
}

export interface SubMetricScore {
  readonly id: string;
  /** null where the manifest names none */
  readonly metric: string | null;
  /** items with a key, on which the score is computed */
  readonly items: number;
  /** of them, those with a prediction; the others count as wrong */
  readonly predicted: number;
  /** null where the metric is none that can be recomputed, or no item has a key */
  readonly recomputed: Score | null;
  readonly unit: Metric['unit'];
  readonly declared: number | null;
  /** of the declared score, as it stands in the manifest */
  readonly spelling: string | null;
}

export interface PredictionFault {
  /**
   * unknown: no item has the id; repeated: another prediction before it has; ambiguous: several items have; missing: an item with a key
   * that has no prediction; unreadable: no record of predictions, or a file that cannot be read on
   */
  readonly fault: 'unknown' | 'repeated' | 'ambiguous' | 'missing' | 'unreadable';
  /** the item's id, null where none was read */
  readonly id: string | null;
  /** of a prediction */
  readonly place: Place | null;
  /** of an item */
  readonly at: Locator | null;
  /** a word: why it is unreadable */
  readonly reason: string | null;
}
