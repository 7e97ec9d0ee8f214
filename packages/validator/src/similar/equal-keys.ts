/** Sketches that have the same key; the arrays are used again by the next call. */
export interface KeyGroups {
  readonly count: number;
  /** members of all groups, those of a group in plan order and behind each other */
  readonly members: Int32Array;
  /** where each group ends in `members` */
  readonly ends: Int32Array;
}

export type KeyGrouper = (keys: Int32Array, skipped: Uint8Array) => KeyGroups;

const PARTS = 256;
const partOf = (key: number): number => key >>> 24;

/** Finds equal keys part by part, so that each part's table stays in the processor's nearest memory. */
export function createKeyGrouper(size: number): KeyGrouper {
  const sorted = new Int32Array(size);
  const rows = new Int32Array(size);
  const next = new Int32Array(size);
  const members = new Int32Array(size);
  const ends = new Int32Array((size >>> 1) + 1);
  const bounds = new Int32Array(PARTS + 1);
  const fill = new Int32Array(PARTS);
  let table = new Int32Array(0);

  /** Counting sort by part; stable, so that rows stay in plan order. */
  function partition(keys: Int32Array, skipped: Uint8Array): void {
    bounds.fill(0);
    for (let k = 0; k < size; k++) {
      if (skipped[k] === 1) continue;
      const after = partOf(keys[k] as number) + 1;
      bounds[after] = (bounds[after] as number) + 1;
    }
    for (let p = 0; p < PARTS; p++) bounds[p + 1] = (bounds[p + 1] as number) + (bounds[p] as number);
    fill.set(bounds.subarray(0, PARTS));
    for (let k = 0; k < size; k++) {
      if (skipped[k] === 1) continue;
      const key = keys[k] as number;
      const at = fill[partOf(key)] as number;
      fill[partOf(key)] = at + 1;
      sorted[at] = key;
      rows[at] = k;
    }
  }

  /** Links each entry of a part to the next one with its key, and gives the first ones of those that have a next one. */
  function link(from: number, to: number): number[] {
    const mask = 2 ** Math.ceil(Math.log2((to - from) * 2 + 2)) - 1;
    if (table.length < (mask + 1) * 2) table = new Int32Array((mask + 1) * 2);
    table.fill(-1, 0, (mask + 1) * 2);
    const heads: number[] = [];
    for (let at = from; at < to; at++) {
      const key = sorted[at] as number;
      let slot = key & mask;
      while ((table[slot * 2] as number) >= 0 && sorted[table[slot * 2] as number] !== key) slot = (slot + 1) & mask;
      const head = table[slot * 2] as number;
      const last = table[slot * 2 + 1] as number;
      next[at] = -1;
      if (head < 0) table[slot * 2] = at;
      else next[last] = at;
      if (head >= 0 && head === last) heads.push(head);
      table[slot * 2 + 1] = at;
    }
    return heads;
  }

  return (keys, skipped) => {
    partition(keys, skipped);
    let count = 0;
    let length = 0;
    for (let p = 0; p < PARTS; p++) {
      for (const head of link(bounds[p] as number, bounds[p + 1] as number)) {
        for (let at = head; at >= 0; at = next[at] as number) members[length++] = rows[at] as number;
        ends[count++] = length;
      }
    }
    return { count, members, ends };
  };
}
