import { stringify } from 'yaml';

export interface ExperimentFacts {
  readonly id: string;
  readonly model: { readonly name: string; readonly kind: 'llm' | 'lmm'; readonly revision: string | null };
  readonly harness: { readonly name: string; readonly version: string | null };
  readonly predictions: string;
  readonly scores: readonly { readonly id: string; readonly score: number | null }[];
}

/** The manifest's entry of an experiment, as YAML to stand below `experiments:`. */
export function experimentEntry({ id, model, harness, predictions, scores }: ExperimentFacts): string {
  const known = scores.flatMap(({ id: subMetric, score }) => (score === null ? [] : [[subMetric, score] as const]));
  const entry = {
    id,
    model: { name: model.name, kind: model.kind, ...(model.revision === null ? {} : { revision: model.revision }) },
    harness: { name: harness.name, ...(harness.version === null ? {} : { version: harness.version }) },
    predictions: { path: predictions, as: 'letter' },
    ...(known.length === 0 ? {} : { scores: Object.fromEntries(known) }),
  };
  return stringify([entry], { lineWidth: 0 });
}
