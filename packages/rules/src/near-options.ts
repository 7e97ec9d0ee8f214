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
}

const DEFAULTS: NearOptions = { jaccard: 0.8, n: 5, least: 20 };

/** The profile's word, within what makes sense. */
export function nearOptions(profile: Profile, code: string): NearOptions {
  const of = (name: keyof NearOptions, from: number, to: number): number =>
    optionWithin(profile, code, name, DEFAULTS[name], [from, to]);
  const n = Math.round(of('n', 2, 16));
  return { jaccard: of('jaccard', 0.3, 1), n, least: Math.max(n, Math.round(of('least', 1, 1000))) };
}
