import type { Report, RequirementRow } from '@jatdae/schema';
import type { RuleFindings } from '../findings.js';
import { groupLedger } from '../ledger-groups.js';
import { describeValues } from '../measure.js';
import { LABELS, ROW_MARKS, ROW_VERDICTS } from '../words.js';
import { html, type Markup } from './markup.js';
import type { HtmlPage } from './page.js';
import { prose } from './prose.js';
import { ruleLinks } from './verdict-section.js';
import { WORDS } from './words.js';

/** A row for every requirement, grouped: verdict, what it asks, threshold, measured, and why it was not judged. */
export function ledgerSection(report: Report, found: readonly RuleFindings[], page: HtmlPage): Markup {
  const { say } = page;
  const groups = groupLedger(report.requirements, ({ id }) => id);
  return html`<section id="ledger" aria-labelledby="ledger-title"><h2 id="ledger-title">${say(WORDS.requirements)}</h2>
<div class="scroll-x" tabindex="0" role="group" aria-labelledby="ledger-title"><table class="ledger">
<thead><tr><th scope="col">${say(LABELS.verdict)}</th><th scope="col">${say(LABELS.requirement)}</th><th scope="col">${say(LABELS.threshold)}</th><th scope="col">${say(LABELS.measured)}</th><th scope="col">${say(LABELS.findings)}</th></tr></thead>
${groups.map(
  ([title, rows]) => html`<tbody><tr class="group"><th scope="rowgroup" colspan="5">${say(title)}</th></tr>
${rows.map((row) => ledgerRow(row, found, page))}</tbody>`,
)}</table></div></section>`;
}

function ledgerRow(row: RequirementRow, found: readonly RuleFindings[], page: HtmlPage): Markup {
  const { language, titles, say } = page;
  const title = titles[row.id]?.[language];
  const threshold = row.verdict === 'not-applicable' ? '' : describeValues(row.threshold, 'threshold', language);
  // What a row that was not run happens to have counted would read like a result.
  const measured = row.verdict === 'not-run' ? '' : describeValues(row.measured, 'measured', language);
  return html`<tr class="${row.verdict}"><td><span class="badge ${row.verdict}">${ROW_MARKS[row.verdict]} ${say(ROW_VERDICTS[row.verdict])}</span></td>
<th scope="row">${title === undefined ? null : html`${title} `}<code class="id">${row.id}</code>${row.note === undefined ? null : html`<p class="muted">${prose(row.note)}</p>`}</th>
<td>${threshold}</td><td>${measured}</td><td>${ruleLinks(row, found, page)}</td></tr>
`;
}
