import type { Profile } from '@jatdae/schema';
import { option } from '../settings.js';
import type { WrongKeyOptions } from './analysis/wrong-keys.js';

const DEFAULT = 0.1;

/** The profile's word, within what makes sense. */
export function wrongKeyOptions(profile: Profile): WrongKeyOptions {
  return { falseDiscoveries: Math.min(0.5, Math.max(0.001, option(profile, 'E007', 'falseDiscoveries') ?? DEFAULT)) };
}
