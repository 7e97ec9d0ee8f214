import type { Finding, Language, Place, Report, RuleRow, Severity } from '@jatdae/schema';
import { type Page, paintSeverity } from './style.js';
import { clean, formatCount, wrap } from './text.js';
import { LABELS, SEVERITIES } from './words.js';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

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

/** Rules that found something: errors first, each with its true count, its first findings and where to read more. */
export function renderFindings(report: Report, page: Page): string[] {
  const { language, paint } = page;
  const rules = report.rules
    .filter((rule) => rule.count > 0)
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || (a.code < b.code ? -1 : 1));
  const title = paint.bold(LABELS.findings[language]);
  if (rules.length === 0) return [title, `  ${LABELS.noFindings[language]}`];
  const byCode = groupByCode(report.findings);
  return [
    `${title}  ${paint.dim(tally(rules, language))}`,
    ...rules.flatMap((rule) => ['', ...renderRule(rule, byCode.get(rule.code) ?? [], page)]),
  ];
}

function groupByCode(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group === undefined) groups.set(finding.code, [finding]);
    else group.push(finding);
  }
  return groups;
}

function tally(rules: readonly RuleRow[], language: Language): string {
  const parts: string[] = [];
  for (const severity of ['error', 'warning', 'note'] as const) {
    const count = rules.filter((rule) => rule.severity === severity).reduce((sum, rule) => sum + rule.count, 0);
    if (count > 0) parts.push(countOf(severity, count, language));
  }
  return parts.join(' · ');
}

function countOf(severity: Severity, count: number, language: Language): string {
  const word = SEVERITIES[severity][language];
  if (language === 'ko') return `${word} ${formatCount(count)}건`;
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

function renderRule(rule: RuleRow, findings: readonly Finding[], page: Page): string[] {
  const { language, paint } = page;
  const shown = findings.slice(0, page.maxFindings);
  const count = paintSeverity(paint, rule.severity, countOf(rule.severity, rule.count, language));
  const { bytes, records, exact } = rule.coverage;
  const seen = exact && bytes >= 1 && records >= 1 ? '' : `  ${paint.yellow(LABELS.partlySeen[language])}`;
  const output = [`  ${paint.bold(rule.code)} ${rule.name}  ${count}${seen}  ${paint.dim(`jatdae explain ${rule.code}`)}`];
  for (const finding of shown) output.push(...renderFinding(finding, rule, page));
  const rest = rule.count - shown.length;
  if (rest > 0) output.push(paint.dim(language === 'ko' ? `    외 ${formatCount(rest)}건` : `    and ${formatCount(rest)} more`));
  return output;
}

function renderFinding(finding: Finding, rule: RuleRow, page: Page): string[] {
  const { language, paint } = page;
  const marks: string[] = [];
  if (finding.waived) marks.push(paint.dim(`[${LABELS.waived[language]}] `));
  if (finding.severity !== rule.severity)
    marks.push(paintSeverity(paint, finding.severity, `[${SEVERITIES[finding.severity][language]}] `));
  const output = [`    ${paint.cyan(formatPlace(finding.place, language))}`];
  const [first = '', ...rest] = wrap(clean(finding.message), page.width - 8);
  output.push(`      ${marks.join('')}${first}`, ...rest.map((text) => `      ${text}`));
  if (finding.related.length > 0) {
    const places = finding.related.slice(0, 3).map((place) => formatPlace(place, language));
    output.push(paint.dim(`      ${LABELS.related[language]}: ${places.join(', ')}`));
  }
  return output;
}
