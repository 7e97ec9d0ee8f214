import type { PackedAnchors } from './packed-anchors.js';

/** An entry of what is looked for: an anchor, its sketch, `soughtSize`, and how many have the anchor in the upper half of a word. */
export const Sought = { Anchor: 0, Sketch: 1, Size: 2, Holders: 3 } as const;
export const SOUGHT = 4;

/** The length of a text, and how many bits its filter may have more than that of whoever contains it. */
export const soughtSize = (units: number, losable: number): number => units * 8192 + losable;
export const lengthOf = (size: number): number => size >>> 13;
export const losableOf = (size: number): number => size & 8191;
export const holdersOf = (word: number): number => word >>> 16;

/** Of lengths nearer to each other than this, whatever contains the other is similar to it, and found as such. */
const MUCH_SHORTER = 0.9;
/** The most units that a text may have to stand in one of so many. */
export const reachOf = (units: number): number => Math.floor(units * MUCH_SHORTER);

/** Bloom filters of sketches, BLOOM_WORDS each. */
export interface Filters {
  /** Those of all sketches, in order; each piece is good until the next. */
  pieces(): Iterable<Int32Array>;
  /** Where the filters of sketches stand: that of the k-th begins at `ints[rows[k] * BLOOM_WORDS]`; good until the next call. */
  lookUp(sketches: Int32Array): { readonly ints: Int32Array; readonly rows: Int32Array };
}

/** Told of a text and of one that may contain it, how many bits of its filter the other one's lacks, and its length. */
export type TellInside = (shorter: number, longer: number, missing: number, units: number) => void;

/** Finds texts that may stand in longer ones, partition by partition: those that have an anchor of them, and all but some bits of their filter. */
export interface InsideSearch {
  /** Takes the entries that are looked for in the partition; those of anchors that more than `most` have are left out. Gives how many are not. */
  index(entries: Int32Array, most: number): number;
  /** Looks for them. @throws RangeError where an anchor is of no sketch */
  find(pieces: Iterable<PackedAnchors>, tell: TellInside): void;
}
