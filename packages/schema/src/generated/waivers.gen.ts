// Generated from schemas/ by scripts/gen-schema.ts.

/**
 * What a reviewer has accepted, from outside the deliverable: YAML or JSON, for `jatdae validate --waivers FILE`. A waived finding is shown as waived, never hidden.
 */
export interface WaiverFile {
  deliverable?: WaivedDeliverable;
  waivers: ReviewerWaiver[];
}
/**
 * What the waivers were written for, for people: a later version of it is checked with the same file.
 */
export interface WaivedDeliverable {
  name: string;
  version: string;
}
export interface ReviewerWaiver {
  rule: string;
  /**
   * Of one finding; all of the rule where absent.
   */
  fingerprint?: string;
  reason: string;
  by: string;
  /**
   * The last delivery date that it holds for, as 2024-12-31.
   */
  until?: string;
}
