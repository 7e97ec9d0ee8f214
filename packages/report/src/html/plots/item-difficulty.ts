import type { Report } from '@jatdae/schema';
import { cell, text } from '@observablehq/plot';
import { difficultyIn } from '../../scores.js';
import { formatCount } from '../../text.js';
import { LABELS } from '../../words.js';
import type { HtmlPage } from '../page.js';
import { type Figure, rowLabels } from './draw.js';

const SUB_METRICS = 20;
/** Opacity of a cell that holds all items; more of it, and the number in it would be hard to read. */
const DARKEST = 0.6;

/** How many items of each sub-metric no model, some, or all got right. */
export function itemDifficulty(report: Report, { say, language }: HtmlPage): Figure | null {
  const all = difficultyIn(report);
  if (all.length === 0) return null;
  const korean = language === 'ko';
  const shown = all.slice(0, SUB_METRICS);
  const bins = Math.max(...all.map(({ counts }) => counts.length));
  const cells = shown.flatMap(({ counts }, row) => {
    const items = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count, bin) => ({ row, bin, count, share: items === 0 ? 0 : count / items }));
  });
  const total = (name: 'noneRight' | 'allRight'): number => all.reduce((sum, row) => sum + row[name], 0);
  const [none, every] = [formatCount(total('noneRight')), formatCount(total('allRight'))];
  const binName = (bin: number): string =>
    bin === 0
      ? say(LABELS.noneRight)
      : bin === bins - 1
        ? say(LABELS.allRight)
        : bins <= 11 && bins > 2
          ? `${Math.round((bin / (bins - 1)) * 100)}%`
          : '';
  return {
    title: say(LABELS.difficulty),
    summary: korean
      ? `맞힌 모델의 비율에 따른 문항 수입니다. 모두 틀린 문항 ${none}개, 모두 맞힌 문항 ${every}개.`
      : `Items by the share of models that got them right: none for ${none}, all for ${every}.`,
    draw(width) {
      const { margin, label } = rowLabels(
        shown.map(({ id }) => id),
        width,
      );
      const isWide = (width - margin) / bins > 40;
      return {
        marginLeft: margin,
        marginRight: 8,
        marginBottom: 28,
        height: shown.length * 26 + 44,
        x: {
          type: 'band',
          label: null,
          tickSize: 0,
          padding: 0.04,
          tickFormat: (bin: number) => (isWide || bin === 0 || bin === bins - 1 ? binName(bin) : ''),
        },
        y: { type: 'band', label: null, tickSize: 0, padding: 0.08, tickFormat: label, domain: shown.map((_, at) => at) },
        marks: [
          cell(cells, { x: 'bin', y: 'row', fill: 'var(--heat)', fillOpacity: ({ share }) => 0.04 + share * (DARKEST - 0.04) }),
          ...(isWide ? [text(cells, { x: 'bin', y: 'row', text: ({ count }) => formatCount(count) })] : []),
        ],
        opacity: { type: 'identity' },
      };
    },
    table: {
      head: [say(LABELS.subMetrics), say(LABELS.items), say(LABELS.noneRight), say(LABELS.allRight)],
      rows: all.map(({ id, items, noneRight, allRight }) => [
        id,
        formatCount(items),
        formatCount(noneRight),
        formatCount(allRight),
      ]),
    },
  };
}
