import { declaredScore, type Evidence, EXTRACTION_VERSION, reproducedAs, type SubMetricScore } from '@jatdae/rules';

/** What the report says of the experiments. What is recomputed stands on the metric's scale: shares are 0–1, also where the manifest declares per cents. */
export function describeEvidence(evidence: Evidence | null): Readonly<Record<string, unknown>> {
  if (evidence === null) return {};
  return {
    experiments: evidence.experiments.map(({ id, predictions, extraction, scores }) => ({
      id,
      predictions,
      extraction: { version: EXTRACTION_VERSION, ...extraction },
      scores: scores.map(describeScore),
    })),
    floors: evidence.floors,
  };
}

function describeScore(scored: SubMetricScore): unknown {
  const { id, metric, items, predicted, recomputed, unit, declared, spelling } = scored;
  const read = declared === null ? null : declaredScore(declared, spelling, unit);
  const shown = { subMetric: id, metric, items, predicted, declared };
  if (recomputed === null) return { ...shown, state: 'unverified' };
  const as = read === null ? null : reproducedAs(read, recomputed.variants);
  const variants = Object.entries(recomputed.variants).map(([name, score]) => [name, round(score)] as const);
  return {
    ...shown,
    recomputed: round(recomputed.score),
    interval: [round(recomputed.low), round(recomputed.high)],
    ...(variants.length > 1 ? { variants: Object.fromEntries(variants) } : {}),
    ...(read === null ? {} : { tolerance: round(read.tolerance) }),
    state: read === null ? 'undeclared' : as === null ? 'differs' : 'reproduced',
    ...(as !== null && variants.length > 1 ? { as } : {}),
  };
}

const round = (share: number): number => Math.round(share * 1e6) / 1e6;
