import type { ScoredExperiment } from '@jatdae/validator';

/** Recomputed scores as `experiments` of a manifest take them, to be copied there. JSON's strings are YAML's, too. */
export const scoreYaml = (experiments: readonly ScoredExperiment[]): string =>
  `experiments:\n${experiments.map(({ id, scores }) => `  - id: ${JSON.stringify(id)}\n    scores: {${entries(scores)}}\n`).join('')}`;

const entries = (scores: ScoredExperiment['scores']): string =>
  scores
    .flatMap(({ subMetric, items, recomputed }) =>
      items === 0 || recomputed === undefined ? [] : [`${JSON.stringify(subMetric)}: ${recomputed.toFixed(4)}`],
    )
    .join(', ');
