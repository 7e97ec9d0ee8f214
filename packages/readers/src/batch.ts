import type { Fault, RawBatch } from '@jatdae/kernel';

/** Records found in one buffer, as growing columns: see `RawBatch`. */
export interface Rows {
  size: number;
  start: Int32Array;
  end: Int32Array;
  record: Int32Array;
  line: Int32Array;
  byte: Float64Array;
  readonly faults: Fault[];
}

const BATCH_RECORDS = 4096;

export function createRows(capacity = 64): Rows {
  return {
    size: 0,
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    record: new Int32Array(capacity),
    line: new Int32Array(capacity),
    byte: new Float64Array(capacity),
    faults: [],
  };
}

export function clearRows(rows: Rows): void {
  rows.size = 0;
  rows.faults.length = 0;
}

export function addRow(rows: Rows, start: number, end: number, record: number, line: number, byte: number): void {
  if (rows.size === rows.start.length) grow(rows);
  const row = rows.size;
  rows.start[row] = start;
  rows.end[row] = end;
  rows.record[row] = record;
  rows.line[row] = line;
  rows.byte[row] = byte;
  rows.size = row + 1;
}

/** A record that could not be read, with the reason. */
export function addBadRow(
  rows: Rows,
  record: number,
  line: number,
  byte: number,
  fault: Omit<Fault, 'record' | 'pointer'>,
): void {
  addRow(rows, 0, 0, record, line, byte);
  rows.faults.push({ ...fault, pointer: null, record: rows.size - 1 });
}

function grow(rows: Rows): void {
  const longer = (column: Int32Array): Int32Array => {
    const grown = new Int32Array(column.length * 2);
    grown.set(column);
    return grown;
  };
  const byte = new Float64Array(rows.byte.length * 2);
  byte.set(rows.byte);
  rows.start = longer(rows.start);
  rows.end = longer(rows.end);
  rows.record = longer(rows.record);
  rows.line = longer(rows.line);
  rows.byte = byte;
}

/** The rows as batches over `bytes`; valid until the rows are cleared. */
export function* batchesOf(rows: Rows, bytes: Uint8Array): Generator<RawBatch, void, void> {
  let fault = 0;
  for (let from = 0; from < rows.size; from += BATCH_RECORDS) {
    const to = Math.min(rows.size, from + BATCH_RECORDS);
    const faults: Fault[] = [];
    for (; fault < rows.faults.length; fault += 1) {
      const next = rows.faults[fault] as Fault;
      if (next.record >= to) break;
      faults.push({ ...next, record: next.record - from });
    }
    yield {
      bytes,
      size: to - from,
      start: rows.start.subarray(from, to),
      end: rows.end.subarray(from, to),
      record: rows.record.subarray(from, to),
      line: rows.line.subarray(from, to),
      byte: rows.byte.subarray(from, to),
      faults,
    };
  }
}
