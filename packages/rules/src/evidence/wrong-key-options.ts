import type { Profile } from '@jatdae/schema';
import { optionWithin } from '../settings.js';
import type { WrongKeyOptions } from './analysis/wrong-keys.js';

/** The profile's word, within what makes sense. */
export function wrongKeyOptions(profile: Profile): WrongKeyOptions {
  const of = (name: string, standard: number, from: number, to: number): number =>
    optionWithin(profile, 'E007', name, standard, [from, to]);
  return {
    falseDiscoveries: of('falseDiscoveries', 0.1, 0.001, 0.5),
    models: of('models', 3, 3, 1000),
    least: of('least', 100, 20, 1e6),
  };
}
