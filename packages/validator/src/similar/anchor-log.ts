import { ANCHOR_BITS, FAR } from '@jatdae/kernel';
import type { LogRoom } from '../scan/log-room.js';
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

/** The anchors of a split by partition: where each partition begins, counted from the end of these PARTS + 1 integers, then its words. */
export function dealAnchors({ ints, length }: PrintLog, room: Pick<LogRoom, 'take'>): Int32Array {
  const next = wordsBefore(ints, length);
  const dealt = room.take(PARTS + 1 + (next[PARTS] as number));
  dealt.set(next);
  const last = new Int32Array(PARTS);
  for (let at = 0; at < length; ) {
    const first = (ints[at] as number) * 2;
    const from = at + HEAD;
    at = from + (ints[at + 1] as number);
    const middle = from + ((at - from) >>> 1);
    for (let k = from; k < at; k++) {
      const anchor = ints[k] as number;
      const part = partOf(anchor);
      const place = k < middle ? first : first + 1;
      const step = place - (last[part] as number);
      last[part] = place;
      const to = next[part] as number;
      dealt[PARTS + 1 + to] = slotOf(anchor) | (Math.min(step, FAR) << ANCHOR_BITS);
      if (step >= FAR) dealt[PARTS + 2 + to] = place;
      next[part] = step < FAR ? to + 1 : to + 2;
    }
  }
  return dealt;
}

/** Where each partition begins, and where the last one ends. */
function wordsBefore(ints: Int32Array, length: number): Int32Array {
  const words = new Int32Array(PARTS + 1);
  const last = new Int32Array(PARTS);
  for (let at = 0; at < length; ) {
    const first = (ints[at] as number) * 2;
    const from = at + HEAD;
    at = from + (ints[at + 1] as number);
    const middle = from + ((at - from) >>> 1);
    for (let k = from; k < at; k++) {
      const part = partOf(ints[k] as number);
      const place = k < middle ? first : first + 1;
      words[part + 1] = (words[part + 1] as number) + (place - (last[part] as number) < FAR ? 1 : 2);
      last[part] = place;
    }
  }
  for (let part = 0; part < PARTS; part++) words[part + 1] = (words[part + 1] as number) + (words[part] as number);
  return words;
}
