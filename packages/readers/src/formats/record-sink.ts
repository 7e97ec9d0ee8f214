import { isUtf8 } from 'node:buffer';
import { ABSENT, type Damage, type Fault, type PartFacts, type RawBatch } from '@jatdae/kernel';
import { addBadRow, addRow, batchesOf, clearRows, createRows, type Rows } from '../batch.js';
import { type TextSearch, textSearch } from '../input/text.js';
import type { ReadOptions } from '../reader.js';
import { dropInserts, type Inserts, insertedBytes, keepInserts, measureInserts, nextRound, weave } from './inserts.js';
import { createJsonText, type JsonText } from './json-text.js';

export type CellFault = Omit<Fault, 'record'>;

/** Where a format whose records are no text of the file (Parquet, Arrow, xlsx, YAML) writes them as JSON. */
export interface RecordSink {
  readonly rows: Rows;
  readonly text: JsonText;
  /** texts that are put in when the batch is handed over; null for a format that writes all by itself */
  readonly inserts: Inserts | null;
  /** what was met in the record that is being written */
  readonly faults: CellFault[];
  readonly limit: number;
  readonly depth: number;
  readonly canary: TextSearch;
  records: number;
  /** lines of the file that were read; 0 where it has none */
  lines: number;
  /** where the record that is being written begins in the text */
  start: number;
}

export interface InsertingSink extends RecordSink {
  readonly inserts: Inserts;
}

export const BATCH_BYTES = 1 << 20;
const BATCH_ROWS = 4096;

export function createRecordSink(options: ReadOptions): RecordSink {
  return {
    rows: createRows(),
    text: createJsonText(),
    inserts: null,
    faults: [],
    limit: options.limits.recordBytes,
    depth: options.limits.depth,
    canary: textSearch(options.canary),
    records: 0,
    lines: 0,
    start: 0,
  };
}

export function createInsertingSink(options: ReadOptions, inserts: Inserts): InsertingSink {
  return { ...createRecordSink(options), inserts };
}

/** Ends the record that was written since the last one. `line` and `byte` are ABSENT where the format has no such place. */
export function endRecord(sink: RecordSink, line: number = ABSENT, byte: number = ABSENT): void {
  const { text, rows, start, inserts } = sink;
  const size = recordBytes(sink);
  if (size === null) {
    rejectRecord(sink, 'F001', NOT_TEXT, line, byte);
    return;
  }
  if (size > sink.limit) {
    rejectRecord(sink, 'F006', { reason: 'record-bytes', limit: sink.limit, size }, line, byte);
    return;
  }
  if (inserts === null) sink.canary.feed(text.bytes.subarray(start, text.used));
  else keepInserts(inserts);
  addRow(rows, start, text.used, sink.records++, line, byte);
  for (const fault of sink.faults) rows.faults.push({ ...fault, record: rows.size - 1 });
  sink.faults.length = 0;
  sink.start = text.used;
}

export const NOT_TEXT: Fault['data'] = { reason: 'cell-not-utf-8' };

/** A record below this share of the limit is below the limit with all its escapes, too. */
const LIMIT_SHARE = 8;

/** Exact where the limit may matter; null where an insert is no text then, for that goes before. */
function recordBytes(sink: RecordSink): number | null {
  const { text, start, inserts, limit } = sink;
  const least = writtenBytes(sink);
  if (inserts === null || least < limit / LIMIT_SHARE) return least;
  const { bytes, isText } = measureInserts(inserts);
  return isText ? text.used - start + bytes : null;
}

/** Bytes that the record that is being written has so far, escapes of what is inserted not counted. */
export function writtenBytes({ text, start, inserts }: RecordSink): number {
  return text.used - start + (inserts === null ? 0 : insertedBytes(inserts));
}

/** The record that is being written cannot be: what was written of it is dropped. */
export function rejectRecord(
  sink: RecordSink,
  code: Damage['code'],
  data: Fault['data'],
  line: number = ABSENT,
  byte: number = ABSENT,
  column: number | null = null,
): void {
  addBadRow(sink.rows, sink.records++, line, byte, { code, column, data });
  dropRecord(sink);
}

/** What was written of a record that does not end. */
export function dropRecord(sink: RecordSink): void {
  sink.faults.length = 0;
  sink.text.used = sink.start;
  if (sink.inserts !== null) dropInserts(sink.inserts);
}

export function isFull(sink: RecordSink): boolean {
  return sink.rows.size >= BATCH_ROWS || sink.text.used + (sink.inserts?.bytes ?? 0) >= BATCH_BYTES;
}

/** Hands over what was written, and begins anew. */
export function* takeBatches(sink: RecordSink): Generator<RawBatch, void, void> {
  yield* batchesOf(sink.rows, sink.inserts === null ? sink.text.bytes : wovenRows(sink, sink.inserts));
  clearRows(sink.rows);
  sink.text.used = 0;
  sink.start = 0;
  if (sink.inserts !== null) nextRound(sink.inserts);
}

/** Puts in what was only pointed at, and moves the rows to where they then are. */
function wovenRows({ rows, text, canary }: RecordSink, inserts: Inserts): Uint8Array {
  const { bytes, endOf } = weave(inserts, text);
  let start = 0;
  for (let i = 0; i < rows.size; i += 1) {
    if (rows.end[i] === rows.start[i]) continue;
    const end = endOf(rows.end[i] as number);
    rows.start[i] = start;
    rows.end[i] = end;
    start = end;
  }
  if (isUtf8(bytes)) {
    canary.feed(bytes);
    return bytes;
  }
  refuseBroken(rows, bytes);
  for (let i = 0; i < rows.size; i += 1) canary.feed(bytes.subarray(rows.start[i], rows.end[i]));
  return bytes;
}

/** Refuses the rows that are not UTF-8. */
export function refuseBroken(rows: Rows, bytes: Uint8Array): void {
  const broken = new Set<number>();
  for (let i = 0; i < rows.size; i += 1) {
    if (isUtf8(bytes.subarray(rows.start[i], rows.end[i]))) continue;
    broken.add(i);
    rows.start[i] = 0;
    rows.end[i] = 0;
  }
  const others = rows.faults.filter(({ record }) => !broken.has(record));
  const faults = [...broken].map((record) => ({ code: 'F001', pointer: null, column: null, data: NOT_TEXT, record }) as const);
  rows.faults.splice(0, rows.faults.length, ...[...others, ...faults].sort((a, b) => a.record - b.record));
}

/** `bytes`: of the file, as stored. */
export function factsOfRecords(sink: RecordSink, bytes: number, damage: Damage | null): PartFacts {
  return {
    bytes,
    records: sink.records,
    lines: sink.lines,
    lf: 0,
    crlf: 0,
    cr: 0,
    bom: false,
    encoding: 'utf-8',
    blank: sink.records === 0 && damage === null,
    canary: sink.canary.found(),
    control: false,
    damage,
  };
}
