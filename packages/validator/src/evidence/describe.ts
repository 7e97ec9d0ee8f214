import { declaredShare, type Evidence, EXTRACTION_VERSION, isReproduced, type SubMetricScore } from '@jatdae/rules';

/** What the report says of the experiments. Scores are shares, whatever the manifest declares them in. */
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

function describeScore({ id, metric, items, predicted, recomputed, declared, spelling }: SubMetricScore): unknown {
  const read = declared === null ? null : declaredShare(declared, spelling);
  return {
    subMetric: id,
    metric,
    items,
    predicted,
    declared,
    recomputed: recomputed === null ? null : round(recomputed.score),
    interval: recomputed === null ? null : [round(recomputed.low), round(recomputed.high)],
    tolerance: read === null ? null : round(read.tolerance),
    state: recomputed === null || read === null ? 'unverified' : isReproduced(read, recomputed.score) ? 'reproduced' : 'differs',
  };
}

const round = (share: number): number => Math.round(share * 1e6) / 1e6;
