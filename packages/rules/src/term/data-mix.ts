import type { Profile } from '@jatdae/schema';
import type { DeliverableView } from '../contract.js';

/** How much of a training dataset has labels. */
export interface DataMix {
  /** items with an answer, and every label file of a layout */
  readonly labelled: number;
  /** items without an answer, and sound media that no item refers to */
  readonly unlabelled: number;
}

export function dataMixOf({ totals, media }: Pick<DeliverableView, 'totals' | 'media'>): DataMix {
  const alone = media.files.filter(({ below, type, fault }, f) => below && type !== null && fault === null && !media.used.has(f));
  return { labelled: totals.labelled, unlabelled: totals.items - totals.labelled + alone.length };
}

/** Whether a profile judges evaluation data, which the notice's clause on unlabelled data does not concern. */
export const judgesBenchmarks = ({ requirements }: Pick<Profile, 'requirements'>): boolean =>
  requirements.some(({ id }) => id.startsWith('N-BM-'));
