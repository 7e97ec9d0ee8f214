import type { Plan } from '../plan/plan.js';
import type { Similar } from './confirm.js';
import { similarSettings } from './settings.js';

/** For the report's statistics; nothing where no rule asked. */
export function describeSimilar(plan: Plan, { clusters, cut, samePassage }: Similar): { readonly nearDuplicates?: object } {
  const settings = similarSettings(plan);
  if (settings === null) return {};
  const { shape, least, within, across, containment, choices, jamo, normal } = settings;
  return {
    nearDuplicates: {
      n: shape.n,
      least,
      jaccard: { within, across },
      containment,
      choices,
      jamo,
      normal,
      // Candidates come from a sketch; every verdict comes from reading both records.
      bands: shape.bands,
      rows: shape.rows,
      clusters,
      samePassage,
      notFullyCompared: cut,
    },
  };
}
