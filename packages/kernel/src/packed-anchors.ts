import { allocate, type ByteMemory, type Kernels } from './byte-memory.js';

/**
 * An anchor of a text as it is held in its partition: its own bits but those that tell the partition, and above them by how much its place is past that of
 * the one before. From FAR on the place is a word of its own. A place is a sketch, times two, and one more in the second half of its text's anchors.
 */
export const ANCHOR_BITS = 25;
const ANCHOR_MASK = (1 << ANCHOR_BITS) - 1;
export const FAR = 127;
/** Lowest bits of an anchor that tell its partition. */
export const PART_BITS = 7;

/** Packed anchors of sketches that follow each other, in plan order. @param before sketches before them */
export interface PackedAnchors {
  readonly words: Int32Array;
  readonly before: number;
}

/** Anchors of a partition, with their places in plan order. */
export interface PartAnchors {
  size: number;
  /** without the bits that tell the partition */
  slots: Int32Array;
  places: Int32Array;
}

export const noAnchors = (): PartAnchors => ({ size: 0, slots: new Int32Array(0), places: new Int32Array(0) });

/**
 * Takes the anchors of a partition in the place of those before. @param sketches all that there are
 * @throws RangeError where an anchor is of none of them
 */
export function unpackInto(anchors: PartAnchors, pieces: Iterable<PackedAnchors>, sketches: number): void {
  anchors.size = 0;
  for (const { words, before } of pieces) {
    makeRoom(anchors, anchors.size + words.length);
    const { slots, places } = anchors;
    let place = before * 2;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as number;
      const step = word >>> ANCHOR_BITS;
      place = step === FAR ? before * 2 + (words[++at] as number) : place + step;
      if (!(place < sketches * 2)) throw new RangeError('an anchor of no sketch');
      slots[anchors.size] = word & ANCHOR_MASK;
      places[anchors.size] = place;
      anchors.size += 1;
    }
  }
}

function makeRoom(anchors: PartAnchors, size: number): void {
  if (anchors.slots.length >= size) return;
  const [slots, places] = [new Int32Array(size * 2), new Int32Array(size * 2)];
  slots.set(anchors.slots.subarray(0, anchors.size));
  places.set(anchors.places.subarray(0, anchors.size));
  anchors.slots = slots;
  anchors.places = places;
}

/** The same in WebAssembly. */
export interface HeldAnchors {
  readonly anchors: number;
  readonly places: number;
  size: number;
  take(pieces: Iterable<PackedAnchors>, sketches: number): void;
}

export function createHeldAnchors(memory: ByteMemory, kernels: Kernels): HeldAnchors {
  let room = 0;
  let packed = { at: 0, room: 0 };

  function putWords(words: Int32Array): number {
    if (packed.room < words.length) packed = { at: allocate(memory, words.length * 8), room: words.length * 2 };
    new Int32Array(memory.buffer, packed.at, words.length).set(words);
    return packed.at;
  }

  function moveTo(size: number): void {
    const from = { ...held };
    room = size;
    held.anchors = allocate(memory, size * 4);
    held.places = allocate(memory, size * 4);
    const bytes = new Uint8Array(memory.buffer);
    bytes.copyWithin(held.anchors, from.anchors, from.anchors + from.size * 4);
    bytes.copyWithin(held.places, from.places, from.places + from.size * 4);
  }

  const held = {
    anchors: 0,
    places: 0,
    size: 0,
    take(pieces: Iterable<PackedAnchors>, sketches: number) {
      held.size = 0;
      for (const { words, before } of pieces) {
        const wordsAt = putWords(words);
        if (room < held.size + words.length) moveTo((held.size + words.length) * 2);
        const [anchorsAt, placesAt] = [held.anchors + held.size * 4, held.places + held.size * 4];
        const count = kernels.unpackAnchors(wordsAt, words.length, before * 2, sketches * 2, anchorsAt, placesAt);
        if (count < 0) throw new RangeError('an anchor of no sketch');
        held.size += count;
      }
    },
  };
  return held;
}

/** Slots of a hash table but one: twice as many as entries, at the least. */
export const tableMask = (entries: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, entries * 2))) - 1;
