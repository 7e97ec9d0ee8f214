import type { Finding, Language, Localized, Report } from '@jatdae/schema';
import { aboutReport } from '../about.js';
import { contentRows } from '../contents.js';
import { formatPlace, foundRules, type RuleFindings, tally, tallyAll } from '../findings.js';
import { sawAll } from '../groups.js';
import { describeValues } from '../measure.js';
import { reasonOf } from '../reason.js';
import type { RenderOptions } from '../render-options.js';
import { replyLines, replyText } from '../replies.js';
import { formatCount, formatShare } from '../text.js';
import { unreadNotes } from '../unread.js';
import { formatWaiver, idleWaivers } from '../waivers.js';
import { LABELS, ROW_MARKS, ROW_VERDICTS, VERDICTS } from '../words.js';
import { codeSpan, escapeMarkdown } from './escape.js';

/** Characters; GitHub takes 65,536 in a comment. */
const LONGEST = 60_000;
/** Findings of a rule. */
const LISTED = 10;
/** Characters of a cell that comes from data. */
const CELL = 400;

/**
 * The report as GitHub's Markdown, for a comment on a pull request: the verdict and why, the ledger, the sub-metrics, what the items are made of, and the first findings of each rule. What does not fit
 * into a comment is left out from the end, and said.
 */
export function renderMarkdown(report: Report, options: RenderOptions): string {
  const { language } = options;
  const sections = [
    header(report, language),
    ledger(report, options),
    subMetrics(report, language),
    contents(report, language),
    ...findings(report, options),
    idle(report, language),
    answers(report, language),
  ].filter((lines) => lines.length > 0);
  let text = '';
  for (const [at, lines] of sections.entries()) {
    const section = fit(lines, LONGEST - text.length, language);
    text += `${at === 0 ? '' : '\n'}${section.text}`;
    if (section.whole) continue;
    const rest = sections.length - at - 1;
    return rest === 0 ? text : `${text}\n${leftOut(rest, language)}\n`;
  }
  return text;
}

function leftOut(sections: number, language: Language): string {
  return language === 'ko'
    ? `길이 때문에 뒤의 ${sections}개 부분을 싣지 않았습니다.`
    : `${sections} more sections were left out for their length.`;
}

/** The lines that fit into so many characters. */
function fit(lines: readonly string[], room: number, language: Language): { readonly text: string; readonly whole: boolean } {
  let used = 0;
  const kept = lines.findIndex((line) => {
    used += line.length + 1;
    return used > room;
  });
  if (kept === -1) return { text: `${lines.join('\n')}\n`, whole: true };
  const rest = lines.length - kept;
  const note =
    language === 'ko' ? `길이 때문에 ${rest}줄을 싣지 않았습니다.` : `${rest} more lines were left out for their length.`;
  return { text: `${[...lines.slice(0, kept), '', note].join('\n')}\n`, whole: false };
}

function header(report: Report, language: Language): string[] {
  const { name, facts } = aboutReport(report, language);
  const verdict = VERDICTS[report.verdict][language];
  const unread = unreadNotes(report, language).map((note) => `- ${escapeMarkdown(note)}`);
  return [
    `## ${language === 'ko' ? '잣대' : 'jatdae'}: ${verdict}${name === '' ? '' : ` · ${escapeMarkdown(name)}`}`,
    '',
    `**${language === 'ko' ? '판정' : 'Verdict'}: ${verdict}** - ${escapeMarkdown(reasonOf(report, language))}`,
    '',
    escapeMarkdown(facts.join(' · ')),
    ...(report.complete ? [] : ['', `**${LABELS.partly[language]}**`, ...(unread.length === 0 ? [] : ['', ...unread])]),
  ];
}

function ledger({ requirements }: Report, { language, titles = {} }: RenderOptions): string[] {
  const rows = requirements.map((row) => {
    const verdict = `${ROW_MARKS[row.verdict]} ${ROW_VERDICTS[row.verdict][language]}`;
    const title = titles[row.id]?.[language] ?? '';
    const threshold = row.verdict === 'not-applicable' ? '' : describeValues(row.threshold, 'threshold', language);
    const measured = row.verdict === 'not-run' ? '' : describeValues(row.measured, 'measured', language);
    const told = [measured, row.note ?? ''].filter((text) => text !== '').join(' · ');
    return [row.verdict === 'fail' ? `**${verdict}**` : verdict, codeSpan(row.id), ...[title, threshold, told].map(cell)];
  });
  if (rows.length === 0) return [];
  const head = (['verdict', 'requirement'] as const).map((key) => LABELS[key][language]);
  return [
    ...heading(LABELS.ledger, language),
    ...table([...head, '', LABELS.threshold[language], LABELS.measured[language]], rows),
  ];
}

const COUNTS = ['items', 'valid', 'unique', 'public', 'leaderboard'] as const;

function subMetrics(report: Report, language: Language): string[] {
  if (report.subMetrics.length === 0) return [];
  const rows = report.subMetrics.map((row) => [
    cell(row.id),
    ...COUNTS.map((key) => formatCount(row[key])),
    typeof row.leaderboardShare === 'number' ? formatShare(row.leaderboardShare, 2) : '-',
  ]);
  const head = ['id', ...COUNTS.map((key) => LABELS[key][language]), LABELS.share[language]];
  return [...heading(LABELS.subMetrics, language), ...table(head, rows, COUNTS.length + 1)];
}

function contents(report: Report, language: Language): string[] {
  const rows = contentRows(report, language).map(({ title, parts }) => `- **${title}**: ${cell(parts.join(' · '))}`);
  return rows.length === 0 ? [] : [...heading(LABELS.contents, language), ...rows];
}

/** A heading, and a part of its own for each rule that found something. */
function findings(report: Report, options: RenderOptions): string[][] {
  const { language } = options;
  const rules = foundRules(report);
  const title = heading(LABELS.findings, language);
  if (rules.length === 0) return [[...title, LABELS.noFindings[language]]];
  return [[...title, tallyAll(rules, language)], ...rules.map((rule) => ruleSection(rule, options))];
}

function ruleSection({ rule, findings: all, counts }: RuleFindings, { language, maxFindings }: RenderOptions): string[] {
  const shown = all.slice(0, maxFindings ?? LISTED);
  const rest = rule.count - shown.length;
  const seen = sawAll(rule) ? '' : ` · ${LABELS.partlySeen[language]}`;
  const rows = shown.map((finding) => [codeSpan(formatPlace(finding.place, language)), messageCell(finding, language)]);
  return [
    `#### ${rule.code} ${escapeMarkdown(rule.name)} · ${tally(counts, language)}${seen}`,
    '',
    ...(rows.length === 0 ? [] : table([LABELS.place[language], LABELS.message[language]], rows)),
    ...(rest > 0 ? ['', language === 'ko' ? `외 ${formatCount(rest)}건` : `and ${formatCount(rest)} more`] : []),
  ];
}

function idle(report: Report, language: Language): string[] {
  const rows = idleWaivers(report, language).map(({ why, waiver }) => `- ${cell(why)}<br>${cell(waiver)}`);
  return rows.length === 0 ? [] : [...heading(LABELS.idleWaivers, language), ...rows];
}

function answers(report: Report, language: Language): string[] {
  const told = replyLines(report, language);
  return told === null ? [] : [`### ${told.title}`, '', ...told.lines.map((line) => `- ${cell(line)}`)];
}

function messageCell(finding: Finding, language: Language): string {
  const related = finding.related.slice(0, 3).map((place) => codeSpan(formatPlace(place, language)));
  const message = cell(finding.message);
  return [
    finding.waived ? `~~${message}~~ (${LABELS.waived[language]})` : message,
    ...(finding.waiver === undefined ? [] : [cell(`${LABELS.waivedBy[language]}: ${formatWaiver(finding.waiver, language)}`)]),
    ...(finding.reply === undefined ? [] : [cell(replyText(finding.reply, language))]),
    ...(related.length === 0 ? [] : [`${LABELS.related[language]}: ${related.join(', ')}`]),
  ].join('<br>');
}

const heading = (title: Localized, language: Language): string[] => [`### ${title[language]}`, ''];

function cell(text: string): string {
  const points = [...text];
  return escapeMarkdown(points.length > CELL ? `${points.slice(0, CELL).join('')}…` : text);
}

/** The last `numbers` columns are flush right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], numbers = 0): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at >= head.length - numbers ? '--:' : '---'))), ...rows.map(line)];
}
