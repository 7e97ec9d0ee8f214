import type { Report } from '@jatdae/schema';
import { listOf, memberOf } from './statistics.js';
import { clean } from './text.js';

/** Of the others a bar on 0–1 says nothing: they have no upper end, or less is better. */
const BAR_METRICS: ReadonlySet<unknown> = new Set(['accuracy', 'exact-match', 'f1', 'rouge-l', 'chrf', 'bleu']);
/** Metrics for which guessing among the choices reaches the floor of `statistics.floors`. */
const GUESSED_METRICS: ReadonlySet<unknown> = new Set(['accuracy', 'exact-match']);

/** What a model reached in a sub-metric, by a metric that lies on 0–1; names are safe to be shown. */
export interface Score {
  readonly model: string;
  readonly subMetric: string;
  readonly metric: string;
  readonly score: number;
  readonly low: number;
  readonly high: number;
}

export const scoresIn = ({ statistics }: Report): Score[] => listOf(statistics.experiments).flatMap(scoresOf);

function scoresOf(experiment: unknown): Score[] {
  const model = memberOf(experiment, 'id');
  if (typeof model !== 'string') return [];
  return listOf(memberOf(experiment, 'scores')).flatMap((value) => {
    const [subMetric, metric, score] = ['subMetric', 'metric', 'recomputed'].map((name) => memberOf(value, name));
    const [low, high] = listOf(memberOf(value, 'interval'));
    if (typeof subMetric !== 'string' || typeof score !== 'number' || typeof metric !== 'string' || !BAR_METRICS.has(metric))
      return [];
    if (typeof low !== 'number' || typeof high !== 'number') return [];
    return [{ model: clean(model), subMetric: clean(subMetric), metric, score, low, high }];
  });
}

/** What guessing among the choices reaches; null where that means nothing. */
export function floorOf({ statistics }: Report, score: Score | undefined): number | null {
  if (score === undefined || !GUESSED_METRICS.has(score.metric)) return null;
  const floors = listOf(statistics.floors).find((value) => {
    const id = memberOf(value, 'id');
    return typeof id === 'string' && clean(id) === score.subMetric;
  });
  const random = memberOf(floors, 'random');
  return typeof random === 'number' ? random : null;
}

/** Items of a sub-metric by the share of models that got them right, from none to all. */
interface Difficulty {
  readonly id: string;
  readonly counts: readonly number[];
  readonly items: number;
  readonly noneRight: number;
  readonly allRight: number;
}

export const difficultyIn = ({ statistics }: Report): Difficulty[] =>
  listOf(memberOf(statistics.items, 'subMetrics')).flatMap((value) => {
    const counts = listOf(memberOf(value, 'difficulty')).filter((count) => typeof count === 'number');
    const [id, items, noneRight, allRight] = ['id', 'items', 'noneRight', 'allRight'].map((name) => memberOf(value, name));
    if (typeof id !== 'string' || counts.length === 0) return [];
    if (typeof items !== 'number' || typeof noneRight !== 'number' || typeof allRight !== 'number') return [];
    return [{ id: clean(id), counts, items, noneRight, allRight }];
  });
