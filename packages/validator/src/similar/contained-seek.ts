import { createFilterTable, type FilterTable, plainMemory, wasmMemory } from '@jatdae/kernel';
import type { PartAnchors } from './anchor-log.js';
import { type AnchorData, openAnchors } from './anchor-store.js';
import { tableMask } from './anchor-table.js';
import { createCandidateLog } from './candidate-log.js';
import { type ColumnReader, openColumn } from './column.js';
import { holdersOf, leastHoldersOf, lengthOf, SOUGHT, Sought } from './contained-choice.js';
import { reachOf, slotOf } from './containment.js';
import { createInsideJudge, type InsideJudge } from './inside.js';
import { openPartitions, type PartitionsData } from './partitions.js';
import type { PairsFound } from './search.js';
import type { SimilarSettings } from './settings.js';
import type { SketchData } from './sketch-store.js';
import { BLOOM_WORDS } from './sketches.js';

/** The search for items inside longer ones in some partitions, as data. */
export interface SeekWork {
  readonly kind: 'seek';
  readonly sketches: SketchData;
  readonly anchors: AnchorData;
  /** by sketch, in shared memory: its length, and 1 where it takes no part */
  readonly lengths: Uint16Array;
  readonly skipped: Uint8Array;
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
    for (let part = work.from; part < work.to; part++) {
      const entries = affordable(sought.read(part), work.most, cut);
      if (entries.length === 0) continue;
      index.fill(entries);
      filters.take(index.sizes, index.blooms, index.sizes.length);
      matches.find(anchors.read(part), index);
      for (let k = 0; k < matches.count; k++) compare(index, matches, k, filters, inside);
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
  let table = new Int32Array(0);
  let anchors = new Int32Array(0);
  let mask = 0;

  function slotWith(anchor: number): number {
    let slot = anchor & mask;
    while ((table[slot] as number) >= 0 && anchors[table[slot] as number] !== anchor) slot = (slot + 1) & mask;
    return slot;
  }

  /** The group of each entry; a group more for each anchor that is new. */
  function group(sought: Int32Array, groups: Int32Array): number {
    let count = 0;
    for (let k = 0; k < groups.length; k++) {
      const anchor = slotOf(sought[k * SOUGHT] as number);
      const slot = slotWith(anchor);
      if ((table[slot] as number) < 0) {
        table[slot] = count;
        anchors[count] = anchor;
        count += 1;
      }
      groups[k] = table[slot] as number;
    }
    return count;
  }

  const index: Index = {
    sketches: new Int32Array(0),
    sizes: new Int32Array(0),
    blooms: new Int32Array(0),
    ends: new Int32Array(0),
    shortest: new Int32Array(0),
    fill(sought) {
      const size = sought.length / SOUGHT;
      mask = tableMask(size);
      if (table.length <= mask) table = new Int32Array(mask + 1);
      table.fill(-1, 0, mask + 1);
      if (anchors.length < size) anchors = new Int32Array(size);
      const groups = new Int32Array(size);
      const count = group(sought, groups);
      const lengths = new Int32Array(size);
      for (let k = 0; k < size; k++) lengths[k] = lengthOf(sought[k * SOUGHT + Sought.Size] as number);
      const byLength = sortedBy(lengths, null);
      const { sorted, ends } = sortedBy(groups, byLength.sorted);
      index.sketches = new Int32Array(size);
      index.sizes = new Int32Array(size);
      index.shortest = new Int32Array(count);
      index.ends = ends;
      for (let k = size - 1; k >= 0; k--) {
        const entry = sorted[k] as number;
        index.sketches[k] = sought[entry * SOUGHT + Sought.Sketch] as number;
        index.sizes[k] = sought[entry * SOUGHT + Sought.Size] as number;
        index.shortest[groups[entry] as number] = lengths[entry] as number;
      }
      index.blooms = new Int32Array(size * BLOOM_WORDS);
      copyBlooms(filters, index.sketches, index.blooms);
    },
    groupOf: (anchor) => table[slotWith(anchor)] as number,
  };
  return index;
}

/**
 * Indices by their key, those with the same key in the order in which `order` (null: their own) has them, and where each key's end: a
 * counting sort.
 */
function sortedBy(keys: Int32Array, order: Int32Array | null): { readonly sorted: Int32Array; readonly ends: Int32Array } {
  let greatest = 0;
  for (let k = 0; k < keys.length; k++) greatest = Math.max(greatest, keys[k] as number);
  const ends = new Int32Array(greatest + 1);
  for (let k = 0; k < keys.length; k++) ends[keys[k] as number] = (ends[keys[k] as number] as number) + 1;
  for (let key = 1; key <= greatest; key++) ends[key] = (ends[key] as number) + (ends[key - 1] as number);
  const fill = ends.slice();
  const sorted = new Int32Array(keys.length);
  for (let k = keys.length - 1; k >= 0; k--) {
    const index = order === null ? k : (order[k] as number);
    const key = keys[index] as number;
    const at = (fill[key] as number) - 1;
    fill[key] = at;
    sorted[at] = index;
  }
  return { sorted, ends };
}

function copyBlooms({ lookUp }: ColumnReader, sketches: Int32Array, out: Int32Array): void {
  const { ints, rows } = lookUp(sketches);
  for (let k = 0; k < sketches.length; k++) {
    const at = (rows[k] as number) * BLOOM_WORDS;
    for (let word = 0; word < BLOOM_WORDS; word++) out[k * BLOOM_WORDS + word] = ints[at + word] as number;
  }
}

/** Items that have an anchor of a group and are longer than the shortest of it. */
interface Matches {
  count: number;
  sketches: Int32Array;
  groups: Int32Array;
  /** the most units that a shorter one may have */
  reaches: Int32Array;
  blooms: Int32Array;
  find(entries: PartAnchors, index: Index): void;
}

function createMatches({ lengths, skipped }: SeekWork, filters: ColumnReader): Matches {
  const matches: Matches = {
    count: 0,
    sketches: new Int32Array(0),
    groups: new Int32Array(0),
    reaches: new Int32Array(0),
    blooms: new Int32Array(0),
    find({ size, slots, places }, { shortest, groupOf }) {
      if (matches.sketches.length < size) {
        matches.sketches = new Int32Array(size);
        matches.groups = new Int32Array(size);
        matches.reaches = new Int32Array(size);
      }
      const { sketches, groups, reaches } = matches;
      let count = 0;
      for (let k = 0; k < size; k++) {
        const group = groupOf(slots[k] as number);
        if (group < 0) continue;
        const sketch = (places[k] as number) >>> 1;
        const reach = reachOf(lengths[sketch] as number);
        if ((shortest[group] as number) > reach || skipped[sketch] !== 0) continue;
        sketches[count] = sketch;
        groups[count] = group;
        reaches[count] = reach;
        count += 1;
      }
      matches.count = count;
      if (matches.blooms.length < count * BLOOM_WORDS) matches.blooms = new Int32Array(count * BLOOM_WORDS);
      copyBlooms(filters, sketches.subarray(0, count), matches.blooms);
    },
  };
  return matches;
}

function compare(
  { sketches, sizes, ends }: Index,
  matches: Matches,
  match: number,
  filters: FilterTable,
  inside: InsideJudge,
): void {
  const group = matches.groups[match] as number;
  const start = group === 0 ? 0 : (ends[group - 1] as number);
  const at = match * BLOOM_WORDS;
  const found = filters.find(start, ends[group] as number, matches.blooms, at, matches.reaches[match] as number);
  for (let k = 0; k < found; k++) {
    const entry = start + filters.numberOf(k);
    const size = sizes[entry] as number;
    inside.take(sketches[entry] as number, matches.sketches[match] as number, filters.missingOf(k), lengthOf(size));
  }
}
