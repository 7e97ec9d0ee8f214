import { anchorShape, plainAnchors } from '@jatdae/kernel';
import type { NearOptions } from '@jatdae/rules';

/** Finds texts that may contain each other, by the anchors that they have in common (winnowing, as for H004). */
export interface AnchorIndex {
  /** Texts are numbered from 0 in the order in which they are added. */
  add(text: string): void;
  /** Those that may contain a text, or that it may contain, each once. */
  candidates(text: string): readonly number[];
  /** texts whose every anchor so many others have that they were looked for by none */
  cut(): ReadonlySet<number>;
}

/** Share of the anchors of whichever has fewer that a pair must have in common: an edit takes away a handful of them. */
const COMMON = 0.5;
/** Of texts with one anchor more are one template: they are not looked for by it. */
const MOST_HOLDERS = 1000;

export function createAnchorIndex({ n, least }: Pick<NearOptions, 'n' | 'least'>): AnchorIndex {
  const shape = anchorShape(least, n);
  const holders = new Map<number, number[]>();
  const sizes: number[] = [];
  const anchorsOf = (text: string): readonly number[] =>
    text.length < least ? [] : [...new Set(plainAnchors(text, n, shape).narrow)];

  function cut(): Set<number> {
    const found = new Set<number>();
    const known = new Set<number>();
    for (const list of holders.values()) for (const k of list) (list.length > MOST_HOLDERS ? found : known).add(k);
    for (const k of known) found.delete(k);
    return found;
  }

  return {
    add(text) {
      const anchors = anchorsOf(text);
      for (const anchor of anchors) {
        const list = holders.get(anchor);
        if (list === undefined) holders.set(anchor, [sizes.length]);
        else list.push(sizes.length);
      }
      sizes.push(anchors.length);
    },
    candidates(text) {
      const anchors = anchorsOf(text);
      const common = new Map<number, number>();
      for (const anchor of anchors) {
        const list = holders.get(anchor) ?? [];
        if (list.length > MOST_HOLDERS) continue;
        for (const k of list) common.set(k, (common.get(k) ?? 0) + 1);
      }
      return [...common].flatMap(([k, count]) => (count >= COMMON * Math.min(anchors.length, sizes[k] ?? 0) ? [k] : []));
    },
    cut,
  };
}
