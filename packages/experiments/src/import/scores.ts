import type { Manifest } from '@jatdae/schema';
import type { ItemIndex } from './items.js';
import type { Candidate } from './join.js';

export interface SubMetricOutcome {
  readonly id: string;
  /** items that have a key: those that are scored */
  readonly items: number;
  /** of these, how many have an answer */
  readonly answered: number;
  /** mean of what the harness gave for these answers, to four digits; null where it has no such metric */
  readonly score: number | null;
  /** the harness's name of its metric */
  readonly metric: string | null;
}

/** Names that harnesses give to the same thing, the usual one first. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  accuracy: ['acc', 'accuracy', 'exact_match', 'extractive_match', 'em', 'correct'],
  'exact-match': ['exact_match', 'em', 'extractive_match', 'acc', 'correct'],
};

/** What the harness's own scores of the answers come to by sub-metric, over the items that are scored. */
export function scoreSubMetrics(
  { subMetrics }: Manifest,
  { items }: ItemIndex,
  scored: ReadonlyMap<number, Candidate['answer']>,
): SubMetricOutcome[] {
  return subMetrics.flatMap(({ id, metric = 'accuracy' }) => {
    const keyed = items.flatMap((item, k) => (item.subMetric === id && item.hasKey ? [k] : []));
    const answers = keyed.flatMap((k) => scored.get(k) ?? []);
    if (answers.length === 0) return [];
    const name = (NAMES[metric] ?? [metric]).find((candidate) => answers.every(({ scores }) => scores[candidate] !== undefined));
    const sum = name === undefined ? null : answers.reduce((so, { scores }) => so + (scores[name] ?? 0), 0);
    const score = sum === null ? null : Math.round((sum / answers.length) * 1e4) / 1e4;
    return [{ id, items: keyed.length, answered: answers.length, score, metric: name ?? null }];
  });
}
