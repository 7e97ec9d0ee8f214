import { MANY, NEVER, reachOf, SOUGHT, Sought, soughtSize } from '@jatdae/kernel';
import type { Counted } from './contained-count.js';
import { HALVES, isIn, type Lengths, PARTS, partOf, type Room } from './containment.js';
import { createPartitions, type Partitions } from './partitions.js';
import type { SimilarSettings } from './settings.js';

/** Anchors that one edit may take away: those of the grams that it touches, and those chosen in windows that it touches. */
const ANCHORS_OF_EDIT = 5;
/** Pairs that an item may be compared in on average, and the least that all may cost together. */
const COST_PER_ITEM = 100;
const LEAST_COST = 20_000_000;

/** In the last word of an entry: how many have its anchor, and below it how many have the rarer one of both halves of its item. */
const holdersWord = (holders: number, least: number): number => (holders << 16) | least;
export const leastHoldersOf = (word: number): number => word & 0xffff;

export interface Chosen {
  /** entries of SOUGHT integers by the partition of their anchor */
  readonly entries: Partitions;
  /** the most items that an anchor may have, so that all comparisons stay within the budget */
  readonly most: number;
  /** how many comparisons that may make */
  readonly cost: number;
}

/** What is known of the items, as far as choosing goes. */
export interface Choosing {
  /** by sketch, 0 where it takes no part, and how many sketches have which */
  readonly lengths: Uint16Array;
  readonly counts: Uint32Array;
  readonly sought: Lengths;
}

/**
 * The items that are looked for, and by which anchors. Of whose anchors too many are nobody else's stands in nothing.
 * @param blocks what was counted of sketches that follow each other; good until the next
 * @returns null where the blocks ended early
 */
export async function chooseSought(
  blocks: AsyncIterable<Counted>,
  { lengths, counts, sought }: Choosing,
  settings: SimilarSettings,
  { memory, temp }: Room,
): Promise<Chosen | null> {
  const items = counts.subarray(sought.from, sought.to).reduce((sum, count) => sum + count, 0);
  const entries = createPartitions(PARTS, SOUGHT, { budgetBytes: memory / 4, expected: items * HALVES, tempDir: temp });
  const longer = longerShares(counts);
  const costs = new Float64Array(MANY + 1);
  let sketch = 0;
  for await (const { anchors, holders, own } of blocks) {
    for (let item = 0; item < own.length; item++, sketch++) {
      const units = lengths[sketch] as number;
      if (!isIn(sought, units)) continue;
      const losable = losableIn(units, settings);
      if ((own[item] as number) > losable) continue;
      const size = soughtSize(units, losable);
      const least = Math.min(holders[item * HALVES] as number, holders[item * HALVES + 1] as number);
      for (let entry = item * HALVES; entry < (item + 1) * HALVES; entry++) {
        const count = holders[entry] as number;
        if (count === NEVER) continue;
        const anchor = anchors[entry] as number;
        const at = entries.extend(partOf(anchor));
        entries.ints[at] = anchor;
        entries.ints[at + Sought.Sketch] = sketch;
        entries.ints[at + Sought.Size] = size;
        entries.ints[at + Sought.Holders] = holdersWord(count, least);
        costs[count] = (costs[count] as number) + count * (longer[units] as number);
      }
    }
  }
  if (sketch < lengths.length) {
    entries.close();
    return null;
  }
  return { entries, ...mostHolders(costs, Math.max(LEAST_COST, COST_PER_ITEM * items)) };
}

/**
 * Anchors of a text that may be missing where all but a few of its grams are there. Whatever is put between two of its letters takes n − 1
 * grams, once also fewer, for the longer text may have some of those elsewhere.
 */
function losableIn(units: number, { shape: { n }, containment }: SimilarSettings): number {
  const grams = Math.floor((units - n + 1) * (1 - containment) + 1e-9);
  return grams === 0 ? 0 : Math.max(1, Math.floor(grams / (n - 1))) * ANCHORS_OF_EDIT;
}

/** By length, the share of all items that an item of it may stand in. @param counts items, by their length */
function longerShares(counts: Uint32Array): Float64Array {
  const shares = new Float64Array(counts.length);
  const all = Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );
  let longer = 0;
  let reach = counts.length - 1;
  for (let units = counts.length - 1; units >= 0; units--) {
    for (; reach >= 0 && reachOf(reach) >= units; reach--) longer += counts[reach] as number;
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
