import { type Draft, type Mask, type Milder, maskTexts, type Rule, writeMessage } from '@jatdae/rules';
import type { Finding, Language, Place, Severity } from '@jatdae/schema';
import { createFingerprints, type ScopeOf } from './fingerprint.js';
import type { PlaceFinder } from './places.js';
import { findWaiver, type GivenWaiver } from './waivers.js';

export interface JudgedRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly count: number;
  readonly milder?: Readonly<Milder>;
  readonly drafts: readonly Draft[];
}

export interface FindingContext {
  readonly waivers: readonly GivenWaiver[];
  readonly language: Language;
  readonly places: PlaceFinder | null;
  /** absent where findings are about no items */
  readonly scopeOf?: ScopeOf;
  /** for what is quoted of the items; null where only manifests were read */
  readonly mask: Mask | null;
}

const NOWHERE: Place = { path: '', record: null, line: null, byte: null, pointer: null, column: null };

/** Resolves places and writes messages; findings come by code, then in plan order. */
export function writeFindings(rules: readonly JudgedRule[], context: FindingContext): Finding[] {
  const fingerprintOf = createFingerprints(context.scopeOf ?? (() => null));
  return rules.flatMap(({ rule, severity, drafts }) =>
    drafts.map((draft) => writeFinding(rule, severity, draft, context, fingerprintOf)),
  );
}

function writeFinding(
  rule: Rule,
  ruleSeverity: Severity,
  draft: Draft,
  { waivers, language, places, mask }: FindingContext,
  fingerprintOf: ReturnType<typeof createFingerprints>,
): Finding {
  const { code } = rule.meta;
  const place =
    draft.place ?? (draft.at === null || places === null ? NOWHERE : places.place(draft.at, draft.pointer, draft.column));
  const fingerprint = fingerprintOf(code, draft, place);
  const waiver = findWaiver(waivers, code, fingerprint);
  const pointer = place.pointer ?? '';
  const data = mask === null ? { ...draft.data } : maskData(draft.data, mask, pointer);
  return {
    code,
    severity: severityOf(ruleSeverity, draft.severity),
    message: writeMessage(rule.meta, data, language),
    fingerprint,
    waived: waiver !== null,
    ...(waiver === null ? {} : { waiver }),
    // A key of the record may be a number, too.
    place: mask === null || place.pointer === null ? place : { ...place, pointer: mask(place.pointer) },
    related: places === null ? [] : (draft.related ?? []).map((at) => places.place(at)),
    data,
  };
}

const maskData = (data: Draft['data'], mask: Mask, pointer: string): Record<string, unknown> =>
  maskTexts(data, mask, pointer) as Record<string, unknown>;

const RANK: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

/** A case may be milder than its rule, never harsher: a profile that softens a rule softens all of it. */
const severityOf = (rule: Severity, draft: Severity | undefined): Severity =>
  draft !== undefined && RANK[draft] < RANK[rule] ? draft : rule;

/** All findings of a rule, those that were only counted too, by the severity that they have. */
export function severitiesOf({
  severity,
  count,
  milder,
}: Pick<JudgedRule, 'severity' | 'count' | 'milder'>): Record<Severity, number> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const own of ['warning', 'note'] as const) counts[severityOf(severity, own)] += milder?.[own] ?? 0;
  counts[severity] += count - (milder?.warning ?? 0) - (milder?.note ?? 0);
  return counts;
}

/** Error findings of a rule that count against a requirement, and how many of them are waived. */
export function countAgainst(
  judged: JudgedRule,
  requirement: string,
  findings: readonly Finding[],
  allWaived: boolean,
): { errors: number; waived: number } {
  const { drafts, severity } = judged;
  const counts = (draft: Draft): boolean =>
    severityOf(severity, draft.severity) === 'error' && (draft.requirement === undefined || draft.requirement === requirement);
  const kept = drafts.filter((draft) => severityOf(severity, draft.severity) === 'error').length;
  // Of a finding that was only counted its severity is known, and not which requirement it is about.
  const total = drafts.filter(counts).length + severitiesOf(judged).error - kept;
  if (allWaived) return { errors: 0, waived: total };
  const waived = findings.filter((finding, k) => finding.waived && counts(drafts[k] as Draft)).length;
  return { errors: total - waived, waived };
}
