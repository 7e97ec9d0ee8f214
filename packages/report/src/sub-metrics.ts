import type { Report, SubMetricRow } from '@jatdae/schema';
import type { Page } from './style.js';
import { clean, displayWidth, formatCount, formatShare, padEnd, padStart, truncate } from './text.js';
import { LABELS } from './words.js';

const COUNTS = ['items', 'valid', 'unique', 'public', 'leaderboard'] as const;

/** Counts by sub-metric, in the manifest's order. */
export function renderSubMetrics(report: Report, page: Page): string[] {
  if (report.subMetrics.length === 0) return [];
  const { language, paint } = page;
  const head = [...COUNTS.map((key) => LABELS[key][language]), LABELS.share[language]];
  const rows = report.subMetrics.map(numbers);
  const widths = head.map((title, at) => rows.reduce((width, row) => Math.max(width, row[at]?.length ?? 0), displayWidth(title)));
  const idRoom = Math.max(12, page.width - 2 - widths.reduce((sum, width) => sum + width + 2, 0));
  const ids = report.subMetrics.map((row) => truncate(clean(row.id), idRoom));
  const idWidth = ids.reduce((width, id) => Math.max(width, displayWidth(id)), 2);
  const draw = (id: string, cells: readonly string[]): string =>
    `  ${padEnd(id, idWidth)}${cells.map((cell, at) => `  ${padStart(cell, widths[at] ?? 0)}`).join('')}`;
  return [
    paint.bold(LABELS.subMetrics[language]),
    paint.dim(draw('id', head)),
    ...rows.map((cells, at) => draw(ids[at] ?? '', cells)),
  ];
}

function numbers(row: SubMetricRow): string[] {
  const share = row.leaderboardShare;
  return [...COUNTS.map((key) => formatCount(row[key])), typeof share === 'number' ? formatShare(share, 2) : '-'];
}
