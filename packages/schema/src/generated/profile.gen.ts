// Generated from schemas/ by scripts/gen-schema.ts.

export type Name = string;
export type Version = string;
export type RequirementId = string;
export type RuleCodes = string[];
/**
 * Whether one deliverable can be judged by it, or only the applications of a call together.
 */
export type RequirementScope = 'deliverable' | 'consortium-call';

/**
 * A complete profile: requirements, thresholds, settings of rules, and the registry of areas.
 */
export interface Profile {
  name: Name;
  version: Version;
  title: Bilingual;
  requirements: Requirement[];
  rules: RuleSettings;
  areas: Area[];
  term: Term;
}
export interface Bilingual {
  ko: string;
  en: string;
}
export interface Requirement {
  id: RequirementId;
  title: Bilingual;
  source: Bilingual;
  rules: RuleCodes;
  threshold: Threshold;
  reason?: Bilingual;
  scope: RequirementScope;
  /**
   * false leaves the requirement out of the ledger.
   */
  enabled?: boolean;
}
/**
 * Named limits that the requirement's rules read; `reason` says why, where the source leaves one open.
 */
export interface Threshold {
  [k: string]: number | string | boolean | null;
}
/**
 * By code; a rule that is not named keeps its own severity.
 */
export interface RuleSettings {
  [k: string]: RuleSetting;
}
export interface RuleSetting {
  severity?: 'error' | 'warning' | 'note';
  options?: {
    [k: string]: number | string | boolean | null | string[];
  };
  reason?: Bilingual;
}
export interface Area {
  number: number;
  kind: 'designated' | 'free';
  field: Bilingual;
  topic: Bilingual;
  /**
   * Of the whole area.
   */
  datasets: number;
  consortia: number;
  /**
   * Ceiling for one consortium.
   */
  budgetKRW: number;
  needs?: AreaNeeds;
  benchmark?: boolean;
  global?: boolean;
}
/**
 * Modalities that the topic itself names: all of these, and at least so many different ones.
 */
export interface AreaNeeds {
  modalities?: ('text' | 'image' | 'audio' | 'video')[];
  minModalities?: number;
}
/**
 * Dates as 2024-12-31; both ends count.
 */
export interface Term {
  /**
   * Earliest agreement date.
   */
  start?: string;
  /**
   * Latest delivery date.
   */
  end: string;
  applicationFrom: string;
  applicationTo: string;
}
