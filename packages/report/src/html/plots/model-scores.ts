import type { Report } from '@jatdae/schema';
import { dot, link, text, tickX } from '@observablehq/plot';
import { floorOf, type Score, scoresIn } from '../../scores.js';
import { both, truncate } from '../../text.js';
import { LABELS } from '../../words.js';
import type { HtmlPage } from '../page.js';
import { type Figure, rowLabels } from './draw.js';

const SUB_METRICS = 12;
const MODELS = 6;

/** What each model scores in each sub-metric, with the 95 % interval and what guessing reaches. */
export function modelScores(report: Report, { say, language }: HtmlPage): Figure | null {
  const all = scoresIn(report);
  if (all.length === 0) return null;
  const subMetrics = [...new Set(all.map(({ subMetric }) => subMetric))];
  const models = [...new Set(all.map(({ model }) => model))];
  const shown = new Set(subMetrics.slice(0, SUB_METRICS));
  const drawn = all.filter(({ subMetric, model }) => shown.has(subMetric) && models.indexOf(model) < MODELS);
  const floors = [...shown].flatMap((subMetric) => {
    const floor = floorOf(
      report,
      all.find((score) => score.subMetric === subMetric),
    );
    return floor === null ? [] : models.slice(0, MODELS).map((model) => ({ subMetric, model, floor }));
  });
  const [least, most] = [Math.min(...all.map(({ score }) => score)), Math.max(...all.map(({ score }) => score))];
  const cut = subMetrics.length > SUB_METRICS || models.length > MODELS;
  const korean = language === 'ko';
  return {
    title: say(both('모델별 점수', 'Scores by model')),
    summary: [
      korean
        ? `모델 ${models.length}개의 점수는 ${least.toFixed(3)}–${most.toFixed(3)}입니다. 점이 점수, 선이 95% 구간${floors.length > 0 ? ', 세로 눈금이 찍어서 맞히는 수준' : ''}입니다.`
        : `Scores of ${models.length} models: ${least.toFixed(3)}–${most.toFixed(3)}. The dot is the score, the line its 95 % interval${floors.length > 0 ? ', the tick what guessing reaches' : ''}.`,
      ...(cut
        ? [
            korean
              ? `하위 측정 항목 ${SUB_METRICS}개, 모델 ${MODELS}개까지 그렸습니다.`
              : `At most ${SUB_METRICS} sub-metrics and ${MODELS} models are drawn.`,
          ]
        : []),
    ].join(' '),
    draw(width) {
      const names = models.slice(0, MODELS);
      const { margin, label } = rowLabels(names, width);
      const row = ({ model }: { readonly model: string }): number => models.indexOf(model);
      const group = ({ subMetric }: { readonly subMetric: string }): number => subMetrics.indexOf(subMetric);
      const groups = [...shown].map((subMetric) => ({ subMetric }));
      return {
        marginLeft: margin,
        marginRight: 16,
        marginTop: 18,
        height: groups.length * (names.length * 15 + 36) + 30,
        fy: { label: null, axis: null, domain: groups.map(group), padding: 0.24 },
        y: { type: 'band', label: null, tickFormat: label, tickSize: 0, domain: names.map((_, at) => at), padding: 0.2 },
        x: { domain: [0, 1], label: null, grid: true, ticks: 5 },
        marks: [
          text(groups, {
            fy: group,
            text: ({ subMetric }) => truncate(subMetric, Math.floor(width / 9)),
            frameAnchor: 'top-left',
            dx: 4 - margin,
            dy: -11,
            fontWeight: 600,
          }),
          tickX(floors, { fy: group, x: 'floor', y: row, stroke: 'var(--threshold)', strokeWidth: 1.5 }),
          link(drawn, { fy: group, x1: 'low', x2: 'high', y1: row, y2: row, stroke: 'var(--bar)', strokeWidth: 3 }),
          dot(drawn, { fy: group, x: 'score', y: row, r: 4, fill: 'var(--bar-strong)' }),
        ],
      };
    },
    table: {
      head: [say(LABELS.model), say(LABELS.subMetrics), say(both('지표', 'Metric')), say(LABELS.score), '95%'],
      rows: all.map((score: Score) => [
        score.model,
        score.subMetric,
        score.metric,
        score.score.toFixed(4),
        `${score.low.toFixed(4)}–${score.high.toFixed(4)}`,
      ]),
    },
  };
}
