import type { PartAnchors } from './anchor-log.js';
import { type AnchorData, openAnchors } from './anchor-store.js';
import { type AnchorCounter, createAnchorCounter, MANY } from './anchor-table.js';
import { HALVES, isIn, type Lengths } from './containment.js';

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

/** What is known of the anchors of sketches that follow each other. */
export interface Counted {
  readonly kind: 'counted';
  /** by half, the rarest anchor that another item has, and how many have it: NEVER where there is none */
  readonly anchors: Int32Array;
  readonly holders: Uint16Array;
  /** anchors that no other item has */
  readonly own: Uint16Array;
}

export const NEVER = MANY + 1;
/** Bytes of a sketch in what was counted. */
export const COUNTED_BYTES = 14;

export function countHolders(work: CountWork): Counted {
  const { size } = work;
  const counted: Counted = {
    kind: 'counted',
    anchors: new Int32Array(size * HALVES),
    holders: new Uint16Array(size * HALVES).fill(NEVER),
    own: new Uint16Array(size),
  };
  const reader = openAnchors(work.anchors);
  const counter = createAnchorCounter();
  try {
    for (let part = work.from; part < work.to; part++) countPart(work, reader.read(part), part, counter, counted);
  } finally {
    reader.close();
  }
  return counted;
}

function countPart(
  { lengths, sought, hasOthers, first, size }: CountWork,
  entries: PartAnchors,
  part: number,
  counter: AnchorCounter,
  { anchors, holders, own }: Counted,
): void {
  const isSought = hasOthers ? (place: number): boolean => isIn(sought, lengths[place >>> 1] as number) : null;
  counter.count(entries, isSought);
  const [from, to] = [first * HALVES, (first + size) * HALVES];
  for (let k = 0; k < entries.size; k++) {
    const place = entries.places[k] as number;
    if (place < from || place >= to || isSought?.(place) === false) continue;
    const count = counter.of(k);
    if (count < 2) {
      own[(place - from) >>> 1] = (own[(place - from) >>> 1] as number) + 1;
    } else if (count < (holders[place - from] as number)) {
      holders[place - from] = count;
      anchors[place - from] = ((entries.slots[k] as number) << 7) | part;
    }
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
