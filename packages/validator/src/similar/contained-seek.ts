import { createFilterTable, type FilterTable, plainMemory, wasmMemory } from '@jatdae/kernel';
import { tableMask } from './anchor-table.js';
import { type Chosen, holdersOf, leastHoldersOf, lengthOf, SOUGHT, Sought } from './contained-choice.js';
import { type ContainmentSearch, HOLDER, Holder, PARTS, reachOf, slotOf, unitsOf } from './containment.js';
import type { Partitions } from './partitions.js';
import { BLOOM_WORDS } from './sketches.js';

/** Comparisons from which WebAssembly saves more time than it takes to begin. */
const LARGE_COST = 2_000_000;

/** Compares the items that are looked for with those that have their anchors and are longer, partition by partition. */
export function seek(holders: Partitions, { entries, most, cost }: Chosen, search: ContainmentSearch): void {
  const index = createIndex();
  const filters = createFilterTable((cost > LARGE_COST ? wasmMemory() : null) ?? plainMemory());
  const matches = createMatches();
  for (let part = 0; part < PARTS; part++) {
    const sought = affordable(entries.read(part), most, search);
    if (sought.length === 0) continue;
    index.fill(sought, search);
    filters.take(index.sizes, index.blooms, index.sizes.length);
    matches.find(holders.read(part), index, search);
    for (let k = 0; k < matches.count; k++) compare(index, matches, k, filters, search);
  }
}

/** Entries of anchors that are not too many items'. */
function affordable(entries: Int32Array, most: number, search: ContainmentSearch): Int32Array {
  let to = 0;
  for (let at = 0; at < entries.length; at += SOUGHT) {
    const word = entries[at + Sought.Holders] as number;
    if (leastHoldersOf(word) > most) search.cut(entries[at + Sought.Sketch] as number);
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
  fill(sought: Int32Array, search: ContainmentSearch): void;
  /** The group of an anchor, -1 where there is none. */
  groupOf(anchor: number): number;
}

function createIndex(): Index {
  let table = new Int32Array(0);
  let anchors = new Int32Array(0);
  let mask = 0;

  function slotWith(anchor: number): number {
    let slot = slotOf(anchor) & mask;
    while ((table[slot] as number) >= 0 && anchors[table[slot] as number] !== anchor) slot = (slot + 1) & mask;
    return slot;
  }

  /** The group of each entry; a group more for each anchor that is new. */
  function group(sought: Int32Array, groups: Int32Array): number {
    let count = 0;
    for (let k = 0; k < groups.length; k++) {
      const anchor = sought[k * SOUGHT] as number;
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
    fill(sought, search) {
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
      copyBlooms(search, index.sketches, index.blooms);
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

function copyBlooms({ blooms }: ContainmentSearch, sketches: Int32Array, out: Int32Array): void {
  const { ints, rows } = blooms(sketches);
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
  find(entries: Int32Array, index: Index, search: ContainmentSearch): void;
}

function createMatches(): Matches {
  const matches: Matches = {
    count: 0,
    sketches: new Int32Array(0),
    groups: new Int32Array(0),
    reaches: new Int32Array(0),
    blooms: new Int32Array(0),
    find(entries, { shortest, groupOf }, search) {
      const most = entries.length / HOLDER;
      if (matches.sketches.length < most) {
        matches.sketches = new Int32Array(most);
        matches.groups = new Int32Array(most);
        matches.reaches = new Int32Array(most);
      }
      const { sketches, groups, reaches } = matches;
      let count = 0;
      for (let at = 0; at < entries.length; at += HOLDER) {
        const group = groupOf(entries[at] as number);
        if (group < 0) continue;
        const reach = reachOf(unitsOf(entries[at + Holder.Place] as number));
        if ((shortest[group] as number) > reach) continue;
        const sketch = entries[at + Holder.Sketch] as number;
        if (!search.takesPart(sketch)) continue;
        sketches[count] = sketch;
        groups[count] = group;
        reaches[count] = reach;
        count += 1;
      }
      matches.count = count;
      if (matches.blooms.length < count * BLOOM_WORDS) matches.blooms = new Int32Array(count * BLOOM_WORDS);
      copyBlooms(search, sketches.subarray(0, count), matches.blooms);
    },
  };
  return matches;
}

function compare(
  { sketches, sizes, ends }: Index,
  matches: Matches,
  match: number,
  filters: FilterTable,
  search: ContainmentSearch,
): void {
  const group = matches.groups[match] as number;
  const start = group === 0 ? 0 : (ends[group - 1] as number);
  const at = match * BLOOM_WORDS;
  const found = filters.find(start, ends[group] as number, matches.blooms, at, matches.reaches[match] as number);
  for (let k = 0; k < found; k++) {
    const entry = start + filters.numberOf(k);
    const size = sizes[entry] as number;
    search.take(sketches[entry] as number, matches.sketches[match] as number, filters.missingOf(k), lengthOf(size));
  }
}
