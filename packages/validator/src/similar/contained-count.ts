import { createHolderCounter, type HolderCounts } from '@jatdae/kernel';
import { type AnchorData, openAnchors } from './anchor-store.js';
import type { Lengths } from './containment.js';
import type { SearchMemory } from './search-memory.js';

/** The count of who has the anchors of some partitions, for sketches that follow each other, as data. */
export interface CountWork {
  readonly kind: 'count';
  readonly anchors: AnchorData;
  /** by sketch, in shared memory */
  readonly lengths: Uint16Array;
  readonly sought: Lengths;
  /** whether items of other lengths have anchors of this kind, too */
  readonly hasOthers: boolean;
  /** partitions, before the last */
  readonly from: number;
  readonly to: number;
  /** the first sketch that is told of, and how many are */
  readonly first: number;
  readonly size: number;
}

export interface Counted extends HolderCounts {
  readonly kind: 'counted';
}

/** Sketches from which WebAssembly saves more time than it takes to begin. */
const LARGE = 10_000;

export function countHolders(work: CountWork, memory: SearchMemory): Counted {
  const reader = openAnchors(work.anchors);
  try {
    const counter = createHolderCounter(memory(work.lengths.length > LARGE), work);
    for (let part = work.from; part < work.to; part++) counter.take(part, reader.pieces(part));
    return { kind: 'counted', ...counter.counts() };
  } finally {
    reader.close();
  }
}

/** Adds what was counted of further partitions; of anchors that as many have, that of the first stays. */
export function addCounted(into: Counted, more: Counted): void {
  for (let k = 0; k < into.holders.length; k++) {
    if ((more.holders[k] as number) >= (into.holders[k] as number)) continue;
    into.holders[k] = more.holders[k] as number;
    into.anchors[k] = more.anchors[k] as number;
  }
  for (let k = 0; k < into.own.length; k++) into.own[k] = (into.own[k] as number) + (more.own[k] as number);
}
