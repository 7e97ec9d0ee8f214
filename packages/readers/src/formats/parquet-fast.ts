import { isUtf8 } from 'node:buffer';
import {
  ABSENT,
  type ColumnRows,
  createColumnRows,
  createZstdDecoder,
  emptyRing,
  type RawBatch,
  WRITTEN_STRIDE,
  WrittenRow,
  type WrittenRows,
  wasmMemory,
} from '@jatdae/kernel';
import { addRow, batchesOf, clearRows } from '../batch.js';
import type { ReadOptions } from '../reader.js';
import { type Budget, spend } from './parquet-budget.js';
import { type ColumnFeed, createColumnFeed } from './parquet-feed.js';
import { type RowWriter, SPARE_BYTES } from './parquet-rows.js';
import { ParquetProblem } from './parquet-schema.js';
import {
  BATCH_BYTES,
  type CellFault,
  createRecordSink,
  NOT_TEXT,
  type RecordSink,
  refuseBroken,
  rejectRecord,
} from './record-sink.js';

/** Reads row groups whose pages are laid out. */
export interface GroupReader {
  /** where their records go */
  readonly sink: RecordSink;
  /** @throws ParquetProblem where a column has not as many values as there are rows */
  read(rows: number): Generator<RawBatch, void, void>;
  /** Whole rows that were written before that. */
  rest(): Generator<RawBatch, unknown, void>;
}

const MOST_LONG = 2 ** 31 - 1;

/** Rows that the kernel writes from columns, with their nodes; null where it cannot. */
export function fastGroupReader(rows: RowWriter, options: ReadOptions, spent: Budget): GroupReader | null {
  const { shape, columns } = rows;
  const memory = shape === null ? null : wasmMemory();
  if (memory === null || shape === null) return null;
  const sink = createRecordSink(options);
  const longest = Math.min(MOST_LONG, sink.limit + SPARE_BYTES);
  const written = createColumnRows(memory, shape, columns, { enough: BATCH_BYTES, longest });
  if (written === null) return null;
  const scratch = createRecordSink(options);
  const decoder = createZstdDecoder(memory);
  for (const leaf of rows.leaves) leaf.place = decoder && { decoder, ring: emptyRing() };
  const feeds = rows.leaves.map((leaf) => createColumnFeed(memory, written, leaf, scratch));
  return columnReader(written, feeds, sink, spent);
}

function columnReader(written: ColumnRows, feeds: readonly ColumnFeed[], sink: RecordSink, spent: Budget): GroupReader {
  const feedOf = new Map(feeds.map((feed) => [feed.leaf.column, feed]));
  /** of the batch */
  const faults: RowFault[] = [];

  /** Writes so many rows, or a batch. @throws ParquetProblem */
  function write(rows: number): void {
    for (;;) {
      const { stop, column } = written.write(rows);
      if (stop === 'enough') return;
      const feed = feedOf.get(column);
      if (stop === 'corrupt' || feed === undefined) throw new ParquetProblem('corrupt');
      const odd = feed.odd();
      if (stop === 'more') feed.more();
      else if (odd !== null) faults.push({ row: written.written().size, fault: odd });
    }
  }

  function* take(): Generator<RawBatch, number, void> {
    const rows = written.written();
    yield* batchOf(sink, rows, faults, written.depth <= sink.depth);
    faults.length = 0;
    written.begin();
    spend(spent, rows.text.length);
    return rows.size;
  }

  return {
    sink,
    *read(rows) {
      for (const feed of feeds) feed.begin();
      written.begin();
      for (let done = 0; done < rows; ) {
        write(rows - done);
        done += yield* take();
      }
      for (const feed of feeds) feed.end();
    },
    rest: take,
  };
}

interface RowFault {
  /** its place in the batch */
  readonly row: number;
  readonly fault: CellFault;
}

/** `isParsed`: whether the nodes are those that parsing the text gives. */
function* batchOf(
  sink: RecordSink,
  written: WrittenRows,
  faults: readonly RowFault[],
  isParsed: boolean,
): Generator<RawBatch, void, void> {
  const { text } = written;
  const areWhole = addRows(sink, written);
  const { rows, canary } = sink;
  const isThere = ({ row }: RowFault): boolean => rows.end[row] !== rows.start[row];
  rows.faults.push(...faults.filter(isThere).map(({ row, fault }) => ({ ...fault, record: row })));
  rows.faults.sort((a, b) => a.record - b.record);
  const areSound = areWhole && isUtf8(text);
  if (areSound) canary.feed(text);
  else {
    refuseBroken(rows, text);
    for (let i = 0; i < rows.size; i += 1) canary.feed(text.subarray(rows.start[i], rows.end[i]));
  }
  for (const batch of batchesOf(rows, text)) yield areSound && isParsed ? { ...batch, parsed: parsedOf(written) } : batch;
  clearRows(rows);
}

/** False where some are too long. */
function addRows(sink: RecordSink, { size, rows, text }: WrittenRows): boolean {
  let areWhole = true;
  for (let i = 0; i < size; i += 1) {
    const at = i * WRITTEN_STRIDE;
    const start = rows[at + WrittenRow.Start] as number;
    const end = rows[at + WrittenRow.End] as number;
    const bytes = end - start + ((rows[at + WrittenRow.Unwritten] as number) >>> 0);
    if (bytes <= sink.limit) {
      addRow(sink.rows, start, end, sink.records++, ABSENT, ABSENT);
      continue;
    }
    areWhole = false;
    if (isUtf8(text.subarray(start, end))) rejectRecord(sink, 'F006', { reason: 'record-bytes', limit: sink.limit, size: bytes });
    else rejectRecord(sink, 'F001', NOT_TEXT);
  }
  return areWhole;
}

function parsedOf({ size, rows, nodes }: WrittenRows): NonNullable<RawBatch['parsed']> {
  const root = new Int32Array(size);
  const flags = new Uint16Array(size);
  for (let i = 0; i < size; i += 1) {
    root[i] = rows[i * WRITTEN_STRIDE + WrittenRow.Root] as number;
    flags[i] = rows[i * WRITTEN_STRIDE + WrittenRow.Flags] as number;
  }
  return { nodes, root, flags };
}
