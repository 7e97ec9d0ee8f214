import type { Finding, Report, RequirementRow, RuleRow } from '@jatdae/schema';
import { formatPlace } from '../findings.js';
import { groupByCode, rulesByCode } from '../groups.js';
import { describeValues } from '../measure.js';
import type { RenderOptions } from '../render-options.js';
import { replyText } from '../replies.js';
import { formatCount } from '../text.js';
import { formatWaiver } from '../waivers.js';
import { LABELS, ROW_VERDICTS, SEVERITIES } from '../words.js';

export type Outcome = 'passed' | 'failed' | 'skipped';

/** A test case: what became of a requirement, or of one of its rules. */
export interface Case {
  readonly name: string;
  readonly outcome: Outcome;
  /** why it failed or was skipped; in one line */
  readonly message: string;
  /** what was found, a line each */
  readonly lines: readonly string[];
}

export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** Findings of a rule that a case lists; the rest is counted. */
const LISTED = 50;

/** A suite a requirement: first the requirement itself, then each of its rules; last the rules that no requirement uses. */
export function suitesOf(report: Report, options: RenderOptions): Suite[] {
  const rules = rulesByCode(report);
  const findings = groupByCode(report.findings);
  const ruleCase = (code: string, row: RequirementRow | null): Case => {
    const rule = rules.get(code);
    return rule === undefined ? unknownCase(code, options) : caseOf(rule, findings.get(code) ?? [], row, report, options);
  };
  const used = new Set(report.requirements.flatMap((row) => row.rules));
  const rest = report.rules.filter(({ code }) => !used.has(code));
  const suites = report.requirements.map((row) => ({
    name: [row.id, options.titles?.[row.id]?.[options.language] ?? ''].join(' ').trim(),
    cases: [requirementCase(row, options), ...row.rules.map((code) => ruleCase(code, row))],
  }));
  if (rest.length === 0) return suites;
  const name = options.language === 'ko' ? '요구사항에 속하지 않는 규칙' : 'Rules of no requirement';
  return [...suites, { name, cases: rest.map(({ code }) => ruleCase(code, null)) }];
}

function requirementCase(row: RequirementRow, { language }: RenderOptions): Case {
  const threshold = row.verdict === 'not-applicable' ? '' : describeValues(row.threshold, 'threshold', language);
  const measured = row.verdict === 'not-run' ? '' : describeValues(row.measured, 'measured', language);
  const lines = [
    ...(threshold === '' ? [] : [`${LABELS.threshold[language]}: ${threshold}`]),
    ...(measured === '' ? [] : [`${LABELS.measured[language]}: ${measured}`]),
    ...(row.note === undefined ? [] : [row.note]),
  ];
  const outcome = row.verdict === 'pass' ? 'passed' : row.verdict === 'fail' ? 'failed' : 'skipped';
  const message = [ROW_VERDICTS[row.verdict][language], lines.join(' · ')].filter((text) => text !== '').join(' - ');
  return { name: row.id, outcome, message, lines };
}

const unknownCase = (code: string, { language }: RenderOptions): Case => ({
  name: code,
  outcome: 'skipped',
  message: language === 'ko' ? '검사하지 않았습니다.' : 'It was not run.',
  lines: [],
});

function caseOf(
  rule: RuleRow,
  findings: readonly Finding[],
  row: RequirementRow | null,
  report: Report,
  options: RenderOptions,
): Case {
  const { language } = options;
  const name = `${rule.code} ${rule.name}`;
  const counts = countsOf(rule, findings, report);
  const lines = linesOf(rule, findings, options);
  const outcome = outcomeOf(counts, row);
  const unjudged = row?.verdict === 'not-applicable' || row?.verdict === 'not-run';
  const message = unjudged ? ROW_VERDICTS[row.verdict][language] : tally(counts, language);
  return { name, outcome, message, lines };
}

interface Counts {
  readonly errors: number;
  readonly milder: number;
  readonly waived: number;
}

/** Findings that were only counted are unwaived as far as anyone can tell, unless all of their rule are waived. */
function countsOf(rule: RuleRow, findings: readonly Finding[], { waivers = [] }: Report): Counts {
  const waivesAll = waivers.some(
    (waiver) => waiver.rule === rule.code && waiver.fingerprint === undefined && waiver.state === 'used',
  );
  if (waivesAll) return { errors: 0, milder: 0, waived: rule.count };
  const all = rule.severities?.error ?? (rule.severity === 'error' ? rule.count : 0);
  const waived = findings.filter((finding) => finding.waived);
  const waivedErrors = waived.filter(({ severity }) => severity === 'error').length;
  const milder = rule.count - all - (waived.length - waivedErrors);
  return { errors: all - waivedErrors, milder, waived: waived.length };
}

/** Errors fail where the requirement does: one that tolerates some, and is met, has passed. */
function outcomeOf({ errors, waived }: Counts, row: RequirementRow | null): Outcome {
  if (row?.verdict === 'not-applicable' || row?.verdict === 'not-run') return 'skipped';
  if (errors > 0 && (row === null || row.verdict === 'fail')) return 'failed';
  return waived > 0 && errors === 0 ? 'skipped' : 'passed';
}

function tally({ errors, milder, waived }: Counts, language: RenderOptions['language']): string {
  const korean = language === 'ko';
  const parts = [
    [errors, korean ? '오류 {}건' : 'errors: {}'],
    [milder, korean ? '경고·참고 {}건' : 'warnings and notes: {}'],
    [waived, korean ? '면제된 지적 {}건' : 'waived findings: {}'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, text]) => text.replace('{}', formatCount(count)));
  return told.length === 0 ? LABELS.noFindings[language] : told.join(' · ');
}

function linesOf(rule: RuleRow, findings: readonly Finding[], { language, maxFindings }: RenderOptions): string[] {
  const listed = findings.slice(0, maxFindings ?? LISTED);
  const lines = listed.map((finding) => {
    const mark = finding.waived ? LABELS.waived[language] : SEVERITIES[finding.severity][language];
    const why = finding.waiver === undefined ? '' : ` (${formatWaiver(finding.waiver, language)})`;
    const reply = finding.reply === undefined ? '' : ` - ${replyText(finding.reply, language)}`;
    return `${formatPlace(finding.place, language)} [${mark}] ${finding.message}${why}${reply}`;
  });
  const rest = rule.count - listed.length;
  if (rest <= 0) return lines;
  return [...lines, language === 'ko' ? `외 ${formatCount(rest)}건` : `and ${formatCount(rest)} more`];
}
