import type { Report, SubMetricRow } from '@jatdae/schema';
import { memberOf } from '../statistics.js';
import { formatCount, formatShare } from '../text.js';
import { LABELS } from '../words.js';
import { html, type Markup } from './markup.js';
import type { HtmlPage } from './page.js';
import { WORDS } from './words.js';

/** What the profile asks of each sub-metric, as far as the ledger says it. */
interface Wanted {
  readonly items: number | null;
  readonly share: number | null;
}

/** Counts by sub-metric with a bar of the items that count, in the manifest's order; the page's script sorts them. */
export function subMetricSection(report: Report, page: HtmlPage): Markup | null {
  const { say } = page;
  if (report.subMetrics.length === 0) return null;
  const wanted = wantedIn(report);
  const most = report.subMetrics.reduce((high, { unique }) => Math.max(high, unique), Math.max(1, wanted.items ?? 0));
  const numeric = [LABELS.items, LABELS.valid, LABELS.unique, LABELS.public, LABELS.leaderboard, LABELS.share];
  return html`<section id="sub-metrics" aria-labelledby="sub-metrics-title"><h2 id="sub-metrics-title">${say(LABELS.subMetrics)}</h2>
<div class="scroll-x" tabindex="0" role="group" aria-labelledby="sub-metrics-title"><table class="numbers sortable">
<thead><tr><th scope="col">${say(WORDS.subMetric)}</th><th scope="col" class="bar-column">${barTitle(wanted, page)}</th>${numeric.map(
    (words) => html`<th scope="col" class="number">${say(words)}</th>`,
  )}</tr></thead>
<tbody>${report.subMetrics.map((row) => subMetricRow(row, wanted, most, page))}</tbody></table></div></section>`;
}

function wantedIn({ requirements }: Report): Wanted {
  const of = (id: string, name: string): number | null => {
    const value = memberOf(requirements.find((row) => row.id === id)?.threshold, name);
    return typeof value === 'number' ? value : null;
  };
  return { items: of('N-BM-ITEMS', 'min'), share: of('N-BM-HOLD', 'share') };
}

function barTitle({ items }: Wanted, { language, say }: HtmlPage): string {
  if (items === null) return say(LABELS.unique);
  return language === 'ko' ? `고유 문항 (기준 ${formatCount(items)})` : `Unique items (${formatCount(items)} wanted)`;
}

function subMetricRow(row: SubMetricRow, { items }: Wanted, most: number, page: HtmlPage): Markup {
  const isBelow = items !== null && row.unique < items;
  const counts = [row.items, row.valid, row.unique, row.public, row.leaderboard];
  const share = row.leaderboardShare;
  return html`<tr${isBelow ? html` class="below"` : null}><th scope="row">${row.id}${isBelow ? html` <span class="badge fail">${page.say(WORDS.below)}</span>` : null}</th>
<td class="bar-column" data-value="${row.unique}">${bar(row.unique / most, items === null ? null : items / most)}</td>${counts.map(
    (count) => html`<td class="number" data-value="${count}">${formatCount(count)}</td>`,
  )}<td class="number" data-value="${share ?? -1}">${typeof share === 'number' ? formatShare(share, 2) : '-'}</td></tr>
`;
}

/** A bar on 0–1 with a line at the threshold. The numbers stand beside it, so it says nothing to who cannot see it. */
function bar(share: number, threshold: number | null): Markup {
  const at = (value: number): string => (value * 100).toFixed(2);
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"/><rect class="fill" width="${at(share)}" height="10"/>${
    threshold === null ? null : html`<line x1="${at(threshold)}" x2="${at(threshold)}" y1="0" y2="10"/>`
  }</svg>`;
}
