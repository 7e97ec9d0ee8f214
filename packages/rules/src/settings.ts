import type { Area, Manifest, Profile } from '@jatdae/schema';

/** A number of a requirement's threshold; undefined where the profile leaves the requirement or the number out. */
export function threshold(profile: Profile, requirement: string, name: string): number | undefined {
  const value = profile.requirements.find(({ id }) => id === requirement)?.threshold[name];
  return typeof value === 'number' ? value : undefined;
}

/** A number among the profile's options of a rule. */
export function option(profile: Profile, code: string, name: string): number | undefined {
  const value = profile.rules[code]?.options?.[name];
  return typeof value === 'number' ? value : undefined;
}

/** The same within what makes sense, and what holds where the profile is silent. */
export function optionWithin(
  profile: Profile,
  code: string,
  name: string,
  standard: number,
  [from, to]: readonly [number, number],
): number {
  return Math.min(to, Math.max(from, option(profile, code, name) ?? standard));
}

/** A list of texts among the profile's options of a rule; empty where it is left out. */
export function optionList(profile: Profile, code: string, name: string): readonly string[] {
  const value = profile.rules[code]?.options?.[name];
  return Array.isArray(value) ? value : [];
}

export function areaOf(profile: Profile, manifest: Manifest): Area | undefined {
  return profile.areas.find(({ number }) => number === manifest.dataset.task);
}

/** A share between 0 and 1 in per cent, with two decimals at most. */
export const percent = (share: number): number => Number((share * 100).toFixed(2));
