import { createHash } from 'node:crypto';
import type { Draft } from '@jatdae/rules';
import type { Place } from '@jatdae/schema';
import type { Plan } from '../plan/plan.js';

/** Where an item's id is unique, in words that the next delivery has, too; null where its id says all. */
export type ScopeOf = (draft: Draft) => string | null;

/** Ids by the manifest's `idScope`: of a sub-metric by its id, of a resource by the path that the manifest gives it. */
export function createScopes({ manifest, subMetrics, splits }: Pick<Plan, 'manifest' | 'subMetrics' | 'splits'>): ScopeOf {
  const scope = manifest.dataset.idScope ?? 'deliverable';
  return ({ at, subMetric }) => {
    if (scope === 'deliverable' || subMetric === undefined) return null;
    if (scope === 'sub-metric') return subMetrics[subMetric] ?? null;
    const resource = manifest.resources[splits[at?.split ?? -1]?.resource ?? -1];
    return resource?.path ?? resource?.layout ?? null;
  };
}

/**
 * The same in the next delivery: made of what the finding is about (an item's id, a file, a name of the manifest) and the pointer in
 * it, not of where that stands. What has no name of its own is known by its file and record. Equal ones are numbered in plan order.
 */
export function createFingerprints(scopeOf: ScopeOf): (code: string, draft: Draft, place: Place) => string {
  const repeats = new Map<string, number>();
  return (code, draft, place) => {
    const subject = draft.subject ?? `${place.path}#${place.record ?? place.pointer ?? ''}`;
    const scope = scopeOf(draft);
    const parts = [code, subject, draft.pointer ?? place.pointer, draft.data.keyword ?? null];
    const about = JSON.stringify(scope === null ? parts : [...parts, scope]);
    const nth = (repeats.get(about) ?? 0) + 1;
    repeats.set(about, nth);
    return createHash('sha256')
      .update(nth === 1 ? about : `${about}${nth}`)
      .digest('hex')
      .slice(0, 16);
  };
}
