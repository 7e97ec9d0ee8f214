import { HOLDER, slotOf } from './containment.js';

/** Entries of a partition that have the same anchor, counted. */
export interface AnchorCounter {
  count(entries: Int32Array): void;
  /** Of the entries that were counted last, how many have the anchor of the k-th: never more than MANY. */
  of(k: number): number;
}

export const MANY = 0xfffe;

export function createAnchorCounter(): AnchorCounter {
  let keys = new Int32Array(0);
  let counts = new Uint16Array(0);
  let slots = new Int32Array(0);
  return {
    count(entries) {
      const size = entries.length / HOLDER;
      const mask = tableMask(size);
      if (keys.length <= mask) {
        keys = new Int32Array(mask + 1);
        counts = new Uint16Array(mask + 1);
      }
      if (slots.length < size) slots = new Int32Array(size);
      counts.fill(0, 0, mask + 1);
      for (let k = 0; k < size; k++) {
        const anchor = entries[k * HOLDER] as number;
        let slot = slotOf(anchor) & mask;
        while (counts[slot] !== 0 && keys[slot] !== anchor) slot = (slot + 1) & mask;
        keys[slot] = anchor;
        slots[k] = slot;
        const before = counts[slot] as number;
        if (before < MANY) counts[slot] = before + 1;
      }
    },
    of: (k) => counts[slots[k] as number] as number,
  };
}

/** Twice as many slots as entries, at the least. */
export const tableMask = (entries: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, entries * 2))) - 1;
