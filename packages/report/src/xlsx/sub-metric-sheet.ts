import type { Report } from '@jatdae/schema';
import type { Sheet } from '@jatdae/workbook';
import type { RenderOptions } from '../render-options.js';
import { clean } from '../text.js';
import { LABELS } from '../words.js';

const COUNTS = ['items', 'valid', 'unique', 'public', 'leaderboard'] as const;

/** Counts by sub-metric, in the manifest's order. */
export function subMetricSheet({ subMetrics }: Report, { language }: RenderOptions): Sheet {
  return {
    name: LABELS.subMetrics[language],
    frozen: 1,
    columns: [
      { title: 'id', width: 30 },
      ...COUNTS.map((key) => ({ title: LABELS[key][language], width: 13, style: 'count' }) as const),
      { title: LABELS.share[language], width: 13, style: 'share' },
    ],
    rows: subMetrics.map((row) => [clean(row.id), ...COUNTS.map((key) => row[key]), floored(row.leaderboardShare)]),
  };
}

/** Excel shows two digits of a percentage, rounded: what misses a threshold must not read as meeting it. */
const floored = (share: number | null): number | null => (share === null ? null : Math.floor(share * 10_000 + 1e-6) / 10_000);
