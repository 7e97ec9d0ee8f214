import type { Language, Localized, Manifest } from '@jatdae/schema';
import type { ItemRecord } from './columns.js';
import type { FileKind } from './files/data-file.js';
import type { ExportItem } from './item.js';
import type { LeftOutReason } from './left-out.js';
import type { Part, WrittenPart } from './part.js';

/** What all targets are told of a deliverable. */
export interface Source {
  readonly manifest: Manifest;
  /** of the words around an item, and of titles where there are several */
  readonly language: Language;
  /** where the data is or will be published */
  readonly url?: string;
}

/** What an export holds, once its data is written. */
export interface Written {
  /** in the manifest's order of sub-metrics, public first */
  readonly parts: readonly WrittenPart[];
  /** paths in the export */
  readonly media: readonly WrittenMedium[];
}

export interface WrittenMedium {
  readonly path: string;
  readonly bytes: number;
  /** lower-case hex */
  readonly sha256: string;
}

/** Says of a record that was read back what of it is not as in the item; null where all is. */
export type Judge = (record: ItemRecord, item: ExportItem, part: WrittenPart) => string | null;

/** A form that data is exported in. */
export interface Target {
  readonly files: FileKind;
  /** what of an item decides which file of its sub-metric and split it stands in */
  apart(item: ExportItem): Partial<Pick<Part, 'type' | 'choices'>>;
  /** whether media are handed over; else items that have any are left out */
  readonly withMedia: boolean;
  refuse(item: ExportItem): LeftOutReason | null;
  record(item: ExportItem): ItemRecord;
  pathOf(part: Omit<Part, 'path'>): string;
  /** texts of the files beside the data, by path */
  documents(written: Written): ReadonlyMap<string, string>;
  /** what a person has to add, or should know of */
  notes(written: Written): readonly Localized[];
  /**
   * Reads the documents back.
   * @param read text of a file of the export
   * @throws Error where they cannot be read, or do not say what stands in the folder
   */
  judge(read: (path: string) => Promise<string>, written: Written): Promise<Judge>;
}
