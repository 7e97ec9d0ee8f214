import type { Evidence, ExperimentEvidence } from '../evidence/evidence.js';

/** Evidence of experiments in the manifest's order. */
export function evidenceOf(experiments: readonly Partial<ExperimentEvidence>[]): Evidence {
  return {
    experiments: experiments.map((experiment, index) => ({
      id: `model-${index}`,
      index,
      predictions: 0,
      extraction: { direct: 0, extracted: {}, failed: 0 },
      scores: [],
      faults: { count: 0, first: [] },
      ...experiment,
    })),
    floors: [],
    responses: null,
    wrongKeys: null,
  };
}
