import type { AnchorStore } from './anchor-store.js';
import { createAnchorCounter, MANY } from './anchor-table.js';
import {
  type ContainmentSearch,
  HOLDER,
  Holder,
  halfOf,
  type Lengths,
  PARTS,
  partOf,
  type Room,
  reachOf,
  unitsOf,
} from './containment.js';
import { createPartitions, type Partitions } from './partitions.js';

/** Anchors that one edit may take away: those of the grams that it touches, and those chosen in windows that it touches. */
const ANCHORS_OF_EDIT = 5;
/** Pairs that an item may be compared in on average, and the least that all may cost together. */
const COST_PER_ITEM = 100;
const LEAST_COST = 20_000_000;

/** A text that was cut in two still has the anchors of one half. */
const HALVES = 2;

/** The rarest anchor of a half of an item, its sketch, `sizeOf`, and how many have the anchor beside how many have the rarer one of both halves. */
export const Sought = { Anchor: 0, Sketch: 1, Size: 2, Holders: 3 } as const;
export const SOUGHT = 4;

/** The length of an item and how many anchors it may lack in whoever contains it. */
const sizeOf = (units: number, losable: number): number => units * 8192 + losable;
export const lengthOf = (size: number): number => size >>> 13;
export const holdersOf = (word: number): number => word >>> 16;
export const leastHoldersOf = (word: number): number => word & 0xffff;

export interface Chosen {
  /** entries of SOUGHT integers by the partition of their anchor */
  readonly entries: Partitions;
  /** the most items that an anchor may have, so that all comparisons stay within the budget */
  readonly most: number;
  /** how many comparisons that may make */
  readonly cost: number;
}

/** The items that are looked for, and by which anchors. Of whose anchors too many are nobody else's stands in nothing. */
export function chooseSought(
  store: AnchorStore,
  holders: Partitions,
  search: ContainmentSearch,
  sought: Lengths,
  { memory, temp }: Room,
): Chosen {
  const items = store.lengths.subarray(sought.from, sought.to).reduce((sum, count) => sum + count, 0);
  const entries = createPartitions(PARTS, SOUGHT, { budgetBytes: memory / 8, expected: items * HALVES, tempDir: temp });
  const block = createBlock(Math.min(search.sketches, Math.max(1 << 12, Math.floor(memory / 8 / SKETCH_BYTES))));
  const longer = longerShares(store.lengths);
  const costs = new Float64Array(MANY + 1);
  for (let first = 0; first < search.sketches; first += block.size) {
    lookAtPartitions(block, first, holders, sought);
    for (const split of store.splits()) {
      while (split.next()) {
        const item = split.sketch - first;
        if (item < 0 || item >= block.size || !isIn(sought, split.units) || !search.takesPart(split.sketch)) continue;
        const losable = losableIn(split.units, search);
        if (split.to - split.from - (block.shared[item] as number) > losable) continue;
        const size = sizeOf(split.units, losable);
        const least = Math.min(block.holders[item * HALVES] as number, block.holders[item * HALVES + 1] as number);
        for (let entry = item * HALVES; entry < (item + 1) * HALVES; entry++) {
          const count = block.holders[entry] as number;
          if (count === NEVER) continue;
          const anchor = block.anchors[entry] as number;
          const at = entries.extend(partOf(anchor));
          entries.ints[at] = anchor;
          entries.ints[at + Sought.Sketch] = split.sketch;
          entries.ints[at + Sought.Size] = size;
          entries.ints[at + Sought.Holders] = (count << 16) | least;
          costs[count] = (costs[count] as number) + count * (longer[split.units] as number);
        }
      }
    }
  }
  return { entries, ...mostHolders(costs, Math.max(LEAST_COST, COST_PER_ITEM * items)) };
}

const isIn = ({ from, to }: Lengths, units: number): boolean => units >= from && units < to;

/** Sketches that follow each other, with what is known of their anchors. */
interface Block {
  readonly size: number;
  /** by half, the rarest anchor that another item has, and how many have it: NEVER where there is none */
  readonly anchors: Int32Array;
  readonly holders: Uint16Array;
  /** anchors that another item has */
  readonly shared: Uint16Array;
}

const NEVER = MANY + 1;
const SKETCH_BYTES = 14;

const createBlock = (size: number): Block => ({
  size,
  anchors: new Int32Array(size * HALVES),
  holders: new Uint16Array(size * HALVES),
  shared: new Uint16Array(size),
});

function lookAtPartitions(
  { size, anchors, holders, shared }: Block,
  first: number,
  partitions: Partitions,
  sought: Lengths,
): void {
  holders.fill(NEVER);
  shared.fill(0);
  const counter = createAnchorCounter();
  for (let part = 0; part < PARTS; part++) {
    const entries = partitions.read(part);
    counter.count(entries);
    const end = entries.length / HOLDER;
    for (let k = 0; k < end; k++) {
      const item = (entries[k * HOLDER + Holder.Sketch] as number) - first;
      const place = entries[k * HOLDER + Holder.Place] as number;
      if (item < 0 || item >= size || !isIn(sought, unitsOf(place))) continue;
      const count = counter.of(k);
      if (count < 2) continue;
      shared[item] = (shared[item] as number) + 1;
      const entry = item * HALVES + halfOf(place);
      if (count >= (holders[entry] as number)) continue;
      holders[entry] = count;
      anchors[entry] = entries[k * HOLDER + Holder.Anchor] as number;
    }
  }
}

/**
 * Anchors of a text that may be missing where all but a few of its grams are there. Whatever is put between two of its letters takes n − 1
 * grams, once also fewer, for the longer text may have some of those elsewhere.
 */
function losableIn(units: number, { n, containment }: ContainmentSearch): number {
  const grams = Math.floor((units - n + 1) * (1 - containment) + 1e-9);
  return grams === 0 ? 0 : Math.max(1, Math.floor(grams / (n - 1))) * ANCHORS_OF_EDIT;
}

/** By length, the share of all items that an item of it may stand in. */
function longerShares(lengths: Uint32Array): Float64Array {
  const shares = new Float64Array(lengths.length);
  const all = Math.max(
    1,
    lengths.reduce((sum, count) => sum + count, 0),
  );
  let longer = 0;
  let reach = lengths.length - 1;
  for (let units = lengths.length - 1; units >= 0; units--) {
    for (; reach >= 0 && reachOf(reach) >= units; reach--) longer += lengths[reach] as number;
    shares[units] = longer / all;
  }
  return shares;
}

/** @param costs what the comparisons of all that have an anchor of so many cost, by how many those are */
function mostHolders(costs: Float64Array, budget: number): Pick<Chosen, 'most' | 'cost'> {
  let cost = 0;
  for (let holders = 2; holders <= MANY; holders++) {
    const more = costs[holders] as number;
    if (cost + more > budget && holders < MANY) return { most: holders - 1, cost };
    cost += more;
  }
  return { most: MANY, cost };
}
