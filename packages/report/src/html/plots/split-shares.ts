import type { Report } from '@jatdae/schema';
import { barX, ruleX, text } from '@observablehq/plot';
import { memberOf } from '../../statistics.js';
import { both, clean, formatCount, formatShare } from '../../text.js';
import { LABELS } from '../../words.js';
import type { HtmlPage } from '../page.js';
import { type Figure, rowLabels } from './draw.js';

const ROWS = 30;

/** The share of each sub-metric that is kept for the leaderboards, against the share that is wanted. */
export function splitShares(report: Report, { say, language }: HtmlPage): Figure | null {
  const all = report.subMetrics.flatMap(({ id, leaderboardShare, ...counts }) =>
    typeof leaderboardShare === 'number' ? [{ id: clean(id), share: leaderboardShare, ...counts }] : [],
  );
  if (all.length === 0) return null;
  const rows = all.slice(0, ROWS);
  const threshold = report.requirements.find(({ id }) => id === 'N-BM-HOLD')?.threshold;
  const wanted = memberOf(threshold, 'share');
  const line = typeof wanted === 'number' ? [wanted * 100] : [];
  const end = Math.max(1, ...line.map((at) => at * 1.5), ...rows.map(({ share }) => share * 115));
  const [least, most] = [Math.min(...all.map(({ share }) => share)), Math.max(...all.map(({ share }) => share))];
  const range = least === most ? formatShare(least, 2) : `${formatShare(least, 2)}–${formatShare(most, 2)}`;
  const hidden = all.length - rows.length;
  return {
    title: say(both('리더보드 분할의 비율', 'Share kept for the leaderboards')),
    summary: [
      language === 'ko' ? `하위 측정 항목별로 ${range}입니다.` : `${range} by sub-metric.`,
      ...line.map((at) => (language === 'ko' ? `세로선은 기준 ${at}%입니다.` : `The line is the ${at} % wanted.`)),
      ...(hidden > 0 ? [language === 'ko' ? `처음 ${ROWS}개만 그렸습니다.` : `The first ${ROWS} are drawn.`] : []),
    ].join(' '),
    draw(width) {
      const { margin, label } = rowLabels(
        rows.map(({ id }) => id),
        width,
      );
      const at = (_: unknown, k: number): number => k;
      return {
        marginLeft: margin,
        marginRight: 48,
        height: rows.length * 22 + 40,
        x: { domain: [0, end], label: null, ticks: 4, tickFormat: (value: number) => `${value}%` },
        y: { type: 'band', label: null, tickFormat: label, tickSize: 0, padding: 0.3, domain: rows.map(at) },
        marks: [
          barX(rows, { x: ({ share }) => share * 100, y: at, fill: 'var(--bar-strong)' }),
          text(rows, {
            x: ({ share }) => share * 100,
            y: at,
            text: ({ share }) => formatShare(share, 2),
            textAnchor: 'start',
            dx: 5,
          }),
          ruleX(line, { stroke: 'var(--threshold)', strokeWidth: 1.5, strokeDasharray: '4 3' }),
        ],
      };
    },
    table: {
      head: [say(LABELS.subMetrics), say(LABELS.public), say(LABELS.leaderboard), say(LABELS.share)],
      rows: all.map((row) => [row.id, formatCount(row.public), formatCount(row.leaderboard), formatShare(row.share, 2)]),
    },
  };
}
