import type { Report } from '@jatdae/schema';
import { difficultyIn, floorOf, type Score, scoresIn } from './scores.js';
import type { Page } from './style.js';
import { displayWidth, formatCount, padEnd, padStart, truncate, wrap } from './text.js';
import { LABELS } from './words.js';

const SUB_METRICS_SHOWN = 12;
const MODELS_SHOWN = 5;
const LONGEST_BAR = 40;
const LEVELS = '▁▂▃▄▅▆▇█';

/** A bar on 0–1 for each model in each sub-metric, with its 95 % interval and what guessing reaches. */
export function renderScores(report: Report, page: Page): string[] {
  const { language, paint } = page;
  const scores = scoresIn(report);
  const subMetrics = [...new Set(scores.map(({ subMetric }) => subMetric))];
  const models = [...new Set(scores.map(({ model }) => model))];
  if (scores.length === 0) return [];
  const shownModels = new Set(models.slice(0, MODELS_SHOWN));
  const groups = subMetrics
    .slice(0, SUB_METRICS_SHOWN)
    .map((id) => scores.filter(({ subMetric, model }) => subMetric === id && shownModels.has(model)));
  const shown = groups.flat();
  const names = column(
    shown.map(({ subMetric }) => subMetric),
    Math.floor(page.width / 4),
  );
  const modelNames = column(
    shown.map(({ model }) => model),
    Math.floor(page.width / 5),
  );
  const metrics = shown.every(({ metric }) => metric === 'accuracy')
    ? null
    : column(
        shown.map(({ metric }) => metric),
        12,
      );
  const taken = 2 + names.width + 2 + modelNames.width + 2 + 1 + 6 + (metrics === null ? 0 : 2 + metrics.width);
  const length = Math.max(8, Math.min(LONGEST_BAR, page.width - taken));
  const rows = groups.flatMap((group) => {
    const floor = floorOf(report, group[0]);
    return group.map((score, at) => {
      const name = padEnd(at === 0 ? names.fit(score.subMetric) : '', names.width);
      const metric = metrics === null ? '' : `  ${metrics.fit(score.metric)}`;
      const model = padEnd(modelNames.fit(score.model), modelNames.width);
      return `  ${name}  ${model}  ${drawBar(score, floor, length)} ${score.score.toFixed(4)}${metric}`;
    });
  });
  return [
    paint.bold(LABELS.scores[language]),
    ...indented(LABELS.scoresLegend[language], page).map((line) => paint.dim(line)),
    ...rows,
    ...countRest(subMetrics.length - SUB_METRICS_SHOWN, models.length - MODELS_SHOWN, page),
  ];
}

/** How hard the items of each sub-metric are: those that few models got right on the left, those that most did on the right. */
export function renderDifficulty(report: Report, page: Page): string[] {
  const { language, paint } = page;
  const subMetrics = difficultyIn(report);
  if (subMetrics.length === 0) return [];
  const shown = subMetrics.slice(0, SUB_METRICS_SHOWN);
  const head = [LABELS.items[language], LABELS.noneRight[language], LABELS.allRight[language]];
  const rows = shown.map(({ items, noneRight, allRight }) => [items, noneRight, allRight].map(formatCount));
  const widths = head.map((title, at) => Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[at] ?? ''))));
  const sparkWidth = Math.max(...shown.map(({ counts }) => counts.length));
  const room = page.width - 4 - sparkWidth - widths.reduce((sum, width) => sum + width + 2, 0);
  const names = column(
    shown.map(({ id }) => id),
    Math.max(8, room),
  );
  const draw = (name: string, spark: string, cells: readonly string[]): string =>
    `  ${padEnd(name, names.width)}  ${padEnd(spark, sparkWidth)}${cells.map((cell, at) => `  ${padStart(cell, widths[at] ?? 0)}`).join('')}`;
  return [
    paint.bold(LABELS.difficulty[language]),
    ...indented(LABELS.difficultyLegend[language], page).map((line) => paint.dim(line)),
    paint.dim(draw('', '', head)),
    ...shown.map(({ id, counts }, at) => draw(names.fit(id), sparkline(counts), rows[at] ?? [])),
    ...countRest(subMetrics.length - SUB_METRICS_SHOWN, 0, page),
  ];
}

/** `█` up to the interval's low end, `▓` up to the score, `░` up to the high end; `│` in the cell that holds the floor. */
function drawBar({ score, low, high }: Score, floor: number | null, length: number): string {
  const floorCell = floor === null ? -1 : Math.min(length - 1, Math.floor(floor * length));
  return Array.from({ length }, (_, cell) => {
    if (cell === floorCell) return '│';
    const middle = (cell + 0.5) / length;
    if (middle < low) return '█';
    if (middle < score) return '▓';
    return middle < high ? '░' : '·';
  }).join('');
}

/** The lowest level is none at all: a single item is seen beside a thousand. */
function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  const steps = LEVELS.length - 1;
  return counts.map((count) => LEVELS[Math.ceil((count / most) * steps)] ?? '').join('');
}

/** A column just as wide as its texts, and no wider than there is room. */
function column(texts: readonly string[], room: number): { readonly width: number; readonly fit: (text: string) => string } {
  const width = Math.min(
    room,
    texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0),
  );
  return { width, fit: (text) => truncate(text, width) };
}

const indented = (text: string, page: Page): string[] => wrap(text, page.width - 2).map((line) => `  ${line}`);

function countRest(subMetrics: number, models: number, page: Page): string[] {
  const korean = page.language === 'ko';
  const parts: string[] = [];
  if (subMetrics > 0) parts.push(korean ? `하위 측정 항목 ${subMetrics}개` : `${subMetrics} more sub-metrics`);
  if (models > 0) parts.push(korean ? `모델 ${models}개` : `${models} more models`);
  if (parts.length === 0) return [];
  return indented(korean ? `외 ${parts.join(', ')}` : `and ${parts.join(', ')}`, page);
}
