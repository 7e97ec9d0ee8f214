import { noAnchors, PART_BITS, unpackInto } from './packed-anchors.js';
import { BLOOM_WORDS } from './sketch-facts.js';
import {
  type Filters,
  holdersOf,
  type InsideSearch,
  lengthOf,
  losableOf,
  reachOf,
  SOUGHT,
  Sought,
  type TellInside,
} from './sought.js';

/** Sketches whose filters are looked up at once. */
const AT_ONCE = 1 << 12;

/** An entry that is looked for, with its filter. */
interface Entry {
  readonly sketch: number;
  readonly size: number;
  readonly filter: Int32Array;
}

/** A text of which some entries are asked whether they stand in it. */
interface Question {
  readonly sketch: number;
  readonly reach: number;
  readonly entries: readonly Entry[];
}

/** What assembly/contained.ts and `lacking` of assembly/filters.ts do. */
export function createPlainInsideSearch(lengths: Uint16Array, filters: Filters): InsideSearch {
  const anchors = noAnchors();
  /** by anchor, those that have it by their length */
  let groups = new Map<number, Entry[]>();

  function answer(questions: readonly Question[], tell: TellInside): void {
    const { ints, rows } = filters.lookUp(Int32Array.from(questions, ({ sketch }) => sketch));
    for (const [k, { sketch, reach, entries }] of questions.entries()) {
      for (const entry of entries) {
        const units = lengthOf(entry.size);
        if (units > reach) break;
        const missing = missingBits(entry.filter, ints, (rows[k] as number) * BLOOM_WORDS);
        if (missing <= losableOf(entry.size)) tell(entry.sketch, sketch, missing, units);
      }
    }
  }

  return {
    index(sought, most) {
      const entries = affordable(sought, most);
      const { ints, rows } = filters.lookUp(Int32Array.from(entries, ({ sketch }) => sketch));
      groups = new Map();
      for (const [k, { anchor, sketch, size }] of entries.entries()) {
        const from = (rows[k] as number) * BLOOM_WORDS;
        const entry = { sketch, size, filter: ints.slice(from, from + BLOOM_WORDS) };
        const group = groups.get(anchor);
        if (group === undefined) groups.set(anchor, [entry]);
        else group.push(entry);
      }
      for (const group of groups.values()) group.sort((a, b) => lengthOf(a.size) - lengthOf(b.size));
      return entries.length;
    },
    find(pieces, tell) {
      unpackInto(anchors, pieces, lengths.length);
      let questions: Question[] = [];
      for (let k = 0; k < anchors.size; k++) {
        const entries = groups.get(anchors.slots[k] as number);
        const sketch = (anchors.places[k] as number) >>> 1;
        const reach = reachOf(lengths[sketch] as number);
        if (entries === undefined || lengthOf(entries[0]?.size ?? 0) > reach) continue;
        questions.push({ sketch, reach, entries });
        if (questions.length < AT_ONCE) continue;
        answer(questions, tell);
        questions = [];
      }
      answer(questions, tell);
    },
  };
}

interface SoughtEntry {
  readonly anchor: number;
  readonly sketch: number;
  readonly size: number;
}

/** Entries of anchors that not too many have. */
function affordable(sought: Int32Array, most: number): SoughtEntry[] {
  const entries: SoughtEntry[] = [];
  for (let at = 0; at < sought.length; at += SOUGHT) {
    if (holdersOf(sought[at + Sought.Holders] as number) > most) continue;
    const anchor = (sought[at + Sought.Anchor] as number) >>> PART_BITS;
    entries.push({ anchor, sketch: sought[at + Sought.Sketch] as number, size: sought[at + Sought.Size] as number });
  }
  return entries;
}

/** Bits that a filter has more than another. */
function missingBits(own: Int32Array, other: Int32Array, at: number): number {
  let count = 0;
  for (let k = 0; k < BLOOM_WORDS; k++) {
    let x = (own[k] as number) & ~(other[at + k] as number);
    x -= (x >>> 1) & 0x55555555;
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
    count += Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
