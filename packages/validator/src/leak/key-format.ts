import { KEYED_BINS } from '@jatdae/kernel';
import type { NearOptions } from '@jatdae/rules';

/**
 * A file of keys, little-endian: a line of JSON (`KeyHeader`), blocks, a block of no items, the number of all items (8 bytes), and the SHA-256 of all
 * that stands before. A block is its four counts and then, one column behind the other, what `COLUMNS` names.
 */
export const KEY_VERSION = 3;

/** What was made otherwise cannot be compared. */
export interface KeyHeader extends Pick<NearOptions, 'jaccard' | 'n' | 'least' | 'jamo'> {
  readonly 'jatdae-leak': typeof KEY_VERSION;
  readonly dataset: string;
  /** tells one key from another and nothing of it */
  readonly key: string;
  /** steps of normal text */
  readonly text: string;
}

/** Items of a block at the most: a block is held in memory as a whole. */
export const BLOCK_ITEMS = 8192;
/** Bytes of a fingerprint: an HMAC-SHA-256, cut. */
export const PRINT_BYTES = 16;
/** The header is never longer. */
export const MOST_HEADER = 1 << 16;
export const COUNT_BYTES = 16;

/** What stands at the head of a block. */
export interface BlockCounts {
  readonly items: number;
  /** sketches of syllables, and of jamo */
  readonly syllables: number;
  readonly jamo: number;
  /** bytes of the names of the files that the items lie in: a JSON array */
  readonly names: number;
}

export type Column = 'names' | 'files' | 'records' | 'items' | 'texts' | `${SketchKind}Of` | SketchKind;
export type SketchKind = 'syllables' | 'jamo';

/**
 * Columns of a block in their order, with the bytes of each: of an item the file (by its place in the names) and the number there from 1, its
 * fingerprint, and that of its text (zeros for a short one); of a sketch the item (by its place in the block) and the bins.
 */
export const columnsOf = ({ items, syllables, jamo, names }: BlockCounts): readonly (readonly [Column, number])[] => [
  ['names', names],
  ['files', items * 4],
  ['records', items * 4],
  ['items', items * PRINT_BYTES],
  ['texts', items * PRINT_BYTES],
  ['syllablesOf', syllables * 4],
  ['syllables', syllables * KEYED_BINS],
  ['jamoOf', jamo * 4],
  ['jamo', jamo * KEYED_BINS],
];
