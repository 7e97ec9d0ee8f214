import { ABSENT, type Damage, type Fault, type PartFacts, type RawBatch } from '@jatdae/kernel';
import { addBadRow, addRow, batchesOf, clearRows, createRows, type Rows } from '../batch.js';
import { type TextSearch, textSearch } from '../input/text.js';
import type { ReadOptions } from '../reader.js';
import { createJsonText, type JsonText } from './json-text.js';

export type CellFault = Omit<Fault, 'record'>;

/** Where a format whose records are no text of the file (Parquet, Arrow, xlsx, YAML) writes them as JSON. */
export interface RecordSink {
  readonly rows: Rows;
  readonly text: JsonText;
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

const BATCH_BYTES = 1 << 20;
const BATCH_ROWS = 4096;

export function createRecordSink(options: ReadOptions): RecordSink {
  return {
    rows: createRows(),
    text: createJsonText(),
    faults: [],
    limit: options.limits.recordBytes,
    depth: options.limits.depth,
    canary: textSearch(options.canary),
    records: 0,
    lines: 0,
    start: 0,
  };
}

/** Ends the record that was written since the last one. `line` and `byte` are ABSENT where the format has no such place. */
export function endRecord(sink: RecordSink, line: number = ABSENT, byte: number = ABSENT): void {
  const { text, rows, start } = sink;
  const size = text.used - start;
  if (size > sink.limit) {
    rejectRecord(sink, 'F006', { reason: 'record-bytes', limit: sink.limit, size }, line, byte);
    return;
  }
  sink.canary.feed(text.bytes.subarray(start, text.used));
  addRow(rows, start, text.used, sink.records++, line, byte);
  for (const fault of sink.faults) rows.faults.push({ ...fault, record: rows.size - 1 });
  sink.faults.length = 0;
  sink.start = text.used;
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
  sink.faults.length = 0;
  sink.text.used = sink.start;
}

/** What was written of a record that does not end. */
export function dropRecord(sink: RecordSink): void {
  sink.faults.length = 0;
  sink.text.used = sink.start;
}

export function isFull(sink: RecordSink): boolean {
  return sink.rows.size >= BATCH_ROWS || sink.text.used >= BATCH_BYTES;
}

/** Hands over what was written, and begins anew. */
export function* takeBatches(sink: RecordSink): Generator<RawBatch, void, void> {
  yield* batchesOf(sink.rows, sink.text.bytes);
  clearRows(sink.rows);
  sink.text.used = 0;
  sink.start = 0;
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
