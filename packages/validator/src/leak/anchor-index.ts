import { anchorShape, plainAnchors } from '@jatdae/kernel';
import type { NearOptions } from '@jatdae/rules';

/** Finds texts that may contain each other, by the anchors that they have in common (winnowing, as for H004). */
export interface AnchorIndex {
  /** Texts are numbered from 0 in the order in which they are added. */
  add(text: string): void;
  /** Those that may contain a text, or that it may contain, each once. */
  candidates(text: string): readonly number[];
  /** How many texts there are whose every anchor so many others have that they were looked for by none. */
  cut(): number;
}

/** Share of the anchors of whichever has fewer that a pair must have in common: an edit takes away a handful of them. */
const COMMON = 0.5;
/** Of texts with one anchor more are one template: they are not looked for by it. */
const MOST_HOLDERS = 1000;
/** They are counted among so many texts that follow each other, so that the outcome is the same where not all are held at once. */
export const BLOCK_TEXTS = 1 << 14;

interface Block {
  /** texts that have an anchor, by it */
  readonly holders: Map<number, number[]>;
  /** how many anchors each text has */
  readonly sizes: number[];
}

export function createAnchorIndex({ n, least }: Pick<NearOptions, 'n' | 'least'>): AnchorIndex {
  const shape = anchorShape(least, n);
  const blocks: Block[] = [];
  const anchorsOf = (text: string): readonly number[] =>
    text.length < least ? [] : [...new Set(plainAnchors(text, n, shape).narrow)];

  function openBlock(): Block {
    const last = blocks.at(-1);
    if (last !== undefined && last.sizes.length < BLOCK_TEXTS) return last;
    const block = { holders: new Map(), sizes: [] };
    blocks.push(block);
    return block;
  }

  return {
    add(text) {
      const { holders, sizes } = openBlock();
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
      return blocks.flatMap((block, b) => candidatesIn(block, anchors).map((k) => b * BLOCK_TEXTS + k));
    },
    cut: () => blocks.reduce((sum, block) => sum + cutIn(block), 0),
  };
}

function candidatesIn({ holders, sizes }: Block, anchors: readonly number[]): number[] {
  const common = new Map<number, number>();
  for (const anchor of anchors) {
    const list = holders.get(anchor) ?? [];
    if (list.length > MOST_HOLDERS) continue;
    for (const k of list) common.set(k, (common.get(k) ?? 0) + 1);
  }
  return [...common].flatMap(([k, count]) => (count >= COMMON * Math.min(anchors.length, sizes[k] ?? 0) ? [k] : []));
}

function cutIn({ holders }: Block): number {
  const found = new Set<number>();
  const known = new Set<number>();
  for (const list of holders.values()) for (const k of list) (list.length > MOST_HOLDERS ? found : known).add(k);
  for (const k of known) found.delete(k);
  return found.size;
}
