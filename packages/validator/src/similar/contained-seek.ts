import { ASKED, Asked, BLOOM_WORDS, createFilterTable, plainMemory, wasmMemory } from '@jatdae/kernel';
import type { PartAnchors } from './anchor-log.js';
import { type AnchorData, openAnchors } from './anchor-store.js';
import { tableMask } from './anchor-table.js';
import { createCandidateLog } from './candidate-log.js';
import { type ColumnReader, openColumn } from './column.js';
import { holdersOf, leastHoldersOf, lengthOf, SOUGHT, Sought } from './contained-choice.js';
import { reachOf, slotOf } from './containment.js';
import { createInsideJudge } from './inside.js';
import type { PairsFound } from './pairs-found.js';
import { openPartitions, type PartitionsData } from './partitions.js';
import type { SimilarSettings } from './settings.js';
import type { SketchData } from './sketch-store.js';

/** The search for items inside longer ones in some partitions, as data. */
export interface SeekWork {
  readonly kind: 'seek';
  readonly sketches: SketchData;
  readonly anchors: AnchorData;
  /** by sketch, in shared memory; 0 where it takes no part */
  readonly lengths: Uint16Array;
  /** entries of SOUGHT integers */
  readonly sought: PartitionsData;
  /** the most items that an anchor may have, and how many comparisons all of it makes */
  readonly most: number;
  readonly cost: number;
  /** partitions, before the last */
  readonly from: number;
  readonly to: number;
  /** bytes that it may take, and where more is put aside */
  readonly memory: number;
  readonly folder: string;
}

/** Comparisons from which WebAssembly saves more time than it takes to begin. */
const LARGE_COST = 2_000_000;

/** Compares the items that are looked for with those that have their anchors and are longer, partition by partition. */
export function seekContained(settings: SimilarSettings, work: SeekWork): PairsFound {
  const log = createCandidateLog(work.memory / 2, work.folder);
  const cut = new Uint8Array(work.sketches.size);
  const [facts, blooms, anchors] = [openColumn(work.sketches.facts), openColumn(work.sketches.blooms), openAnchors(work.anchors)];
  try {
    const inside = createInsideJudge(settings, log, facts, work.memory / 2);
    const sought = openPartitions(work.sought);
    const index = createIndex(blooms);
    const filters = createFilterTable((work.cost > LARGE_COST ? wasmMemory() : null) ?? plainMemory());
    const matches = createMatches(work, blooms);
    const take = (match: number, entry: number, missing: number): void =>
      inside.take(
        index.sketches[entry] as number,
        matches.sketches[match] as number,
        missing,
        lengthOf(index.sizes[entry] as number),
      );
    for (let part = work.from; part < work.to; part++) {
      const entries = affordable(sought.read(part), work.most, cut);
      if (entries.length === 0) continue;
      index.fill(entries);
      filters.take(index.sizes, index.blooms, index.count);
      matches.find(anchors.read(part), index, () => filters.find(matches.asked, matches.count, take));
    }
    inside.flush();
  } finally {
    for (const reader of [facts, blooms, anchors]) reader.close();
  }
  return { kind: 'pairs', pairs: log.finish(), cut };
}

/** Entries of anchors that are not too many items'. */
function affordable(entries: Int32Array, most: number, cut: Uint8Array): Int32Array {
  let to = 0;
  for (let at = 0; at < entries.length; at += SOUGHT) {
    const word = entries[at + Sought.Holders] as number;
    if (leastHoldersOf(word) > most) cut[entries[at + Sought.Sketch] as number] = 1;
    if (holdersOf(word) > most) continue;
    entries.copyWithin(to, at, at + SOUGHT);
    to += SOUGHT;
  }
  return entries.subarray(0, to);
}

/** Items that are looked for, by anchor and then by length. */
interface Index {
  count: number;
  sketches: Int32Array;
  sizes: Int32Array;
  /** BLOOM_WORDS of each */
  blooms: Int32Array;
  /** of each group with the same anchor, where it ends; it begins where the one before ends */
  ends: Int32Array;
  /** the least length of each group */
  shortest: Int32Array;
  fill(sought: Int32Array): void;
  /** The group of an anchor (`slotOf`), -1 where there is none. */
  groupOf(slot: number): number;
}

function createIndex(filters: ColumnReader): Index {
  /** an anchor, and its group: -1 where there is none */
  let table = new Int32Array(0);
  /** a bit for each anchor that has a group, and for few others: of those that are asked for most have none */
  let known = new Int32Array(0);
  let groups = new Int32Array(0);
  let lengths = new Int32Array(0);
  let mask = 0;
  const [sortByLength, sortByGroup] = [createSort(), createSort()];

  function makeRoom(size: number): void {
    mask = tableMask(size);
    if (table.length <= mask * 2) table = new Int32Array((mask + 1) * 2);
    table.fill(-1, 0, (mask + 1) * 2);
    known = known.length > mask >>> 2 ? known.fill(0) : new Int32Array((mask >>> 2) + 1);
    if (groups.length >= size) return;
    const room = Math.ceil(size * 1.25);
    [groups, lengths] = [new Int32Array(room), new Int32Array(room)];
    [index.sketches, index.sizes, index.shortest] = [new Int32Array(room), new Int32Array(room), new Int32Array(room)];
    index.blooms = new Int32Array(room * BLOOM_WORDS);
  }

  const wordOf = (anchor: number): number => anchor & (known.length - 1);
  /** An anchor's upper bits, which have no part in its word. */
  const bitOf = (anchor: number): number => 1 << (anchor >>> 20);
  const isUnknown = (anchor: number): boolean => ((known[wordOf(anchor)] as number) & bitOf(anchor)) === 0;

  /** Where in the table the anchor is, or may be put. */
  function find(anchor: number): number {
    let slot = anchor & mask;
    while (table[slot * 2] !== anchor && (table[slot * 2 + 1] as number) >= 0) slot = (slot + 1) & mask;
    return slot * 2;
  }

  /** The group of each entry, a group more for each anchor that is new. */
  function group(sought: Int32Array, size: number): void {
    let count = 0;
    for (let k = 0; k < size; k++) {
      const anchor = slotOf(sought[k * SOUGHT] as number);
      const at = find(anchor);
      if ((table[at + 1] as number) < 0) {
        table[at] = anchor;
        table[at + 1] = count;
        known[wordOf(anchor)] = (known[wordOf(anchor)] as number) | bitOf(anchor);
        count += 1;
      }
      groups[k] = table[at + 1] as number;
      lengths[k] = lengthOf(sought[k * SOUGHT + Sought.Size] as number);
    }
  }

  const index: Index = {
    count: 0,
    sketches: new Int32Array(0),
    sizes: new Int32Array(0),
    blooms: new Int32Array(0),
    ends: new Int32Array(0),
    shortest: new Int32Array(0),
    fill(sought) {
      const size = sought.length / SOUGHT;
      makeRoom(size);
      group(sought, size);
      const byLength = sortByLength(lengths, null, size);
      const { sorted, ends } = sortByGroup(groups, byLength.sorted, size);
      index.count = size;
      index.ends = ends;
      for (let k = size - 1; k >= 0; k--) {
        const entry = sorted[k] as number;
        index.sketches[k] = sought[entry * SOUGHT + Sought.Sketch] as number;
        index.sizes[k] = sought[entry * SOUGHT + Sought.Size] as number;
        index.shortest[groups[entry] as number] = lengths[entry] as number;
      }
      copyBlooms(filters, index.sketches.subarray(0, size), index.blooms, 0, BLOOM_WORDS);
    },
    groupOf: (anchor) => (isUnknown(anchor) ? -1 : (table[find(anchor) + 1] as number)),
  };
  return index;
}

/**
 * Indices of the first `size` keys by their key, those with the same key in the order in which `order` (null: their own) has them, and where each
 * key's end; good until the next call.
 */
type Sort = (
  keys: Int32Array,
  order: Int32Array | null,
  size: number,
) => { readonly sorted: Int32Array; readonly ends: Int32Array };

/** A counting sort. */
function createSort(): Sort {
  let sorted = new Int32Array(0);
  let ends = new Int32Array(0);
  let fill = new Int32Array(0);

  function countKeys(keys: Int32Array, size: number): number {
    let greatest = 0;
    for (let k = 0; k < size; k++) greatest = Math.max(greatest, keys[k] as number);
    if (ends.length <= greatest) [ends, fill] = [new Int32Array((greatest + 1) * 2), new Int32Array((greatest + 1) * 2)];
    ends.fill(0, 0, greatest + 1);
    for (let k = 0; k < size; k++) ends[keys[k] as number] = (ends[keys[k] as number] as number) + 1;
    for (let key = 1; key <= greatest; key++) ends[key] = (ends[key] as number) + (ends[key - 1] as number);
    return greatest;
  }

  return (keys, order, size) => {
    const greatest = countKeys(keys, size);
    fill.set(ends.subarray(0, greatest + 1));
    if (sorted.length < size) sorted = new Int32Array(Math.ceil(size * 1.25));
    for (let k = size - 1; k >= 0; k--) {
      const index = order === null ? k : (order[k] as number);
      const key = keys[index] as number;
      const at = (fill[key] as number) - 1;
      fill[key] = at;
      sorted[at] = index;
    }
    return { sorted, ends };
  };
}

/** Writes the Bloom filters of sketches, the first at `at` and each `stride` integers after the one before. */
function copyBlooms({ lookUp }: ColumnReader, sketches: Int32Array, out: Int32Array, at: number, stride: number): void {
  const { ints, rows } = lookUp(sketches);
  for (let k = 0; k < sketches.length; k++) {
    const from = (rows[k] as number) * BLOOM_WORDS;
    const to = at + k * stride;
    out[to] = ints[from] as number;
    out[to + 1] = ints[from + 1] as number;
    out[to + 2] = ints[from + 2] as number;
    out[to + 3] = ints[from + 3] as number;
  }
}

/** Items that have an anchor of a group and are longer than the shortest of it, so many at once as stay in the processor's near memory. */
interface Matches {
  count: number;
  readonly sketches: Int32Array;
  /** ASKED integers of each: it is asked which of its group it may contain */
  readonly asked: Int32Array;
  /** @param tell of those at hand */
  find(entries: PartAnchors, index: Index, tell: () => void): void;
}

const MATCHES = 1 << 12;

function createMatches({ lengths }: SeekWork, filters: ColumnReader): Matches {
  const sketches = new Int32Array(MATCHES);
  const asked = new Int32Array(MATCHES * ASKED);

  function flush(tell: () => void): void {
    if (matches.count === 0) return;
    copyBlooms(filters, sketches.subarray(0, matches.count), asked, Asked.Filter, ASKED);
    tell();
    matches.count = 0;
  }

  const matches: Matches = {
    count: 0,
    sketches,
    asked,
    find({ size, slots, places }, { shortest, ends, groupOf }, tell) {
      let count = 0;
      for (let k = 0; k < size; k++) {
        const group = groupOf(slots[k] as number);
        if (group < 0) continue;
        const sketch = (places[k] as number) >>> 1;
        const reach = reachOf(lengths[sketch] as number);
        if ((shortest[group] as number) > reach) continue;
        sketches[count] = sketch;
        const at = count * ASKED;
        asked[at + Asked.From] = group === 0 ? 0 : (ends[group - 1] as number);
        asked[at + Asked.To] = ends[group] as number;
        asked[at + Asked.Reach] = reach;
        count += 1;
        if (count < MATCHES) continue;
        matches.count = count;
        flush(tell);
        count = 0;
      }
      matches.count = count;
      flush(tell);
    },
  };
  return matches;
}
