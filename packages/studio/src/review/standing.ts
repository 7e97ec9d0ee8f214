import type { Language } from '@jatdae/schema';
import { closeReview, differenceOf, type ItemOutcome, judgeItems } from '@jatdae/validator';
import type { Closing, Disagreement, ReviewerProgress, ReviewProgress } from '../api.js';
import type { Database } from '../store/database.js';
import { adjudicationsOf, judgementsOf } from '../store/judgements.js';
import type { Prepared, Sample } from './session.js';
import { titleIn } from './titles.js';

/** What holds of every item of a sample now. */
export async function outcomesOf(database: Database, { review }: Prepared, { drawn }: Sample): Promise<ItemOutcome[]> {
  const [given, decided] = [await judgementsOf(database, review), await adjudicationsOf(database, review)];
  return judgeItems(
    [...drawn.values()].map(({ sampled }) => sampled),
    given,
    decided,
  );
}

const isDone = ({ state }: ItemOutcome): boolean => state === 'pass' || state === 'defect' || state === 'disputed';

export function progressOf(
  { manifest }: Prepared,
  { plan }: Sample,
  outcomes: readonly ItemOutcome[],
  language: Language,
): ReviewProgress {
  const subMetrics = plan.strata.map(({ subMetric }) => {
    const own = outcomes.filter(({ sampled }) => sampled.subMetric === subMetric);
    return {
      subMetric,
      title: titleIn(language, manifest, subMetric),
      total: own.length,
      done: own.filter(isDone).length,
      defects: own.filter(({ state }) => state === 'defect').length,
      disagreements: own.filter(({ state }) => state === 'disputed').length,
    };
  });
  return { total: outcomes.length, done: outcomes.filter(isDone).length, subMetrics, reviewers: reviewersOf(outcomes) };
}

function reviewersOf(outcomes: readonly ItemOutcome[]): ReviewerProgress[] {
  const byName = new Map<string, ReviewerProgress>();
  for (const { reviewer, verdict, at } of outcomes.flatMap(({ judgements }) => judgements)) {
    const { judged, defects, lastAt } = byName.get(reviewer) ?? { judged: 0, defects: 0, lastAt: at };
    const defect = verdict === 'defect' ? 1 : 0;
    byName.set(reviewer, { reviewer, judged: judged + 1, defects: defects + defect, lastAt: [at, lastAt].sort()[1] ?? at });
  }
  return [...byName.values()].sort((a, b) => b.judged - a.judged || (a.reviewer < b.reviewer ? -1 : 1));
}

export const disagreementsOf = (outcomes: readonly ItemOutcome[]): Disagreement[] =>
  outcomes.flatMap((outcome): Disagreement[] => {
    const about = differenceOf(outcome);
    if (about === null) return [];
    const { sampled, judgements, adjudication } = outcome;
    return [{ item: sampled.item, id: sampled.id, subMetric: sampled.subMetric, about, judgements, adjudication }];
  });

export function closingOf(
  { manifest }: Prepared,
  { plan }: Sample,
  outcomes: readonly ItemOutcome[],
  language: Language,
): Closing {
  const { verdict, subMetrics, agreement } = closeReview(plan, outcomes);
  return {
    plan,
    verdict,
    subMetrics: subMetrics.map((row) => ({ ...row, title: titleIn(language, manifest, row.subMetric) })),
    agreement,
  };
}
