import type { ColumnReader } from './column.js';

export interface ContainmentSearch {
  /** units of a gram that likeness is measured by */
  readonly n: number;
  /** units of normal text from which an item is looked for */
  readonly least: number;
  /** share of the shorter item's grams that the longer one must have */
  readonly containment: number;
  /** sketches of all items */
  readonly sketches: number;
  /** the Bloom filters of sketches */
  blooms: ColumnReader['lookUp'];
  /** whether an item takes part, by its sketch */
  takesPart(sketch: number): boolean;
  /** Takes a pair that is worth reading again. @param missing bits of the shorter one's filter that the longer one lacks @param units its length */
  take(shorter: number, longer: number, missing: number, units: number): void;
  /** Told of an item that too many others share even its rarest anchors with: it was not looked for. */
  cut(sketch: number): void;
}

/** Where things may be put: shares of `memory`, and what is more under `temp`. */
export interface Room {
  readonly memory: number;
  readonly temp: string;
}

export type Tier = 'narrow' | 'wide';

/**
 * How many times the least length a text has that is looked for by its wide anchors. Those take a stretch of twice that length, which is
 * left of such a text also where it was cut in two.
 */
const WIDE_FROM = 5;

/** Length from which texts have wide anchors, by which they find each other; shorter ones find all texts by narrow ones. */
export const wideFrom = (least: number): number => WIDE_FROM * least;

/** Of lengths nearer to each other than this, whatever contains the other is similar to it, and found as such. */
const MUCH_SHORTER = 0.9;

/** The most units that an item may have to stand in one of so many. */
export const reachOf = (units: number): number => Math.floor(units * MUCH_SHORTER);

/** Lengths of the items that are looked for: `from` is the first, `to` the one after the last. */
export interface Lengths {
  readonly from: number;
  readonly to: number;
}

/** A partition is a range of an anchor's lowest bits: the upper ones of what is least are mostly zero. */
export const PARTS = 128;
export const partOf = (anchor: number): number => anchor & (PARTS - 1);
/** What tells anchors of a partition from each other first. */
export const slotOf = (anchor: number): number => anchor >>> 7;

/** An anchor, its item's sketch, and the item's length with a bit for the half of its anchors that this one is of. */
export const Holder = { Anchor: 0, Sketch: 1, Place: 2 } as const;
export const HOLDER = 3;
export const unitsOf = (place: number): number => place >>> 1;
export const halfOf = (place: number): number => place & 1;
