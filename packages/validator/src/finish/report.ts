import { hostname } from 'node:os';
import type {
  Coverage,
  Language,
  Report,
  ReportDeliverable,
  RequirementRow,
  RuleRow,
  SubMetricRow,
  Verdict,
  WaiverRow,
} from '@jatdae/schema';
import type { LoadedProfile } from '../open/opened.js';
import { VERSION } from '../version.js';
import { type JudgedRule, severitiesOf, type writeFindings } from './findings.js';
import type { LedgerRow } from './ledger.js';

/** The verdict comes from the ledger alone. */
function verdictOf(requirements: readonly Pick<RequirementRow, 'verdict'>[]): Verdict {
  if (requirements.some(({ verdict }) => verdict === 'fail')) return 'rejected';
  return requirements.some(({ verdict }) => verdict === 'not-run') ? 'incomplete' : 'accepted';
}

export interface RuleCoverage extends JudgedRule {
  readonly coverage: Coverage;
}

export interface ReportParts {
  readonly profile: LoadedProfile | null;
  readonly deliverable: ReportDeliverable;
  readonly complete: boolean;
  readonly ledger: readonly LedgerRow[];
  readonly subMetrics: readonly SubMetricRow[];
  readonly rules: readonly RuleCoverage[];
  readonly findings: ReturnType<typeof writeFindings>;
  readonly waivers?: readonly WaiverRow[];
  readonly statistics: Readonly<Record<string, unknown>>;
  readonly language: Language;
  readonly startedAt: Date;
  readonly jobs: number;
}

/** Keys stand in the contract's order: the report is compared as bytes. */
export function assembleReport(parts: ReportParts): Report {
  const requirements = parts.ledger.map(
    ({ note, ...row }): RequirementRow => (note === null ? row : { ...row, note: note[parts.language] }),
  );
  return {
    jatdae: VERSION,
    report: 1,
    verdict: verdictOf(requirements),
    complete: parts.complete,
    profile:
      parts.profile === null
        ? null
        : { name: parts.profile.profile.name, version: parts.profile.profile.version, sha256: parts.profile.sha256 },
    deliverable: parts.deliverable,
    requirements,
    subMetrics: [...parts.subMetrics],
    rules: parts.rules.map(ruleRow),
    findings: parts.findings,
    ...(parts.waivers === undefined || parts.waivers.length === 0 ? {} : { waivers: [...parts.waivers] }),
    statistics: { ...parts.statistics },
    run: {
      startedAt: parts.startedAt.toISOString(),
      seconds: Math.round(Date.now() - parts.startedAt.getTime()) / 1000,
      jobs: parts.jobs,
      host: hostname(),
      peakBytes: process.resourceUsage().maxRSS * 1024,
    },
  };
}

export function ruleRow(judged: RuleCoverage): RuleRow {
  const { rule, severity, count, drafts, coverage } = judged;
  const severities = severitiesOf(judged);
  const mixed = severities[severity] === count ? {} : { severities };
  return { code: rule.meta.code, name: rule.meta.name, severity, count, ...mixed, shown: drafts.length, coverage };
}

export const NOT_RUN: Coverage = { bytes: 0, records: 0, exact: true };
