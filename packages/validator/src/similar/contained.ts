import type { AnchorStore } from './anchor-store.js';
import { chooseSought } from './contained-choice.js';
import { seek } from './contained-seek.js';
import {
  type ContainmentSearch,
  HOLDER,
  type Lengths,
  PARTS,
  partOf,
  type Room,
  reachOf,
  type Tier,
  wideFrom,
} from './containment.js';
import { createPartitions, type Partitions } from './partitions.js';

/**
 * Finds items that may stand in longer ones. Whoever contains an item has its anchors too, but for those that an edit took away; so it is
 * looked for among those that have the rarest anchor of its first or its second half (as prefix filters do: Chaudhuri, Ganti, Kaushik 2006) and, by a Bloom
 * filter, its narrow ones. Anchors are held by partition, so that each table of them stays in the processor's nearest memory.
 */
export function findContained(stores: Readonly<Record<Tier, AnchorStore>>, search: ContainmentSearch, room: Room): void {
  for (const tier of ['narrow', 'wide'] as const) {
    const store = stores[tier];
    const sought = { from: search.least, to: tier === 'wide' ? store.lengths.length : wideFrom(search.least) };
    const shortest = store.lengths.findIndex((count, units) => count > 0 && units >= sought.from);
    const longest = store.lengths.findLastIndex((count) => count > 0);
    if (shortest < 0 || shortest >= sought.to || reachOf(longest) < shortest) continue;
    const holders = distribute(store, sought, room);
    try {
      const chosen = chooseSought(store, holders, search, sought, room);
      try {
        seek(holders, chosen, search);
      } finally {
        chosen.entries.close();
      }
    } finally {
      holders.close();
    }
  }
}

/** The anchors of all items by partition, without those that no item has that is looked for. */
function distribute(store: AnchorStore, sought: Lengths, { memory, temp }: Room): Partitions {
  const isWanted = store.lengths.subarray(sought.to).some((count) => count > 0) ? anchorsOf(store, sought) : null;
  const partitions = createPartitions(PARTS, HOLDER, { budgetBytes: memory / 4, expected: store.anchors, tempDir: temp });
  const into = partitions.ints;
  for (const items of store.splits()) {
    const { ints } = items;
    while (items.next()) {
      const middle = (items.from + items.to) >>> 1;
      for (let k = items.from; k < items.to; k++) {
        const anchor = ints[k] as number;
        if (isWanted !== null && !isWanted(anchor)) continue;
        const at = partitions.extend(partOf(anchor));
        into[at] = anchor;
        into[at + 1] = items.sketch;
        into[at + 2] = items.units * 2 + (k < middle ? 0 : 1);
      }
    }
  }
  return partitions;
}

/** Whether an anchor may be one of the items of such a length, by 24 of its bits. */
function anchorsOf(store: AnchorStore, { from, to }: Lengths): (anchor: number) => boolean {
  const known = new Int32Array((1 << 24) >>> 5);
  for (const items of store.splits()) {
    while (items.next()) {
      if (items.units < from || items.units >= to) continue;
      for (let k = items.from; k < items.to; k++) {
        const anchor = items.ints[k] as number;
        const word = (anchor & 0xffffff) >>> 5;
        known[word] = (known[word] as number) | (1 << (anchor & 31));
      }
    }
  }
  return (anchor) => ((known[(anchor & 0xffffff) >>> 5] as number) & (1 << (anchor & 31))) !== 0;
}
