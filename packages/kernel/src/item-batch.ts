import type { Tape } from './tape.js';

/** What an item can carry. `subMetric` and `split` are resolved by the plan and have columns of their own. */
export const ITEM_FIELDS = [
  'id',
  'context',
  'question',
  'answer',
  'explanation',
  'category',
  'difficulty',
  'group',
  'rubric',
  'turns',
] as const;
export type ItemField = (typeof ITEM_FIELDS)[number];

/** Which part of the deliverable an item belongs to. */
export const Side = { Public: 0, Leaderboard: 1, Unknown: 2 } as const;
export type Side = (typeof Side)[keyof typeof Side];

/** What a media reference leads to where it is no file of the plan's media list. */
export const Medium = {
  /** there is no such file */
  Missing: -1,
  /** the file is there but is not read: a link that leads out, a pipe (M005 tells of it) */
  Refused: -2,
  /** the path leaves the deliverable */
  Outside: -3,
  /** a file that holds items */
  Data: -4,
  /** no text: the item's schema judges it */
  NoText: -5,
} as const;

/** How an item's answer was understood. */
export const Answer = {
  /** null, absent or blank */
  Absent: 0,
  /** resolved to one or several choices: see `ItemBatch.key` */
  Keyed: 1,
  /** there, but not one of the choices (or labels) */
  Foreign: 2,
  /** free text, a reference, turns, shares: nothing to resolve */
  Free: 3,
} as const;
export type Answer = (typeof Answer)[keyof typeof Answer];

/** A column's value where the item has none. */
export const ABSENT = -1;

/**
 * Where a record stands, before the plan knows how many records the earlier splits hold.
 * `record` and `line` count from 0 within the part of the file that the split covers; `byte` counts from the file's start
 * (of the decompressed content).
 */
export interface Locator {
  readonly split: number;
  /** index in the plan's file table */
  readonly file: number;
  readonly record: number;
  readonly line: number;
  readonly byte: number;
}

/** Something that made a record unusable or suspicious before any rule saw it. `record` is its row in the batch. */
export interface Fault {
  readonly code: string;
  readonly record: number;
  readonly pointer: string | null;
  /** 1-based column in code points, where a place inside the record is known */
  readonly column: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * A run of items as columns over byte slices. Nothing is decoded: a column holds nodes of the tape, and only a rule that reports
 * a record asks for its text. Rows that could not be parsed are there too, with `root` ABSENT, so that counts are true.
 * A batch and its bytes are valid only until the next batch is read.
 */
export interface ItemBatch {
  readonly split: number;
  /** index in the manifest's resources */
  readonly resource: number;
  readonly size: number;
  readonly tape: Tape;
  /** tape node of the raw record, or ABSENT */
  readonly root: Int32Array;
  /** 1 where the record was decoded, passed its schema and broke no rule that makes an item invalid */
  readonly valid: Uint8Array;
  /** 1 where no rule of Q-SYNTAX found anything of severity error */
  readonly sound: Uint8Array;
  /** index in the plan's sub-metric table, ABSENT where unknown */
  readonly subMetric: Int16Array;
  readonly side: Uint8Array;
  /** union of the text flags (`TextFlag`) over every string of the record */
  readonly flags: Uint16Array;
  readonly field: Readonly<Record<ItemField, Int32Array>>;
  /** the choices of item i are nodes choice[choiceStart[i] … choiceStart[i + 1]) */
  readonly choiceStart: Int32Array;
  readonly choice: Int32Array;
  /** fingerprint of each choice's canonical text, four words a choice */
  readonly choicePrint: Int32Array;
  /** the media references of item i, likewise */
  readonly mediaStart: Int32Array;
  readonly media: Int32Array;
  /** index of each reference's file in the plan's media list, or a `Medium` */
  readonly mediaFile: Int32Array;
  readonly answer: Uint8Array;
  /** bit k is set where choice k is (one of) the key(s); only where `answer` is Keyed, choices past 30 are never keyed */
  readonly key: Int32Array;
  /** whether the plan gives this resource an id field */
  readonly idMapped: boolean;
  /** what the readers and the schema check found, in record order */
  readonly faults: readonly Fault[];
  locate(i: number): Locator;
  /** JSON Pointer, in the raw record, of an item's field or of its k-th choice. */
  pointer(field: ItemField | 'subMetric' | 'split' | 'choices' | 'media', k?: number): string;
  /** The same of media[k], which may stand in one of several fields. */
  mediaPointer(k: number): string;
}
