import type { Report, RequirementRow, Severity } from '@jatdae/schema';
import { aboutReport } from '../about.js';
import { type RuleFindings, SEVERITY_ORDER } from '../findings.js';
import { describeValues } from '../measure.js';
import { formatCount } from '../text.js';
import { unreadNotes } from '../unread.js';
import { LABELS, ROW_MARKS, ROW_VERDICTS, SEVERITIES, VERDICTS } from '../words.js';
import { html, type Markup } from './markup.js';
import { findingsCount, type HtmlPage } from './page.js';
import { prose } from './prose.js';
import { WORDS } from './words.js';

const MARKS = { accepted: '✓', rejected: '✗', incomplete: '?' } as const;
const REASONS_SHOWN = 12;

/** What was judged, how, and why: what a reader has to see first. */
export function verdictHeader(report: Report, found: readonly RuleFindings[], page: HtmlPage): Markup {
  const { say } = page;
  const { verdict } = report;
  const { name, facts } = aboutReport(report, page.language);
  return html`<header class="masthead">
<p class="eyebrow">${say(WORDS.title)}</p>
<h1>${name === '' ? say(LABELS.unnamed) : name}</h1>
<p class="facts">${facts.join(' · ')}</p>
<div class="verdict ${verdict}">
<p class="verdict-word"><span class="mark" aria-hidden="true">${MARKS[verdict]}</span> <span class="visually-hidden">${say(LABELS.verdict)}: </span>${say(VERDICTS[verdict])}</p>
<dl class="tally">${tallies(report, found, page)}</dl>
</div>
${incompleteNotice(report, page)}
${reasons(report, found, page)}
</header>`;
}

function tallies(report: Report, found: readonly RuleFindings[], page: HtmlPage): readonly Markup[] {
  const rows = (['pass', 'fail', 'not-run', 'waived', 'not-applicable'] as const).map(
    (verdict) => [verdict, ROW_VERDICTS[verdict], report.requirements.filter((row) => row.verdict === verdict).length] as const,
  );
  const total = (severity: Severity): number => found.reduce((sum, { counts }) => sum + counts[severity], 0);
  const findings = SEVERITY_ORDER.map((severity) => [severity, SEVERITIES[severity], total(severity)] as const);
  const group = (title: string, entries: readonly (readonly [string, { ko: string; en: string }, number])[]): Markup =>
    html`<div><dt>${title}</dt>${entries
      .filter(([, , count]) => count > 0)
      .map(([kind, words, count]) => html`<dd class="${kind}"><b>${formatCount(count)}</b> ${page.say(words)}</dd>`)}</div>`;
  return [group(page.say(WORDS.requirements), rows), group(page.say(LABELS.findings), findings)];
}

function incompleteNotice(report: Report, page: HtmlPage): Markup | null {
  if (report.complete) return null;
  return html`<div class="notice" role="note"><p>${page.say(LABELS.partly)}</p>${unreadNotes(report, page.language).map(
    (note) => html`<p>${note}</p>`,
  )}</div>`;
}

/** Rows that keep the deliverable from being accepted, each with what was asked, what was measured, and where to look. */
function reasons(report: Report, found: readonly RuleFindings[], page: HtmlPage): Markup | null {
  const rows = report.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'not-run');
  const order = (row: RequirementRow): number => (row.verdict === 'fail' ? 0 : 1);
  const sorted = [...rows].sort((a, b) => order(a) - order(b));
  if (sorted.length === 0) return null;
  const rest = sorted.length - REASONS_SHOWN;
  return html`<section aria-labelledby="why"><h2 id="why">${page.say(WORDS.why)}</h2>
<ul class="reasons">${sorted.slice(0, REASONS_SHOWN).map((row) => reason(row, found, page))}</ul>
${rest > 0 ? html`<p><a href="#ledger">${page.language === 'ko' ? `외 ${rest}개 요구사항` : `${rest} more requirements`}</a></p>` : null}</section>`;
}

function reason(row: RequirementRow, found: readonly RuleFindings[], page: HtmlPage): Markup {
  const { say, language, titles } = page;
  const title = titles[row.id]?.[language] ?? row.id;
  const measured = row.verdict === 'not-run' ? '' : describeValues(row.measured, 'measured', language);
  const threshold = describeValues(row.threshold, 'threshold', language);
  return html`<li class="${row.verdict}"><span class="badge ${row.verdict}">${ROW_MARKS[row.verdict]} ${say(ROW_VERDICTS[row.verdict])}</span>
<span class="reason-title">${title} <code class="id">${row.id}</code></span>
<span class="reason-why">${measured === '' ? null : html`<b>${measured}</b> `}${threshold === '' ? null : html`<span class="muted">${say(LABELS.threshold)}: ${threshold}</span>`}${
    row.note === undefined ? null : html` <span class="muted">${prose(row.note)}</span>`
  }</span>
${ruleLinks(row, found, page)}</li>`;
}

/** Links to what the rules of a requirement found. */
export function ruleLinks(row: RequirementRow, found: readonly RuleFindings[], page: HtmlPage): Markup | null {
  const links = found.filter(({ rule }) => row.rules.includes(rule.code));
  if (links.length === 0) return null;
  return html`<span class="rule-links">${links.map(
    ({ rule }) => html`<a href="#rule-${rule.code}">${rule.code} ${findingsCount(rule.count, page)}</a> `,
  )}</span>`;
}
