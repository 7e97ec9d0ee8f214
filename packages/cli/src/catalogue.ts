import { RULES, type RuleMeta } from '@jatdae/rules';
import { builtInProfiles, type Profile, type Requirement, type Severity } from '@jatdae/schema';

export const CATALOGUE_PROFILE = 'nia-2024-2';

/** A rule as the profile sets it. */
export interface CatalogueRule {
  readonly meta: RuleMeta;
  readonly severity: Severity;
  readonly requirements: readonly Requirement[];
}

export function catalogueRules(): CatalogueRule[] {
  const profile = catalogueProfile();
  return RULES.map(({ meta }) => ({
    meta,
    severity: profile?.rules[meta.code]?.severity ?? meta.severity,
    requirements: catalogueRequirements().filter(({ rules }) => rules.includes(meta.code)),
  }));
}

export const catalogueRequirements = (): readonly Requirement[] => catalogueProfile()?.requirements ?? [];

const catalogueProfile = (): Profile | undefined => builtInProfiles[CATALOGUE_PROFILE];
