import type { PartAnchors } from './anchor-log.js';

/** Entries of a partition that have the same anchor, counted. */
export interface AnchorCounter {
  /** @param isCounted by place; of the others only those count that have an anchor of one that is. Null: all are */
  count(entries: PartAnchors, isCounted: ((place: number) => boolean) | null): void;
  /** Of the entries that were counted last, how many have the anchor of the k-th, which is one that is counted: never more than MANY. */
  of(k: number): number;
}

export const MANY = 0xfffe;

export function createAnchorCounter(): AnchorCounter {
  let keys = new Int32Array(0);
  let counts = new Uint16Array(0);
  let slots = new Int32Array(0);
  let mask = 0;

  function makeRoom(size: number): void {
    mask = tableMask(size);
    if (keys.length <= mask) {
      keys = new Int32Array(mask + 1);
      counts = new Uint16Array(mask + 1);
    }
    if (slots.length < size) slots = new Int32Array(size);
    counts.fill(0, 0, mask + 1);
  }

  /** Where the anchor is, or may be put. */
  function find(anchor: number): number {
    let slot = anchor & mask;
    while (counts[slot] !== 0 && keys[slot] !== anchor) slot = (slot + 1) & mask;
    return slot;
  }

  function add(slot: number): void {
    const before = counts[slot] as number;
    if (before < MANY) counts[slot] = before + 1;
  }

  return {
    count({ size, slots: anchors, places }, isCounted) {
      makeRoom(size);
      for (let k = 0; k < size; k++) {
        if (isCounted?.(places[k] as number) === false) continue;
        const anchor = anchors[k] as number;
        const slot = find(anchor);
        keys[slot] = anchor;
        slots[k] = slot;
        add(slot);
      }
      if (isCounted === null) return;
      for (let k = 0; k < size; k++) {
        if (isCounted(places[k] as number)) continue;
        const slot = find(anchors[k] as number);
        if (counts[slot] !== 0) add(slot);
      }
    },
    of: (k) => counts[slots[k] as number] as number,
  };
}

/** Twice as many slots as entries, at the least. */
export const tableMask = (entries: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, entries * 2))) - 1;
