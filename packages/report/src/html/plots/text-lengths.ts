import type { Report } from '@jatdae/schema';
import { link, text } from '@observablehq/plot';
import { memberOf } from '../../statistics.js';
import { both, formatCount } from '../../text.js';
import type { HtmlPage } from '../page.js';
import { type Figure, rowLabels } from './draw.js';

const FIELDS = [
  ['context', both('지문', 'Context')],
  ['question', both('질문', 'Question')],
  ['choice', both('선택지', 'Choice')],
  ['explanation', both('해설', 'Explanation')],
] as const;
const FIGURES = ['min', 'p5', 'p25', 'p50', 'p75', 'p95', 'max'] as const;

type Lengths = Readonly<Record<(typeof FIGURES)[number], number>> & { readonly name: string };

/** How long the texts of items are, in characters, on a logarithmic scale: passages are hundreds of times as long as choices. */
export function textLengths(report: Report, { say, language }: HtmlPage): Figure | null {
  const rows = FIELDS.flatMap(([field, words]) => lengthsOf(memberOf(report.statistics.lengths, field), say(words)));
  if (rows.length === 0) return null;
  const middle = rows.map(({ name, p50 }) =>
    language === 'ko' ? `${name} ${formatCount(p50)}자` : `${name} ${formatCount(p50)}`,
  );
  return {
    title: say(both('글의 길이', 'Lengths of texts')),
    summary:
      language === 'ko'
        ? `굵은 막대는 가운데 절반, 가는 막대는 5–95%, 실선은 전체 범위입니다(글자 수, 로그 눈금). 중앙값: ${middle.join(', ')}.`
        : `The thick bar is the middle half, the thin one 5–95 %, the line all (characters, logarithmic). Medians: ${middle.join(', ')}.`,
    draw(width) {
      const { margin, label } = rowLabels(
        rows.map(({ name }) => name),
        width,
      );
      const at = (_: unknown, k: number): number => k;
      // A text without characters has no place on this scale.
      const span = (from: (typeof FIGURES)[number], to: (typeof FIGURES)[number], strokeWidth: number, stroke: string) =>
        link(rows, {
          x1: (row: Lengths) => Math.max(1, row[from]),
          x2: (row: Lengths) => Math.max(1, row[to]),
          y1: at,
          y2: at,
          strokeWidth,
          stroke,
        });
      return {
        marginLeft: margin,
        marginRight: 24,
        height: rows.length * 34 + 36,
        x: { type: 'log', label: null, grid: true, ticks: width > 400 ? 6 : 3, tickFormat: formatCount },
        y: { type: 'point', label: null, tickFormat: label, tickSize: 0, domain: rows.map(at), padding: 0.5 },
        marks: [
          span('min', 'max', 1, 'var(--muted)'),
          span('p5', 'p95', 6, 'var(--bar)'),
          span('p25', 'p75', 12, 'var(--bar-strong)'),
          text(rows, { x: (row: Lengths) => Math.max(1, row.p50), y: at, text: (row: Lengths) => formatCount(row.p50), dy: -14 }),
        ],
      };
    },
    table: {
      head: [
        '',
        ...[
          both('최소', 'min'),
          both('5%', '5 %'),
          both('25%', '25 %'),
          both('중앙값', 'median'),
          both('75%', '75 %'),
          both('95%', '95 %'),
          both('최대', 'max'),
        ].map(say),
      ],
      rows: rows.map((row) => [row.name, ...FIGURES.map((figure) => formatCount(row[figure]))]),
    },
  };
}

function lengthsOf(value: unknown, name: string): Lengths[] {
  const figures = FIGURES.map((figure) => [figure, memberOf(value, figure)] as const);
  if (figures.some(([, number]) => typeof number !== 'number')) return [];
  return [{ name, ...(Object.fromEntries(figures) as Record<(typeof FIGURES)[number], number>) }];
}
