import type { Report } from '@jatdae/schema';
import type { Cell, Sheet } from '@jatdae/workbook';
import { contentRows } from '../contents.js';
import type { RenderOptions } from '../render-options.js';
import { scoresIn } from '../scores.js';
import { both } from '../text.js';
import { LABELS } from '../words.js';

const TITLES = {
  name: both('통계', 'Statistics'),
  what: both('구분', 'what'),
  item: both('항목', 'of'),
  metric: both('지표', 'metric'),
  low: both('95% 하한', '95 % low'),
  high: both('95% 상한', '95 % high'),
} as const;

/** What the items are made of, then the score of each model in each sub-metric with its 95 % interval. */
export function statisticsSheet(report: Report, { language }: RenderOptions): Sheet {
  const contents = contentRows(report, language).flatMap(({ title, parts }) =>
    parts.map((part, at): Cell[] => [at === 0 ? { value: title, style: 'strong' } : '', part]),
  );
  const scores = scoresIn(report).map(({ model, subMetric, metric, score, low, high }): Cell[] => [
    { value: LABELS.score[language], style: 'strong' },
    subMetric,
    model,
    metric,
    score,
    low,
    high,
  ]);
  return {
    name: TITLES.name[language],
    columns: [
      { title: TITLES.what[language], width: 20 },
      { title: TITLES.item[language], width: 60 },
      { title: LABELS.model[language], width: 26 },
      { title: TITLES.metric[language], width: 14 },
      { title: LABELS.score[language], width: 12 },
      { title: TITLES.low[language], width: 12 },
      { title: TITLES.high[language], width: 12 },
    ],
    rows: [...contents, ...scores],
  };
}
