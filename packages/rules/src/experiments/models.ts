import type { DeliverableView } from '../contract.js';

/** Distinct models of a kind with predictions that are there; two experiments with one model count once. */
export function measuredModels(view: DeliverableView, kind: 'llm' | 'lmm'): number {
  const experiments = view.manifest.experiments ?? [];
  const measured = experiments.filter(
    ({ model }, e) => model.kind === kind && (view.experiments[e]?.predictions.length ?? 0) > 0,
  );
  return new Set(measured.map(({ model }) => JSON.stringify([model.name.normalize('NFC'), model.revision ?? '']))).size;
}
