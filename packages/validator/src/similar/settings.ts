import type { SketchShape } from '@jatdae/kernel';
import { type NearOptions, nearOptions } from '@jatdae/rules';
import type { Plan } from '../plan/plan.js';

/** How items are compared for likeness, the same in every worker; null where no selected rule asks. */
export interface SimilarSettings extends Pick<NearOptions, 'least' | 'containment' | 'choices' | 'jamo' | 'normal'> {
  readonly shape: SketchShape;
  /** by relation, the Jaccard similarity from which two items are near; null where nobody asks */
  readonly within: number | null;
  readonly across: number | null;
}

const SIMILAR_RULES = { within: 'D002', across: 'H004' } as const;

export function similarSettings({ profile, rules }: Pick<Plan, 'profile' | 'rules'>): SimilarSettings | null {
  const asks = (code: string): boolean => rules.some((rule) => rule.code === code && rule.selected);
  const of = (code: string): number | null => (asks(code) ? nearOptions(profile, code).jaccard : null);
  const within = of(SIMILAR_RULES.within);
  const across = of(SIMILAR_RULES.across);
  if (within === null && across === null) return null;
  // Both rules read one sketch, so that all but the threshold is H004's for both.
  const { n, least, containment, choices, jamo, normal } = nearOptions(profile, SIMILAR_RULES.across);
  const shape = { n, ...bandsFor(Math.min(within ?? 1, across ?? 1)), normal };
  return { shape, least, containment, choices, jamo, normal, within, across };
}

/** Bins that keys may be made of. */
const USED_BINS = 126;
/** Share of pairs exactly at the threshold that must meet in a band. */
const RECALL = 0.995;

/**
 * Two sets of similarity J agree in a bin with probability J, in a key of r bins with J^r, and in one of b keys with 1 − (1 − J^r)^b
 * (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4). The longest keys that still reach RECALL make the fewest false candidates.
 */
export function bandsFor(jaccard: number): { rows: number; bands: number } {
  for (let rows = 12; rows > 1; rows--) {
    const bands = Math.ceil(Math.log(1 - RECALL) / Math.log(1 - jaccard ** rows));
    if (bands * rows <= USED_BINS) return { rows, bands: Math.max(bands, 1) };
  }
  return { rows: 1, bands: USED_BINS };
}
