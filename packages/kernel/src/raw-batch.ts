import type { Fault } from './item-batch.js';

/**
 * What every format hands over: records as UTF-8 JSON text in one buffer. Formats that hold no JSON (CSV, Parquet, xlsx) write it.
 * Valid only until the next batch is asked for.
 */
export interface RawBatch {
  readonly bytes: Uint8Array;
  readonly size: number;
  /** record i is bytes[start[i], end[i]); an empty range is a record that could not be read and has a fault */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** number of the record within the part, from 0 */
  readonly record: Int32Array;
  /** line of the record's first byte within the part, from 0 */
  readonly line: Int32Array;
  /** offset of the record's first byte in the (decompressed) file; in the file as UTF-8, without its mark, where its encoding is another */
  readonly byte: Float64Array;
  readonly faults: readonly Fault[];
  /** what parsing the records gives, where the format knows it */
  readonly parsed?: ParsedRecords;
}

/** Records as a tape holds them once they are parsed. */
export interface ParsedRecords {
  /** of all records, as in `Tape.nodes`; their ranges are those of the batch's bytes */
  readonly nodes: Int32Array;
  /** node of record i, -1 where it could not be read */
  readonly root: Int32Array;
  /** union of the text flags of its strings */
  readonly flags: Uint16Array;
}

/** What is known of a part once it has been read to its end. Counts add up over the parts of a file. */
export interface PartFacts {
  /** bytes of the file that were read, as stored (compressed bytes of a compressed file) */
  readonly bytes: number;
  readonly records: number;
  readonly lines: number;
  /** record ends (CSV, JSONL) or line ends outside strings (JSON), by kind */
  readonly lf: number;
  readonly crlf: number;
  readonly cr: number;
  /** the part starts with a byte order mark */
  readonly bom: boolean;
  /** the encoding that the bytes were read as: utf-8, cp949, utf-16le, utf-16be, or the manifest's word in lower case */
  readonly encoding: string;
  /** nothing but white space was there */
  readonly blank: boolean;
  /** the canary string was seen, where one was asked for */
  readonly canary: boolean;
  /** raw control characters other than tab, CR and LF were seen outside records (in records they are the records' flags) */
  readonly control: boolean;
  /** of a table's first part: quotes in it that RFC 4180 does not allow, if there are any */
  readonly quoting?: IrregularQuotes | null;
  /** of the first part of a table whose first row is taken for the names of its columns */
  readonly header?: TableHeader;
  /** why reading ended before the part's end, if it did: what comes after was not looked at */
  readonly damage: Damage | null;
}

export interface TableHeader {
  /** as the records have them: of the first row, or the manifest's */
  readonly names: readonly string[];
  /** the first column, from 1, in which the first row is like the second (the same text, or a number as there): it may hold values, not names */
  readonly valueLike: number | null;
}

export interface IrregularQuotes {
  /** offset in the (decompressed) file of the first */
  readonly byte: number;
  /** plain: all quotes of the file were read as text; quoted: only those that RFC 4180 does not allow */
  readonly reading: 'plain' | 'quoted';
}

export interface Damage {
  readonly code: 'F001' | 'F005' | 'F006' | 'F007' | 'F010';
  /** offset in the (decompressed) file */
  readonly byte: number;
  readonly reason: string;
  /** a fault of a record already tells of it */
  readonly told: boolean;
}
