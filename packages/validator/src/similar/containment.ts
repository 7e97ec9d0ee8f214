import { PART_BITS } from '@jatdae/kernel';

export type Tier = 'narrow' | 'wide';

/** Where things may be put: shares of `memory`, and what is more under `temp`. */
export interface Room {
  readonly memory: number;
  readonly temp: string;
}

/**
 * How many times the least length a text has that is looked for by its wide anchors. Those take a stretch of twice that length, which is
 * left of such a text also where it was cut in two.
 */
const WIDE_FROM = 5;

/** Length from which texts have wide anchors, by which they find each other; shorter ones find all texts by narrow ones. */
export const wideFrom = (least: number): number => WIDE_FROM * least;

/** Lengths of the items that are looked for: `from` is the first, `to` the one after the last. */
export interface Lengths {
  readonly from: number;
  readonly to: number;
}

export const isIn = ({ from, to }: Lengths, units: number): boolean => units >= from && units < to;

/** A partition is a range of an anchor's lowest bits: the upper ones of what is least are mostly zero. */
export const PARTS = 1 << PART_BITS;
export const partOf = (anchor: number): number => anchor & (PARTS - 1);
/** What tells anchors of a partition from each other. */
export const slotOf = (anchor: number): number => anchor >>> PART_BITS;

/** A text that was cut in two still has the anchors of one half. */
export const HALVES = 2;
