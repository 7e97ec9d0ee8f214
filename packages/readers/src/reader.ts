import type { Buffer } from 'node:buffer';
import type { Damage, IrregularQuotes, PartFacts, RawBatch, TableScanner } from '@jatdae/kernel';
import type { Rows } from './batch.js';

/** Random access to the bytes of one file, as stored. */
export interface ByteSource {
  readonly size: number;
  /** Reads up to `into.length` bytes from offset `at`; gives how many, 0 at the end. */
  read(into: Uint8Array, at: number): Promise<number>;
  /** of a member of an archive: why it ended before its `size`, or is not what its checksum says, as far as it was read */
  damage?(): Damage | null;
  /** the same once all of it has been looked at, reading what was not */
  verify?(): Promise<Damage | null>;
  close(): Promise<void>;
}

export interface ReadLimits {
  /** bytes of one record */
  readonly recordBytes: number;
  /** levels of nesting in one record */
  readonly depth: number;
  /** decompressed bytes for each stored byte of a compressed file, past the first 64 MiB; 200 where absent */
  readonly ratio?: number;
}

export interface CsvOptions {
  readonly delimiter?: string;
  /** null: quotes are plain text */
  readonly quote?: string | null;
  readonly header?: boolean;
  readonly columns?: readonly string[];
  /** what a look over the whole table has shown; without it, the reader looks */
  readonly survey?: CsvSurvey;
}

export interface CsvSurvey {
  readonly delimiter: string;
  readonly quote: string | null;
  /** a CR that no LF follows ends a row */
  readonly crEnds: boolean;
  /** the first quote that RFC 4180 does not allow, and how quotes are then read */
  readonly irregular: IrregularQuotes | null;
}

export type Compression = 'none' | 'gzip' | 'zstd';

/** What a reader keeps from one part to the next: memory that is dear to take. Parts that are read at the same time have one each. */
export interface Workroom {
  table: TableScanner | null;
  /** of the last part's window, and its rows, while no part reads into them */
  buffer?: Buffer | undefined;
  rows?: Rows | undefined;
}

export interface ReadOptions {
  readonly limits: ReadLimits;
  /** JSON Pointer to the items of a JSON or YAML file */
  readonly at: string | null;
  readonly csv: CsvOptions;
  readonly compression: Compression;
  /** of a text format, by the manifest's word; without it, it is found out file by file */
  readonly encoding?: string;
  /** names of the top-level members that are needed; a format may leave out the others. Without it, all are */
  readonly columns?: readonly string[];
  /** a string whose presence in the decoded content is to be told in the facts */
  readonly canary: string | null;
  /** of whoever reads many parts; without it, a part has one of its own */
  readonly workroom?: Workroom;
}

/** Half-open range [start, end) of a file. A reader that cannot be split is given the whole file. */
export interface Part {
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
}

/** A part of a file that is read alone, and what is known of the file that the part itself does not show. */
export interface PlannedPart {
  readonly start: number;
  readonly end: number;
  readonly csv?: CsvOptions;
  /** bytes that come out of it, where its own are compressed */
  readonly decoded?: number;
}

/** A format: what it is called, how it is recognised, whether a file of it can be cut, how its records are read. */
export interface Reader {
  readonly id: string;
  /** without the dot, lower case */
  readonly extensions: readonly string[];
  /** A part may begin and end at any byte: it owns the records whose first byte lies in it. */
  readonly splittable: boolean;
  /**
   * Where a file that is not compressed is to be cut so that the parts have about `targetBytes`, for a format of which that depends on
   * the content. The parts of a file are in order and cover it.
   */
  plan?(source: ByteSource, options: ReadOptions, targetBytes: number): Promise<readonly PlannedPart[]>;
  /** Whether the first bytes (decompressed, without BOM) look like this format. */
  sniff(head: Uint8Array): boolean;
  read(part: Part, options: ReadOptions, signal: AbortSignal): AsyncGenerator<RawBatch, PartFacts, void>;
}
