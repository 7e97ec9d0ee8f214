// Generated from schemas/ by scripts/gen-schema.ts.

export type Verdict = 'accepted' | 'rejected' | 'incomplete';
/**
 * null where no profile could be read.
 */
export type ReportProfile = {
  name: string;
  version: string;
  sha256: string;
} | null;
/**
 * null in a consortium's report and where the manifest could not be read.
 */
export type ReportDeliverable = {
  name: string;
  version: string;
  /**
   * SHA-256 Merkle root, where files were hashed.
   */
  root: string | null;
  files: number;
  bytes: number;
  items: number;
} | null;
export type RequirementVerdict = 'pass' | 'fail' | 'not-run' | 'not-applicable' | 'waived';
export type Severity = 'error' | 'warning' | 'note';
/**
 * The builder's manifest, or a file of a reviewer.
 */
export type WaiverSource = 'manifest' | 'reviewer';
/**
 * answered; remains: said to be fixed, and still there; unanswered: its row holds no answer; new: it has no row.
 */
export type ReplyState = 'answered' | 'remains' | 'unanswered' | 'new';
/**
 * What the builder says of a finding; other: in words of their own, which stand in the explanation.
 */
export type ReplyAction = 'fixed' | 'planned' | 'intended' | 'question' | 'other';
/**
 * used: it waives findings; stale: there is no such finding; expired: the delivery is later than its end; unseen: whether there is such a finding is not known, because the rule did not see everything or not all of its findings are listed.
 */
export type WaiverState = 'used' | 'stale' | 'expired' | 'unseen';
/**
 * gone: the finding is not there any more; unseen: whether it is there is not known, because its rule did not run, did not see everything or lists not all it found; repeated: an earlier row has this fingerprint; unmatched: it has no fingerprint.
 */
export type ReplyRowState = 'gone' | 'unseen' | 'repeated' | 'unmatched';

/**
 * What a validation found. Everything but `run` is the same bytes for the same input, profile and language.
 */
export interface Report {
  /**
   * Version of the tool.
   */
  jatdae: string;
  /**
   * Version of this format.
   */
  report: 1;
  verdict: Verdict;
  /**
   * false where something could not be read.
   */
  complete: boolean;
  profile: ReportProfile;
  deliverable: ReportDeliverable;
  /**
   * The ledger: a row for every requirement of the profile.
   */
  requirements: RequirementRow[];
  subMetrics: SubMetricRow[];
  /**
   * A row for every selected rule.
   */
  rules: RuleRow[];
  findings: Finding[];
  /**
   * Every waiver and what became of it; absent where there is none.
   */
  waivers?: WaiverRow[];
  replies?: Replies;
  statistics: {
    [k: string]: unknown;
  };
  run: Run;
}
export interface RequirementRow {
  id: string;
  verdict: RequirementVerdict;
  measured: {
    [k: string]: unknown;
  } | null;
  threshold: {
    [k: string]: unknown;
  } | null;
  rules: string[];
  /**
   * Why it was not judged, in the report's language.
   */
  note?: string;
}
export interface SubMetricRow {
  id: string;
  items: number;
  valid: number;
  /**
   * Distinct valid items.
   */
  unique: number;
  public: number;
  leaderboard: number;
  /**
   * leaderboard / items; null without items.
   */
  leaderboardShare: number | null;
}
export interface RuleRow {
  code: string;
  name: string;
  severity: Severity;
  /**
   * All findings.
   */
  count: number;
  severities?: RuleSeverities;
  /**
   * Those listed in `findings`.
   */
  shown: number;
  coverage: Coverage;
}
/**
 * All findings by the severity that they have; only where it is not the rule's own for all of them.
 */
export interface RuleSeverities {
  error: number;
  warning: number;
  note: number;
}
/**
 * Shares of the bytes and records that the rule saw.
 */
export interface Coverage {
  bytes: number;
  records: number;
  exact: boolean;
}
export interface Finding {
  code: string;
  severity: Severity;
  message: string;
  /**
   * The same in the next delivery, if it is the same finding.
   */
  fingerprint: string;
  waived: boolean;
  waiver?: FindingWaiver;
  reply?: FindingReply;
  place: Place;
  related: RelatedPlace[];
  data: {
    [k: string]: unknown;
  };
}
/**
 * Who waived it and why; only where it is waived.
 */
export interface FindingWaiver {
  by: string;
  reason: string;
  /**
   * The last delivery date that it holds for.
   */
  until?: string;
  source: WaiverSource;
}
/**
 * What the builder answered; only where a file of answers was handed in.
 */
export interface FindingReply {
  state: ReplyState;
  action?: ReplyAction;
  explanation?: string;
  by?: string;
  date?: string;
}
export interface Place {
  path: string;
  /**
   * Counted from 1.
   */
  record: number | null;
  /**
   * Counted from 1.
   */
  line: number | null;
  /**
   * Offset of the record in the decompressed file, from 0.
   */
  byte: number | null;
  /**
   * JSON Pointer in the record or manifest.
   */
  pointer: string | null;
  /**
   * Counted from 1, in code points.
   */
  column: number | null;
}
export interface RelatedPlace {
  path: string;
  record: number | null;
  line?: number | null;
  byte?: number | null;
  pointer?: string | null;
  column?: number | null;
}
export interface WaiverRow {
  rule: string;
  /**
   * Absent: all findings of the rule.
   */
  fingerprint?: string;
  by: string;
  reason: string;
  /**
   * The last delivery date that it holds for.
   */
  until?: string;
  source: WaiverSource;
  state: WaiverState;
  /**
   * How many it covers, or would cover if it had not expired.
   */
  findings: number;
}
/**
 * How the builder's answers (보완요청서) meet the listed findings; only where a file of them was handed in. They change no verdict.
 */
export interface Replies {
  /**
   * Findings that have an answer.
   */
  answered: number;
  /**
   * Findings that are said to be fixed and are there.
   */
  remains: number;
  /**
   * Findings whose row holds no answer.
   */
  unanswered: number;
  /**
   * Findings without a row.
   */
  new: number;
  /**
   * Rows whose finding is not there any more.
   */
  gone: number;
  /**
   * Rows of the file that meet no listed finding, in its order.
   */
  rows: ReplyRow[];
}
export interface ReplyRow {
  /**
   * Counted from 1, below the titles.
   */
  row: number;
  state: ReplyRowState;
  rule: string;
  fingerprint: string | null;
  action?: ReplyAction;
  explanation?: string;
  by?: string;
  date?: string;
}
/**
 * The only part that may differ between two runs.
 */
export interface Run {
  startedAt: string;
  seconds: number;
  jobs: number;
  host: string;
  peakBytes: number;
}
