import type { Finding, Report, RequirementVerdict, RuleRow, Severity, Verdict } from '@jatdae/schema';

/** What is said of a report that is compared. */
export interface ReportSide {
  readonly jatdae: string;
  readonly verdict: Verdict;
  readonly complete: boolean;
  readonly profile: Report['profile'];
  readonly deliverable: Report['deliverable'];
}

export interface RequirementChange {
  readonly id: string;
  /** null where that report has no such row */
  readonly old: RequirementVerdict | null;
  readonly new: RequirementVerdict | null;
}

/** All findings of a rule, those that were only counted too; null where the rule was not selected. */
export interface RuleChange {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly old: number | null;
  readonly new: number | null;
}

/** A finding that only one report lists, of which the other cannot tell. */
export interface Undecided {
  readonly side: 'old' | 'new';
  /** unlisted: the other report counts findings of the rule that it does not list; not-run: there the rule did not see everything */
  readonly reason: 'unlisted' | 'not-run';
  readonly finding: Finding;
}

export interface ReportDiff {
  readonly kind: 'reports';
  readonly old: ReportSide;
  readonly new: ReportSide;
  /** the reports were made by another tool or profile, so that what is new need not be the deliverable's doing */
  readonly madeOtherwise: readonly ('tool' | 'profile')[];
  /** rows whose verdict is not the same, in the order of the new ledger, then of the old one */
  readonly requirements: readonly RequirementChange[];
  /** rules whose number of findings is not the same, by code */
  readonly rules: readonly RuleChange[];
  /** in the order of the report that lists them */
  readonly fixed: readonly Finding[];
  readonly remaining: readonly Finding[];
  readonly added: readonly Finding[];
  readonly undecided: readonly Undecided[];
}

/** Compares two reports: findings are the same where code and fingerprint are. */
export function compareReports(old: Report, now: Report): ReportDiff {
  const before = keysOf(old.findings);
  const after = keysOf(now.findings);
  const onlyOld = [...before].filter(([key]) => !after.has(key)).map(([, finding]) => finding);
  const onlyNew = [...after].filter(([key]) => !before.has(key)).map(([, finding]) => finding);
  const unseenNow = blindness(now);
  const unseenBefore = blindness(old);
  return {
    kind: 'reports',
    old: sideOf(old),
    new: sideOf(now),
    madeOtherwise: [
      ...(old.jatdae === now.jatdae ? [] : (['tool'] as const)),
      ...(old.profile?.sha256 === now.profile?.sha256 ? [] : (['profile'] as const)),
    ],
    requirements: changedRequirements(old, now),
    rules: changedRules(old.rules, now.rules),
    fixed: onlyOld.filter(({ code }) => unseenNow(code) === null),
    remaining: [...after].filter(([key]) => before.has(key)).map(([, finding]) => finding),
    added: onlyNew.filter(({ code }) => unseenBefore(code) === null),
    undecided: [...undecided('old', onlyOld, unseenNow), ...undecided('new', onlyNew, unseenBefore)],
  };
}

const sideOf = ({ jatdae, verdict, complete, profile, deliverable }: Report): ReportSide => ({
  jatdae,
  verdict,
  complete,
  profile,
  deliverable,
});

const keysOf = (findings: readonly Finding[]): ReadonlyMap<string, Finding> =>
  new Map(findings.map((finding) => [`${finding.code} ${finding.fingerprint}`, finding]));

type Blindness = (code: string) => Undecided['reason'] | null;

/** Why a report may hold a finding of a rule that it does not list, null where it cannot. */
function blindness({ rules }: Report): Blindness {
  const byCode = new Map(rules.map((row) => [row.code, row]));
  return (code) => {
    const row = byCode.get(code);
    if (row === undefined || row.coverage.bytes < 1 || row.coverage.records < 1) return 'not-run';
    return row.count > row.shown ? 'unlisted' : null;
  };
}

const undecided = (side: Undecided['side'], findings: readonly Finding[], unseen: Blindness): Undecided[] =>
  findings.flatMap((finding) => {
    const reason = unseen(finding.code);
    return reason === null ? [] : [{ side, reason, finding }];
  });

function changedRequirements(old: Report, now: Report): RequirementChange[] {
  const before = new Map(old.requirements.map(({ id, verdict }) => [id, verdict]));
  const after = new Map(now.requirements.map(({ id, verdict }) => [id, verdict]));
  return [...new Set([...after.keys(), ...before.keys()])]
    .map((id) => ({ id, old: before.get(id) ?? null, new: after.get(id) ?? null }))
    .filter((row) => row.old !== row.new);
}

function changedRules(old: readonly RuleRow[], now: readonly RuleRow[]): RuleChange[] {
  const before = new Map(old.map((row) => [row.code, row]));
  const after = new Map(now.map((row) => [row.code, row]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((code) => {
    const row = after.get(code) ?? before.get(code);
    const change = { old: before.get(code)?.count ?? null, new: after.get(code)?.count ?? null };
    if (row === undefined || change.old === change.new) return [];
    return [{ code, name: row.name, severity: row.severity, ...change }];
  });
}

const RANK: Readonly<Record<RequirementVerdict, number>> = { pass: 0, waived: 0, 'not-applicable': 0, 'not-run': 1, fail: 2 };

/**
 * Whether the new report is worse: a requirement that read better before, or a new finding of severity error that nobody waived.
 * `unknown`: nothing is, but an error that only one report lists may be new.
 */
export function worseOf({ requirements, added, undecided }: ReportDiff): 'worse' | 'unknown' | 'not-worse' {
  const isOpenError = ({ severity, waived }: Finding): boolean => severity === 'error' && !waived;
  const fell = requirements.some((row) => row.old !== null && row.new !== null && RANK[row.new] > RANK[row.old]);
  if (fell || added.some(isOpenError)) return 'worse';
  return undecided.some(({ side, finding }) => side === 'new' && isOpenError(finding)) ? 'unknown' : 'not-worse';
}
