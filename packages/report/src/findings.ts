import type { Finding, Language, Place, Report, RuleRow, Severity } from '@jatdae/schema';
import { groupByCode, sawAll } from './groups.js';
import { replyText } from './replies.js';
import { type Page, paintSeverity } from './style.js';
import { clean, formatCount, wrap } from './text.js';
import { formatWaiver } from './waivers.js';
import { LABELS, SEVERITIES } from './words.js';

/** Worst first. */
export const SEVERITY_ORDER = ['error', 'warning', 'note'] as const satisfies readonly Severity[];

/** `path:line:column` as editors and terminals open it; the record stands in where a format has no lines. */
export function formatPlace(place: Partial<Place> & Pick<Place, 'path'>, language: Language): string {
  const path = clean(place.path);
  const pointer = place.pointer === null || place.pointer === undefined || place.pointer === '' ? '' : ` ${clean(place.pointer)}`;
  if (typeof place.line === 'number') {
    const column = typeof place.column === 'number' ? `:${place.column}` : '';
    return `${path}:${place.line}${column}${pointer}`;
  }
  if (typeof place.record === 'number') {
    return language === 'ko'
      ? `${path} (${formatCount(place.record)}번째 레코드)${pointer}`
      : `${path} (record ${formatCount(place.record)})${pointer}`;
  }
  return `${path}${pointer}`;
}

export interface RuleFindings {
  readonly rule: RuleRow;
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Severity, number>>;
}

/** Rules that found something, errors first, with their findings. */
export function foundRules(report: Report): RuleFindings[] {
  const byCode = groupByCode(report.findings);
  return report.rules
    .filter((rule) => rule.count > 0)
    .map((rule) => withCounts(rule, byCode.get(rule.code) ?? []))
    .sort((a, b) => worst(a) - worst(b) || (a.rule.code < b.rule.code ? -1 : 1));
}

/** All findings by severity: «오류 2건 · 경고 1건». */
export function tallyAll(rules: readonly RuleFindings[], language: Language): string {
  const total = (severity: Severity): number => rules.reduce((sum, { counts }) => sum + counts[severity], 0);
  return tally({ error: total('error'), warning: total('warning'), note: total('note') }, language);
}

/** Rules that found something: errors first, each with its true count, its first findings and where to read more. */
export function renderFindings(report: Report, page: Page): string[] {
  const { language, paint } = page;
  const rules = foundRules(report);
  const title = paint.bold(LABELS.findings[language]);
  if (rules.length === 0) return [title, `  ${LABELS.noFindings[language]}`];
  return [`${title}  ${paint.dim(tallyAll(rules, language))}`, ...rules.flatMap((rule) => ['', ...renderRule(rule, page)])];
}

function withCounts(rule: RuleRow, findings: readonly Finding[]): RuleFindings {
  return { rule, findings, counts: rule.severities ?? { error: 0, warning: 0, note: 0, [rule.severity]: rule.count } };
}

const worst = ({ counts }: RuleFindings): number => SEVERITY_ORDER.findIndex((severity) => counts[severity] > 0);

export function tally(counts: Readonly<Record<Severity, number>>, language: Language): string {
  return SEVERITY_ORDER.filter((severity) => counts[severity] > 0)
    .map((severity) => countOf(severity, counts[severity], language))
    .join(' · ');
}

function countOf(severity: Severity, count: number, language: Language): string {
  const word = SEVERITIES[severity][language];
  if (language === 'ko') return `${word} ${formatCount(count)}건`;
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

function renderRule(found: RuleFindings, page: Page): string[] {
  const { rule, findings, counts } = found;
  const { language, paint } = page;
  const shown = findings.slice(0, page.maxFindings);
  const count = paintSeverity(paint, SEVERITY_ORDER[worst(found)] ?? rule.severity, tally(counts, language));
  const seen = sawAll(rule) ? '' : `  ${paint.yellow(LABELS.partlySeen[language])}`;
  const output = [`  ${paint.bold(rule.code)} ${rule.name}  ${count}${seen}  ${paint.dim(`jatdae explain ${rule.code}`)}`];
  const mixed = SEVERITY_ORDER.filter((severity) => counts[severity] > 0).length > 1;
  for (const finding of shown) output.push(...renderFinding(finding, mixed, page));
  const rest = rule.count - shown.length;
  if (rest > 0) output.push(paint.dim(language === 'ko' ? `    외 ${formatCount(rest)}건` : `    and ${formatCount(rest)} more`));
  return output;
}

/** The severity is said of each finding only where those of its rule differ. */
function renderFinding(finding: Finding, mixed: boolean, page: Page): string[] {
  const { language, paint } = page;
  const marks: string[] = [];
  if (finding.waived) marks.push(paint.dim(`[${LABELS.waived[language]}] `));
  if (mixed) marks.push(paintSeverity(paint, finding.severity, `[${SEVERITIES[finding.severity][language]}] `));
  const output = [`    ${paint.cyan(formatPlace(finding.place, language))}`];
  const [first = '', ...rest] = wrap(clean(finding.message), page.width - 8);
  output.push(`      ${marks.join('')}${first}`, ...rest.map((text) => `      ${text}`));
  if (finding.waiver !== undefined) {
    const lines = wrap(`${LABELS.waivedBy[language]}: ${formatWaiver(finding.waiver, language)}`, page.width - 8);
    output.push(...lines.map((line) => paint.dim(`      ${line}`)));
  }
  if (finding.reply !== undefined) {
    output.push(...wrap(replyText(finding.reply, language), page.width - 8).map((line) => paint.dim(`      ${line}`)));
  }
  if (finding.related.length > 0) {
    const places = finding.related.slice(0, 3).map((place) => formatPlace(place, language));
    output.push(paint.dim(`      ${LABELS.related[language]}: ${places.join(', ')}`));
  }
  return output;
}
