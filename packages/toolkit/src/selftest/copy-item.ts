import type { Manifest } from '@jatdae/schema';
import type { ReadItem } from '@jatdae/validator';
import type { JsonObject } from './pointer.js';

/** Formats that a copy is written in: lines, a table, a JSON array, and one JSON document an item. */
export type WrittenAs = 'jsonl' | 'csv' | 'json' | 'json-items';

/** An item of the copy. */
export interface CopyItem extends Omit<ReadItem, 'json' | 'path'> {
  readonly record: JsonObject;
  /** index in the copy's files */
  readonly file: number;
}

/** A file of the copy, or a folder of one-item files. */
export interface CopyFile {
  readonly resource: Manifest['resources'][number];
  readonly writtenAs: WrittenAs;
}
