import type { Report } from '@jatdae/schema';
import { listOf, memberOf } from './statistics.js';
import type { Page } from './style.js';
import { clean, displayWidth, formatCount, padEnd, padStart, wrap } from './text.js';
import { LABELS } from './words.js';

interface RankedModel {
  readonly id: string;
  readonly score: number;
  readonly rank: number;
  readonly low: number;
  readonly high: number;
}

/** The models that were measured, best first. */
export const rankedModels = ({ statistics }: Report): RankedModel[] =>
  listOf(memberOf(memberOf(memberOf(statistics, 'items'), 'ranks'), 'models'))
    .filter(isRanked)
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));

/** The models that were measured, best first, with the places that they keep when other items are drawn; and what their answers say of keys. */
export function renderModels(report: Report, page: Page): string[] {
  const analysis = memberOf(report.statistics, 'items');
  const models = rankedModels(report);
  if (models.length === 0) return [];
  const { language, paint } = page;
  const korean = language === 'ko';
  const head = [LABELS.score[language], LABELS.rank[language], LABELS.rankInterval[language]];
  const rows = models.map(({ score, rank, low, high }) => [
    score.toFixed(4),
    String(rank),
    low === high ? String(low) : `${low}–${high}`,
  ]);
  const widths = head.map((title, at) =>
    rows.reduce((width, row) => Math.max(width, displayWidth(row[at] ?? '')), displayWidth(title)),
  );
  const names = models.map(({ id }) => clean(id));
  const nameWidth = names.reduce((width, name) => Math.max(width, displayWidth(name)), displayWidth(LABELS.model[language]));
  const draw = (name: string, cells: readonly string[]): string =>
    `  ${padEnd(name, nameWidth)}${cells.map((cell, at) => `  ${padStart(cell, widths[at] ?? 0)}`).join('')}`;
  const suspects = memberOf(memberOf(analysis, 'wrongKeys'), 'suspects');
  const note =
    typeof suspects === 'number' && suspects > 0
      ? wrap(
          korean
            ? `정답이 틀렸을 만한 문항 ${formatCount(suspects)}개: jatdae explain E007`
            : `${formatCount(suspects)} items whose key is probably wrong: jatdae explain E007`,
          page.width - 2,
        ).map((line) => `  ${line}`)
      : [];
  return [
    paint.bold(LABELS.models[language]),
    paint.dim(draw(LABELS.model[language], head)),
    ...rows.map((cells, at) => draw(names[at] ?? '', cells)),
    ...note,
  ];
}

function isRanked(value: unknown): value is RankedModel {
  const numbers = ['score', 'rank', 'low', 'high'].every((name) => typeof memberOf(value, name) === 'number');
  return numbers && typeof memberOf(value, 'id') === 'string';
}
