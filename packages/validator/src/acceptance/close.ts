import type { DefectKind, SamplePlan, Stratum } from '@jatdae/schema';
import { cohenKappa, krippendorffAlpha, type Ratings } from './agreement.js';
import type { ItemOutcome } from './outcome.js';
import { type Interval, wilsonInterval } from './wilson.js';

export type AcceptanceVerdict = 'pass' | 'fail' | 'open';

/** What the sample says of a sub-metric. */
export interface StratumResult {
  readonly subMetric: string;
  readonly population: number;
  readonly size: number;
  readonly judged: number;
  readonly passed: number;
  readonly defects: number;
  readonly kinds: readonly { readonly kind: DefectKind; readonly count: number }[];
  /** judged differently and not decided; they count as not judged */
  readonly disagreements: number;
  readonly accept: number;
  readonly accuracy: number | null;
  readonly interval: Interval | null;
  /** fail as soon as there are more defects than may be, pass once all items are judged */
  readonly verdict: AcceptanceVerdict;
}

export interface Agreement {
  /** that two or more reviewers judged */
  readonly items: number;
  readonly alpha: { readonly outcome: number | null; readonly kind: number | null };
  readonly pairs: readonly {
    readonly reviewers: readonly [string, string];
    readonly items: number;
    readonly agreed: number;
    readonly kappa: { readonly outcome: number | null; readonly kind: number | null };
  }[];
}

export interface ReviewResult {
  /** open where something is not judged and nothing failed; also where there is nothing to judge */
  readonly verdict: AcceptanceVerdict;
  readonly subMetrics: readonly StratumResult[];
  readonly agreement: Agreement;
}

/** The verdict of each sub-metric, and how far reviewers agree. */
export function closeReview(plan: SamplePlan, outcomes: readonly ItemOutcome[]): ReviewResult {
  const subMetrics = plan.strata.map((stratum) =>
    closeStratum(
      stratum,
      plan.rule.confidence,
      outcomes.filter(({ sampled }) => sampled.subMetric === stratum.subMetric),
    ),
  );
  const some = subMetrics.filter(({ size }) => size > 0);
  const passes = some.length > 0 && some.every(({ verdict }) => verdict === 'pass');
  const verdict = some.some((row) => row.verdict === 'fail') ? 'fail' : passes ? 'pass' : 'open';
  return { verdict, subMetrics, agreement: agreementOf(outcomes) };
}

function closeStratum(stratum: Stratum, confidence: number, outcomes: readonly ItemOutcome[]): StratumResult {
  const count = (state: ItemOutcome['state']): number => outcomes.filter((outcome) => outcome.state === state).length;
  const [passed, defects] = [count('pass'), count('defect')];
  const judged = passed + defects;
  const { subMetric, population, size, accept } = stratum;
  const kinds = new Map<DefectKind, number>();
  for (const { kind } of outcomes) if (kind !== null) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return {
    subMetric,
    population,
    size,
    judged,
    passed,
    defects,
    kinds: [...kinds].map(([kind, n]) => ({ kind, count: n })).sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
    disagreements: count('disputed'),
    accept,
    accuracy: judged === 0 ? null : passed / judged,
    interval: wilsonInterval(passed, judged, confidence),
    verdict: defects > accept ? 'fail' : judged === size && size > 0 ? 'pass' : 'open',
  };
}

function agreementOf(outcomes: readonly ItemOutcome[]): Agreement {
  const shared = outcomes.filter(({ judgements }) => judgements.length > 1);
  const ratings = (label: 'verdict' | 'defect'): Ratings<string> =>
    shared.map(({ judgements }) => new Map(judgements.map((one) => [one.reviewer, one[label] ?? 'pass'])));
  const [outcome, kind] = [ratings('verdict'), ratings('defect')];
  const reviewers = [...new Set(shared.flatMap(({ judgements }) => judgements.map(({ reviewer }) => reviewer)))].sort();
  const pairs = reviewers.flatMap((first, k) =>
    reviewers.slice(k + 1).flatMap((second) => {
      const { items, agreed, kappa } = cohenKappa(outcome, first, second);
      if (agreed === null) return [];
      const reviewersOf: readonly [string, string] = [first, second];
      return [{ reviewers: reviewersOf, items, agreed, kappa: { outcome: kappa, kind: cohenKappa(kind, first, second).kappa } }];
    }),
  );
  return { items: shared.length, alpha: { outcome: krippendorffAlpha(outcome), kind: krippendorffAlpha(kind) }, pairs };
}
