/** Sketches that have the same key; the arrays are used again by the next call. */
export interface KeyGroups {
  readonly count: number;
  /** members of all groups, those of a group in plan order and behind each other */
  readonly members: Int32Array;
  /** where each group ends in `members` */
  readonly ends: Int32Array;
}

/** Keys by sketch, in plan order and piece by piece; as often as asked for. */
export type Keys = () => Iterable<Int32Array>;

export interface KeyGrouper {
  /** Parts of all keys, by their upper bits, that are looked at one after the other. */
  readonly parts: number;
  /** Groups of two or more that have the same key, of one part. */
  group(keys: Keys, part: number, skipped: Uint8Array): KeyGroups;
}

/** Bytes that a key takes while its part is grouped, at the most. */
const KEY_BYTES = 32;
const MOST_BITS = 8;

/** Upper bits of a key that tell its part, so that a part of so many bytes in all is within the budget. */
export const partBits = (bytes: number, budgetBytes: number): number =>
  Math.min(MOST_BITS, Math.max(0, Math.ceil(Math.log2(bytes / Math.max(1, budgetBytes)))));

/** Slots for each key, at the least: of keys without an equal one in so many is taken for one that may have it. */
const SLOTS = 4;

/**
 * Finds equal keys. A first look marks the slots that two keys fall into; only what fell into one of those is then grouped, and on clean data
 * that is little. @param size keys, each a hash
 */
export function createKeyGrouper(size: number, budgetBytes: number): KeyGrouper {
  const bits = partBits(size * KEY_BYTES, budgetBytes);
  const slots = 2 ** Math.max(10, Math.ceil(Math.log2((size * SLOTS) / 2 ** bits)));
  /** two bits a slot: no key, one, more */
  const taken = new Int32Array(slots / 16);
  const mask = taken.length - 1;
  const picked: Picked = { keys: new Int32Array(1 << 10), rows: new Int32Array(1 << 10), length: 0 };
  const groupPicked = createPickedGrouper();
  const isIn = (key: number, part: number): boolean => bits === 0 || key >>> (32 - bits) === part;

  function mark(keys: Int32Array, first: number, part: number, skipped: Uint8Array): void {
    for (let k = 0; k < keys.length; k++) {
      const key = keys[k] as number;
      if (skipped[first + k] !== 0 || !isIn(key, part)) continue;
      const word = (key >>> 4) & mask;
      const shift = (key & 15) * 2;
      const before = taken[word] as number;
      if (((before >>> shift) & 2) === 0) taken[word] = before + (1 << shift);
    }
  }

  function pick(keys: Int32Array, first: number, part: number, skipped: Uint8Array): void {
    for (let k = 0; k < keys.length; k++) {
      const key = keys[k] as number;
      if ((((taken[(key >>> 4) & mask] as number) >>> ((key & 15) * 2)) & 2) === 0) continue;
      if (skipped[first + k] === 0 && isIn(key, part)) add(picked, key, first + k);
    }
  }

  return {
    parts: 2 ** bits,
    group(keys, part, skipped) {
      taken.fill(0);
      picked.length = 0;
      for (const look of [mark, pick]) {
        let first = 0;
        for (const piece of keys()) {
          look(piece, first, part, skipped);
          first += piece.length;
        }
      }
      return groupPicked(picked);
    },
  };
}

/** Keys that may have an equal one, in plan order. */
interface Picked {
  keys: Int32Array;
  rows: Int32Array;
  length: number;
}

function add(picked: Picked, key: number, row: number): void {
  if (picked.length === picked.keys.length) {
    picked.keys = grown(picked.keys);
    picked.rows = grown(picked.rows);
  }
  picked.keys[picked.length] = key;
  picked.rows[picked.length] = row;
  picked.length += 1;
}

function grown(ints: Int32Array): Int32Array {
  const larger = new Int32Array(ints.length * 2);
  larger.set(ints);
  return larger;
}

const HEAPS = 256;
const heapOf = (key: number): number => (key >>> 8) & (HEAPS - 1);

/** Groups heap by heap, so that each heap's table stays in the processor's nearest memory. */
function createPickedGrouper(): (picked: Picked) => KeyGroups {
  let room = 0;
  let sorted = new Int32Array(0);
  let rows = new Int32Array(0);
  let next = new Int32Array(0);
  let members = new Int32Array(0);
  let ends = new Int32Array(0);
  let table = new Int32Array(0);
  const bounds = new Int32Array(HEAPS + 1);
  const fill = new Int32Array(HEAPS);

  function makeRoom(size: number): void {
    if (room >= size) return;
    room = size * 2;
    sorted = new Int32Array(room);
    rows = new Int32Array(room);
    next = new Int32Array(room);
    members = new Int32Array(room);
    ends = new Int32Array((room >>> 1) + 1);
  }

  /** Counting sort by heap; stable, so that rows stay in plan order. */
  function deal({ keys, rows: from, length }: Picked): void {
    bounds.fill(0);
    for (let k = 0; k < length; k++) {
      const after = heapOf(keys[k] as number) + 1;
      bounds[after] = (bounds[after] as number) + 1;
    }
    for (let p = 0; p < HEAPS; p++) bounds[p + 1] = (bounds[p + 1] as number) + (bounds[p] as number);
    fill.set(bounds.subarray(0, HEAPS));
    for (let k = 0; k < length; k++) {
      const key = keys[k] as number;
      const at = fill[heapOf(key)] as number;
      fill[heapOf(key)] = at + 1;
      sorted[at] = key;
      rows[at] = from[k] as number;
    }
  }

  /** Links each entry of a heap to the next one with its key, and gives the first ones of those that have a next one. */
  function link(from: number, to: number): number[] {
    const mask = 2 ** Math.ceil(Math.log2((to - from) * 2 + 2)) - 1;
    if (table.length < (mask + 1) * 2) table = new Int32Array((mask + 1) * 2);
    table.fill(-1, 0, (mask + 1) * 2);
    const heads: number[] = [];
    for (let at = from; at < to; at++) {
      const key = sorted[at] as number;
      let slot = (key ^ (key >>> 16)) & mask;
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

  return (picked) => {
    makeRoom(picked.length);
    deal(picked);
    let count = 0;
    let length = 0;
    for (let heap = 0; heap < HEAPS; heap++) {
      for (const head of link(bounds[heap] as number, bounds[heap + 1] as number)) {
        for (let at = head; at >= 0; at = next[at] as number) members[length++] = rows[at] as number;
        ends[count++] = length;
      }
    }
    return { count, members, ends };
  };
}
