import { createHash } from 'node:crypto';
import type { Report } from '@jatdae/schema';
import { foundRules } from '../findings.js';
import { LABELS, VERDICTS } from '../words.js';
import { readClient } from './client-files.js';
import { findingsSection } from './findings-section.js';
import { ledgerSection } from './ledger-section.js';
import { html, trusted } from './markup.js';
import { type HtmlOptions, type HtmlPage, openHtmlPage } from './page.js';
import { packPageData, pageData } from './page-data.js';
import { plotSection } from './plots/plot-section.js';
import { subMetricSection } from './sub-metric-section.js';
import { verdictHeader } from './verdict-section.js';
import { WORDS } from './words.js';

/**
 * The report as one HTML file that asks nothing of any network: its policy lets only its own script and style run. The same bytes for the same report
 * and options, whatever its `run` says. Everything but the table of findings is there without the script.
 */
export function renderHtml(report: Report, options: HtmlOptions): string {
  const page = openHtmlPage(options);
  const { script, style } = readClient();
  const found = foundRules(report);
  const sections = [
    ['ledger', WORDS.requirements, ledgerSection(report, found, page)],
    ['sub-metrics', LABELS.subMetrics, subMetricSection(report, page)],
    ['findings', LABELS.findings, findingsSection(report, found, page)],
    ['plots', WORDS.plots, plotSection(report, page)],
  ] as const;
  const shown = sections.filter(([, , section]) => section !== null);
  const body = html`<a class="skip" href="#findings-title">${page.say(WORDS.toFindings)}</a>
${verdictHeader(report, found, page)}
<nav aria-label="${page.say(WORDS.sections)}"><ul>${shown.map(([id, title]) => html`<li><a href="#${id}">${page.say(title)}</a></li>`)}</ul></nav>
<main>${shown.map(([, , section]) => section)}</main>
<script type="application/gzip" id="data">${trusted(packPageData(pageData(report, page)))}</script>
<script type="module">${trusted(script)}</script>`;
  return `<!doctype html>
${
  html`<html lang="${page.language}">
<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${documentTitle(report, page)}</title>
<style>${trusted(style)}</style></head>
<body>
${body}
</body></html>`.markup
}
`;
}

const policy = (script: string, style: string): string =>
  [
    `default-src 'none'`,
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
    `img-src data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');

const digest = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

function documentTitle({ verdict, deliverable }: Report, { say }: HtmlPage): string {
  return [say(VERDICTS[verdict]), deliverable?.name ?? '', say(WORDS.title)].filter((part) => part !== '').join(' · ');
}
