import type { NearPair } from '@jatdae/rules';

/** A place in a deliverable or a data set. */
export interface LeakPlace {
  readonly path: string;
  /** from 1, in its file */
  readonly record: number;
}

/** An item of the first side and the one of the other side that it is most like. */
export interface LeakPair {
  /** same: all that makes two items the same; same-text: the text is, the choices are not; near: by sketches; else see H004 */
  readonly kind: 'same' | 'same-text' | 'near' | NearPair['kind'];
  readonly a: LeakPlace;
  readonly b: LeakPlace & { readonly dataset: string };
  /** 0–1; null where there is nothing to measure */
  readonly similarity: number | null;
  /** the similarity is estimated from sketches and was not counted over the texts */
  readonly estimate: boolean;
}

export interface LeakComparison {
  /** items compared on each side */
  readonly items: { readonly a: number; readonly b: number };
  /** items of the first side that have such a partner, each counted once, by the kind that says most */
  readonly counts: Readonly<Partial<Record<LeakPair['kind'], number>>>;
  /** the first of them in the order of the first side */
  readonly pairs: readonly LeakPair[];
  /** items of the first side that were not compared with all that they might be near, for these were too many */
  readonly notFullyCompared: number;
}

/** Kinds of overlap, those that say most first. */
export const STRENGTH: readonly LeakPair['kind'][] = ['same', 'same-text', 'similar', 'near', 'numbers', 'contained'];

/** The pair that says more; of equals the first. */
export function stronger(a: LeakPair | undefined, b: LeakPair): LeakPair {
  if (a === undefined) return b;
  const difference = STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind) || (b.similarity ?? 0) - (a.similarity ?? 0);
  return difference > 0 ? b : a;
}

export function comparison(
  best: ReadonlyMap<number, LeakPair>,
  items: LeakComparison['items'],
  keep: number,
  notFullyCompared: number,
): LeakComparison {
  const pairs = [...best].sort(([a], [b]) => a - b).map(([, pair]) => pair);
  const counts: Partial<Record<LeakPair['kind'], number>> = {};
  for (const kind of STRENGTH) {
    const count = pairs.filter((pair) => pair.kind === kind).length;
    if (count > 0) counts[kind] = count;
  }
  return { items, counts, pairs: pairs.slice(0, keep), notFullyCompared };
}
