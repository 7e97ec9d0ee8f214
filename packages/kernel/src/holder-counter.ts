import { allocate, type ByteMemory, type Kernels } from './byte-memory.js';
import { createHeldAnchors, noAnchors, PART_BITS, type PackedAnchors, tableMask, unpackInto } from './packed-anchors.js';

/** Whose anchors are counted, and of whom is told. */
export interface Counting {
  /** units of each sketch's text, 0 where it takes no part */
  readonly lengths: Uint16Array;
  /** lengths of those that are looked for: `to` is the one after the last */
  readonly sought: { readonly from: number; readonly to: number };
  /** whether texts of other lengths have anchors, too: only those count that one that is looked for has */
  readonly hasOthers: boolean;
  /** the first sketch that is told of, and how many are */
  readonly first: number;
  readonly size: number;
}

/** What is known of the anchors of sketches that follow each other. */
export interface HolderCounts {
  /** by place, the rarest anchor that another text has, and how many have it: NEVER where there is none */
  readonly anchors: Int32Array;
  readonly holders: Uint16Array;
  /** by sketch, anchors that no other text has */
  readonly own: Uint16Array;
}

/** Of how many holders of an anchor there are no more is told. */
export const MANY = 0xfffe;
export const NEVER = MANY + 1;
/** Bytes of a sketch in what was counted. */
export const COUNTED_BYTES = 14;
const HALVES = 2;

/** Counts who has which anchor, partition by partition. */
export interface HolderCounter {
  /** @throws RangeError where an anchor is of no sketch */
  take(part: number, pieces: Iterable<PackedAnchors>): void;
  /** Of all that was taken. */
  counts(): HolderCounts;
}

/** @param memory its WebAssembly, or the same in TypeScript */
export function createHolderCounter(memory: ByteMemory, counting: Counting): HolderCounter {
  const { kernels } = memory;
  return kernels === null ? createPlainCounter(counting) : createFastCounter(memory, kernels, counting);
}

const noCounts = (size: number): HolderCounts => ({
  anchors: new Int32Array(size * HALVES),
  holders: new Uint16Array(size * HALVES).fill(NEVER),
  own: new Uint16Array(size),
});

function createPlainCounter({ lengths, sought, hasOthers, first, size }: Counting): HolderCounter {
  const counts = noCounts(size);
  const entries = noAnchors();
  let keys = new Int32Array(0);
  let holders = new Uint16Array(0);
  let found = new Int32Array(0);
  let mask = 0;

  function isCounted(place: number): boolean {
    const units = lengths[place >>> 1] as number;
    return !hasOthers || (units >= sought.from && units < sought.to);
  }

  /** Where the anchor is, or may be put. */
  function find(anchor: number): number {
    let slot = anchor & mask;
    while (holders[slot] !== 0 && keys[slot] !== anchor) slot = (slot + 1) & mask;
    return slot;
  }

  function add(slot: number): void {
    const before = holders[slot] as number;
    if (before < MANY) holders[slot] = before + 1;
  }

  function count(): void {
    mask = tableMask(entries.size);
    if (keys.length <= mask) [keys, holders] = [new Int32Array(mask + 1), new Uint16Array(mask + 1)];
    if (found.length < entries.size) found = new Int32Array(entries.size);
    holders.fill(0, 0, mask + 1);
    for (let k = 0; k < entries.size; k++) {
      if (!isCounted(entries.places[k] as number)) continue;
      const anchor = entries.slots[k] as number;
      const slot = find(anchor);
      keys[slot] = anchor;
      found[k] = slot;
      add(slot);
    }
    for (let k = 0; hasOthers && k < entries.size; k++) {
      if (isCounted(entries.places[k] as number)) continue;
      const slot = find(entries.slots[k] as number);
      if (holders[slot] !== 0) add(slot);
    }
  }

  function note(part: number): void {
    const [from, to] = [first * HALVES, (first + size) * HALVES];
    for (let k = 0; k < entries.size; k++) {
      const place = entries.places[k] as number;
      if (place < from || place >= to || !isCounted(place)) continue;
      const many = holders[found[k] as number] as number;
      if (many < 2) {
        counts.own[(place - from) >>> 1] = (counts.own[(place - from) >>> 1] as number) + 1;
      } else if (many < (counts.holders[place - from] as number)) {
        counts.holders[place - from] = many;
        counts.anchors[place - from] = ((entries.slots[k] as number) << PART_BITS) | part;
      }
    }
  }

  return {
    take(part, pieces) {
      unpackInto(entries, pieces, lengths.length);
      count();
      note(part);
    },
    counts: () => counts,
  };
}

/** Words of `Counting` in assembly/contained.ts. */
const HEAD = 16;

function createFastCounter(memory: ByteMemory, kernels: Kernels, counting: Counting): HolderCounter {
  const { lengths, sought, hasOthers, first, size } = counting;
  const head = allocate(memory, HEAD * 4);
  const lengthsAt = allocate(memory, lengths.byteLength);
  new Uint16Array(memory.buffer, lengthsAt, lengths.length).set(lengths);
  const [anchorsAt, holdersAt, ownAt] = [size * 8, size * 4, size * 2].map((bytes) => allocate(memory, bytes)) as [
    number,
    number,
    number,
  ];
  const countsOf = (): HolderCounts => ({
    anchors: new Int32Array(memory.buffer, anchorsAt, size * HALVES),
    holders: new Uint16Array(memory.buffer, holdersAt, size * HALVES),
    own: new Uint16Array(memory.buffer, ownAt, size),
  });
  const { anchors, holders, own } = countsOf();
  anchors.fill(0);
  holders.fill(NEVER);
  own.fill(0);
  const held = createHeldAnchors(memory, kernels);
  let room = 0;
  let table = 0;
  let slots = 0;

  return {
    take(part, pieces) {
      held.take(pieces, lengths.length);
      if (room < held.size) {
        room = held.size * 2;
        table = allocate(memory, (tableMask(room) + 1) * 8);
        slots = allocate(memory, room * 4);
      }
      new Int32Array(memory.buffer, head, HEAD).set([
        ...[held.anchors, held.places, held.size],
        ...[lengthsAt, sought.from, sought.to, hasOthers ? 1 : 0],
        ...[table, tableMask(held.size), slots],
        ...[first * HALVES, (first + size) * HALVES, anchorsAt, holdersAt, ownAt, part],
      ]);
      kernels.countHolders(head);
    },
    counts() {
      const found = countsOf();
      return { anchors: found.anchors.slice(), holders: found.holders.slice(), own: found.own.slice() };
    },
  };
}
