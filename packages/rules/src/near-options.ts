import { NORMAL_STEPS, type NormalStep } from '@jatdae/kernel';
import type { Profile } from '@jatdae/schema';
import { optionWithin } from './settings.js';

/** How the items of a deliverable are compared for likeness. */
export interface NearOptions {
  /** Jaccard similarity from which two items are near, 0–1 */
  readonly jaccard: number;
  /** characters of a gram */
  readonly n: number;
  /** characters of normal text below which an item is compared as a whole only */
  readonly least: number;
  /** share of an item's grams that a longer one must have to contain it, 0–1 */
  readonly containment: number;
  /** share of the choices of whichever has fewer that both must have, 0–1 */
  readonly choices: number;
  /** characters of normal text below which texts are compared letter by letter (jamo) */
  readonly jamo: number;
  /** what makes no difference in a text */
  readonly normal: readonly NormalStep[];
}

type Figure = Exclude<keyof NearOptions, 'normal'>;

const DEFAULTS: Readonly<Record<Figure, number>> = { jaccard: 0.8, n: 5, least: 20, containment: 0.95, choices: 0.5, jamo: 40 };

/** The profile's word, within what makes sense. */
export function nearOptions(profile: Profile, code: string): NearOptions {
  const of = (name: Figure, from: number, to: number): number => optionWithin(profile, code, name, DEFAULTS[name], [from, to]);
  const n = Math.round(of('n', 2, 16));
  const steps = profile.rules[code]?.options?.normal;
  return {
    jaccard: of('jaccard', 0.3, 1),
    n,
    least: Math.max(n, Math.round(of('least', 1, 1000))),
    // With less, what is contained shares too few grams in a row to be found.
    containment: of('containment', 0.8, 1),
    choices: of('choices', 0, 1),
    jamo: Math.round(of('jamo', 0, 200)),
    normal: NORMAL_STEPS.filter((step) => !Array.isArray(steps) || steps.includes(step)),
  };
}
