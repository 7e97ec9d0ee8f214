import { extend, type PrintLog } from '../scan/prints.js';
import { PARTS, partOf, slotOf } from './containment.js';

/** Integers before an item's anchors in the log of its split: its sketch there, and how many anchors follow. */
const HEAD = 2;

/** Appends an item's anchors to the log of its split. @param sketch its number in the split @param anchors they are anchors[from] … anchors[to − 1] */
export function logAnchors(log: PrintLog, sketch: number, anchors: Int32Array, from: number, to: number): void {
  const at = extend(log, HEAD + to - from);
  const { ints } = log;
  ints[at] = sketch;
  ints[at + 1] = to - from;
  for (let k = from; k < to; k++) ints[at + HEAD + k - from] = anchors[k] as number;
}

/** A place is a sketch, times two, and the half of its anchors that this one is of. */
const placeOf = (sketch: number, isSecondHalf: boolean): number => sketch * 2 + (isSecondHalf ? 1 : 0);

/**
 * An anchor in its partition is a word: what is not the partition's number, and above it by how much its place is past that of the one before.
 * Past FAR the place is a word of its own.
 */
const ANCHOR_BITS = 25;
const ANCHOR_MASK = (1 << ANCHOR_BITS) - 1;
const FAR = 127;

/** The anchors of a split by partition: where each partition begins, counted from the end of these PARTS + 1 integers, then its words. */
export function dealAnchors({ ints, length }: PrintLog): Int32Array {
  const next = new Int32Array(PARTS + 1);
  const last = new Int32Array(PARTS);
  const forEach = (take: (part: number, anchor: number, place: number, step: number) => void): void => {
    last.fill(0);
    for (let at = 0; at < length; ) {
      const sketch = ints[at] as number;
      const from = at + HEAD;
      at = from + (ints[at + 1] as number);
      const middle = from + ((at - from) >>> 1);
      for (let k = from; k < at; k++) {
        const anchor = ints[k] as number;
        const part = partOf(anchor);
        const place = placeOf(sketch, k >= middle);
        take(part, anchor, place, place - (last[part] as number));
        last[part] = place;
      }
    }
  };
  forEach((part, _, __, step) => {
    next[part + 1] = (next[part + 1] as number) + (step < FAR ? 1 : 2);
  });
  for (let part = 0; part < PARTS; part++) next[part + 1] = (next[part + 1] as number) + (next[part] as number);
  const dealt = new Int32Array(PARTS + 1 + (next[PARTS] as number));
  dealt.set(next);
  forEach((part, anchor, place, step) => {
    let at = next[part] as number;
    dealt[PARTS + 1 + at++] = slotOf(anchor) | (Math.min(step, FAR) << ANCHOR_BITS);
    if (step >= FAR) dealt[PARTS + 1 + at++] = place;
    next[part] = at;
  });
  return dealt;
}

/** Anchors of a partition, with their places in plan order. */
export interface PartAnchors {
  size: number;
  /** without the partition's number: `slotOf` */
  slots: Int32Array;
  places: Int32Array;
}

/** Takes over the words that stand in ints[from] … ints[to − 1]; there is room for as many. @param before sketches of all splits before */
export function unpackAnchors(ints: Int32Array, from: number, to: number, before: number, into: PartAnchors): void {
  const { slots, places } = into;
  let { size } = into;
  let place = before * 2;
  for (let at = from; at < to; at++) {
    const word = ints[at] as number;
    const step = word >>> ANCHOR_BITS;
    place = step === FAR ? before * 2 + (ints[++at] as number) : place + step;
    slots[size] = word & ANCHOR_MASK;
    places[size] = place;
    size += 1;
  }
  into.size = size;
}
