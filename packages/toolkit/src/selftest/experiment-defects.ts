import type { Manifest } from '@jatdae/schema';
import type { CopyItem } from './copy-item.js';
import type { Draft } from './draft.js';
import { valueAt } from './pointer.js';
import { bytesOf, changeManifest, type WholeDefect } from './whole-defect.js';

type Experiment = NonNullable<Manifest['experiments']>[number];

/** More models than any profile asks for. */
const MODELS = 10;

/** Experiments that were never made, of models that nobody has, for every sub-metric: what E001–E003 have nothing against. */
function measure(draft: Draft): void {
  const scores = Object.fromEntries(draft.manifest.subMetrics.map(({ id }) => [id, 0.5]));
  const experiments = (['llm', 'lmm'] as const).flatMap((kind) =>
    Array.from({ length: MODELS }, (_, k): Experiment => {
      const id = `selftest-${kind}-${k + 1}`;
      const predictions = `experiments/${id}.jsonl`;
      draft.files.set(predictions, bytesOf('{"id": "selftest", "prediction": "selftest"}\n'));
      return { id, model: { name: id, kind }, predictions, scores };
    }),
  );
  changeManifest(draft, { experiments });
}

const change = (
  code: string,
  name: string,
  spoil: (experiments: readonly Experiment[]) => readonly Experiment[],
): WholeDefect => ({
  code,
  name,
  base: 'even',
  prepare: measure,
  spoil: (draft) => changeManifest(draft, { experiments: [...spoil(draft.manifest.experiments ?? [])] }),
});

const PREDICTIONS = 'experiments/selftest.jsonl';

/** Lines of a prediction file that answers every keyed item as its key does. */
function rightPredictions(items: readonly CopyItem[]): string[] {
  return items.flatMap(({ record, pointers }) => {
    const [id, prediction] = [valueAt(record, pointers.id), valueAt(record, pointers.answer)];
    return id === undefined || prediction === undefined || prediction === null ? [] : [JSON.stringify({ id, prediction })];
  });
}

/** One experiment whose every prediction is right, so that its score is 1 by any metric that is recomputed. */
function answerRightly(draft: Draft): void {
  const answer = draft.manifest.resources[0]?.fields?.answer;
  const as = typeof answer === 'object' ? answer.as : undefined;
  const predictions = as === undefined ? PREDICTIONS : { path: PREDICTIONS, as };
  draft.files.set(PREDICTIONS, bytesOf(`${rightPredictions(draft.items).join('\n')}\n`));
  const scores = Object.fromEntries(draft.manifest.subMetrics.map(({ id }) => [id, 1]));
  changeManifest(draft, { experiments: [{ id: 'selftest', model: { name: 'selftest', kind: 'llm' }, predictions, scores }] });
}

/** Metrics that no prediction gives. */
const isDeclared = ({ metric }: Manifest['subMetrics'][number]): boolean => metric === 'judge';

const ofEvidence = (code: string, name: string, spoil: (draft: Draft) => void): WholeDefect => ({
  code,
  name,
  base: 'even',
  prepare: answerRightly,
  spoil(draft) {
    if (rightPredictions(draft.items).length === 0) return 'no-keyed-ids';
    if (draft.manifest.subMetrics.every(isDeclared)) return 'not-recomputed';
    spoil(draft);
    return null;
  },
});

export const EXPERIMENT_DEFECTS: readonly WholeDefect[] = [
  {
    ...change('E001', 'no language model', (experiments) => experiments.filter(({ model }) => model.kind !== 'llm')),
    asks: ['N-BM-EXP', 'llm', 1],
  },
  {
    ...change('E002', 'no multimodal model', (experiments) => experiments.filter(({ model }) => model.kind !== 'lmm')),
    prepare(draft) {
      measure(draft);
      // Only a deliverable of several modalities has to have one.
      const { dataset } = draft.manifest;
      changeManifest(draft, { dataset: { ...dataset, modalities: [...new Set([...dataset.modalities, 'image' as const])] } });
    },
  },
  change('E003', 'sub-metric without a score', ([first, ...others]) =>
    first === undefined ? others : [{ ...first, scores: {} }, ...others],
  ),
  ofEvidence('E004', 'score that the predictions do not give', (draft) => {
    const experiments = draft.manifest.experiments?.map((experiment) => ({
      ...experiment,
      scores: Object.fromEntries(Object.keys(experiment.scores ?? {}).map((id) => [id, 0.5])),
    }));
    changeManifest(draft, { experiments: experiments ?? [] });
  }),
  ofEvidence('E005', 'prediction of an item that is not there', (draft) => {
    const lines = new TextDecoder().decode(draft.files.get(PREDICTIONS));
    draft.files.set(PREDICTIONS, bytesOf(`${lines}{"id": "selftest, of no item", "prediction": "?"}\n`));
  }),
];
