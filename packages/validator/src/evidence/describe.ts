import { declaredScore, type Evidence, EXTRACTION_VERSION, type Floors, reproducedAs, type SubMetricScore } from '@jatdae/rules';
import type { Experiment } from '@jatdae/schema';

/** An experiment as the report's statistics show it. */
export interface ScoredExperiment {
  readonly id: string;
  readonly predictions: number;
  readonly extraction: Evidence['experiments'][number]['extraction'] & { readonly version: number };
  readonly scores: readonly ScoredSubMetric[];
}

/** What is recomputed stands on the metric's scale: shares are 0–1, also where the manifest declares per cents. */
export interface ScoredSubMetric {
  readonly subMetric: string;
  readonly metric: string | null;
  /** items with a key, and how many of them have a prediction */
  readonly items: number;
  readonly predicted: number;
  readonly declared: number | null;
  readonly recomputed?: number;
  readonly interval?: readonly [low: number, high: number];
  /** where the metric has several conventions */
  readonly variants?: Readonly<Record<string, number>>;
  readonly tolerance?: number;
  readonly state: 'reproduced' | 'differs' | 'undeclared' | 'unverified';
  /** the convention that the declared score follows */
  readonly as?: string;
  /** of a declared score that is unverified: whose word it is */
  readonly declaredBy?: Provenance;
}

/** As the manifest names them; harness is null where it names none. */
interface Provenance {
  readonly model: Pick<Experiment['model'], 'name' | 'provider' | 'revision'>;
  readonly harness: Experiment['harness'] | null;
}

export interface DescribedEvidence {
  readonly experiments?: readonly ScoredExperiment[];
  readonly floors?: readonly Floors[];
}

export function describeEvidence(evidence: Evidence | null, experiments: readonly Experiment[]): DescribedEvidence {
  if (evidence === null) return {};
  return {
    experiments: evidence.experiments.map(({ id, index, predictions, extraction, scores }) => ({
      id,
      predictions,
      extraction: { version: EXTRACTION_VERSION, ...extraction },
      scores: scores.map((score) => describeScore(score, experiments[index])),
    })),
    floors: evidence.floors,
  };
}

function describeScore(scored: SubMetricScore, experiment: Experiment | undefined): ScoredSubMetric {
  const { id, metric, items, predicted, recomputed, unit, declared, spelling } = scored;
  const read = declared === null ? null : declaredScore(declared, spelling, unit);
  const shown = { subMetric: id, metric, items, predicted, declared };
  if (recomputed === null) {
    const isTaken = declared !== null && experiment !== undefined;
    return { ...shown, state: 'unverified', ...(isTaken ? { declaredBy: provenanceOf(experiment) } : {}) };
  }
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

const provenanceOf = ({ model: { name, provider, revision }, harness }: Experiment): Provenance => ({
  model: { name, ...(provider === undefined ? {} : { provider }), ...(revision === undefined ? {} : { revision }) },
  harness: harness ?? null,
});

const round = (share: number): number => Math.round(share * 1e6) / 1e6;
