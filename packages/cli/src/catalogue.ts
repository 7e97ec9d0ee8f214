import { RULES, type RuleMeta } from '@jatdae/rules';
import type { Requirement, Severity } from '@jatdae/schema';
import { builtInProfile, DEFAULT_PROFILE } from './built-in-profile.js';

/** A rule as the profile sets it. */
export interface CatalogueRule {
  readonly meta: RuleMeta;
  readonly severity: Severity;
  readonly requirements: readonly Requirement[];
}

export interface Catalogue {
  readonly rules: readonly CatalogueRule[];
  readonly requirements: readonly Requirement[];
}

/** Every rule and requirement, as the default profile has them. */
export async function loadCatalogue(): Promise<Catalogue> {
  const profile = await builtInProfile(DEFAULT_PROFILE);
  const requirements = profile?.requirements ?? [];
  const rules = RULES.map(({ meta }) => ({
    meta,
    severity: profile?.rules[meta.code]?.severity ?? meta.severity,
    requirements: requirements.filter((requirement) => requirement.rules.includes(meta.code)),
  }));
  return { rules, requirements };
}
