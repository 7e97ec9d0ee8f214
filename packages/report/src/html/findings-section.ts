import type { Finding, Report } from '@jatdae/schema';
import { formatPlace, type RuleFindings, SEVERITY_ORDER } from '../findings.js';
import { sawAll } from '../groups.js';
import { replyLines, replyText } from '../replies.js';
import { formatCount } from '../text.js';
import { formatWaiver, idleWaivers } from '../waivers.js';
import { LABELS, SEVERITIES } from '../words.js';
import { html, type Markup } from './markup.js';
import type { HtmlPage } from './page.js';
import { prose } from './prose.js';
import { WORDS } from './words.js';

const FIRST_FINDINGS = 5;
const RELATED_SHOWN = 3;

/**
 * The place of the table that the page's script draws, and the first findings of each rule as plain markup: what is printed, and what is read
 * without a script.
 */
export function findingsSection(report: Report, found: readonly RuleFindings[], page: HtmlPage): Markup {
  const { say } = page;
  const empty = found.length === 0 ? html`<p>${say(LABELS.noFindings)}</p>` : null;
  return html`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title" tabindex="-1">${say(LABELS.findings)}</h2>
${empty}<div id="browser"></div>
<div class="static">${found.map((rule) => ruleFindings(rule, page))}</div>
${unusedWaivers(report, page)}
${replies(report, page)}</section>`;
}

function unusedWaivers(report: Report, { say, language }: HtmlPage): Markup | null {
  const idle = idleWaivers(report, language);
  if (idle.length === 0) return null;
  return html`<h3 class="after">${say(LABELS.idleWaivers)}</h3><ul>${idle.map(({ why, waiver }) => html`<li>${why}<br><span class="muted">${waiver}</span></li>`)}</ul>`;
}

/** How the builder's answers meet the findings. */
function replies(report: Report, { language }: HtmlPage): Markup | null {
  const told = replyLines(report, language);
  if (told === null) return null;
  return html`<h3 class="after">${told.title}</h3><ul>${told.lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function ruleFindings({ rule, findings, counts }: RuleFindings, page: HtmlPage): Markup {
  const { say, language } = page;
  const tally = SEVERITY_ORDER.filter((severity) => counts[severity] > 0).map(
    (severity) => html`<span class="badge ${severity}">${say(SEVERITIES[severity])} ${formatCount(counts[severity])}</span> `,
  );
  const shown = findings.slice(0, FIRST_FINDINGS);
  const rest = rule.count - shown.length;
  const fix = page.rules[rule.code]?.fix;
  const partly = sawAll(rule) ? null : html` <span class="muted">${say(LABELS.partlySeen)}</span>`;
  return html`<article id="rule-${rule.code}" class="rule"><h3>${rule.code} ${rule.name} ${tally}${partly}</h3>
${fix === undefined ? null : html`<p class="muted">${say(WORDS.fix)}: ${prose(fix)}</p>`}
<ol>${shown.map((finding) => staticFinding(finding, page))}</ol>
${rest > 0 ? html`<p class="muted">${language === 'ko' ? `외 ${formatCount(rest)}건` : `and ${formatCount(rest)} more`}</p>` : null}</article>
`;
}

function staticFinding(finding: Finding, page: HtmlPage): Markup {
  const { say, language } = page;
  const related = finding.related.slice(0, RELATED_SHOWN).map((place) => formatPlace(place, language));
  return html`<li><p>${finding.waived ? html`<span class="badge waived">${say(LABELS.waived)}</span> ` : null}${finding.message}</p>
${finding.reply === undefined ? null : html`<p class="muted">${replyText(finding.reply, language)}</p>`}
${finding.waiver === undefined ? null : html`<p class="muted">${say(LABELS.waivedBy)}: ${formatWaiver(finding.waiver, language)}</p>`}
<p class="place">${formatPlace(finding.place, language)}${related.length === 0 ? null : html` <span class="muted">${say(LABELS.related)}: ${related.join(', ')}</span>`}</p></li>
`;
}
