import { Buffer } from 'node:buffer';
import type { Damage, PartFacts, RawBatch } from '@jatdae/kernel';
import { isZip } from '../archive/zip.js';
import { storedContent } from '../input/content.js';
import type { CsvOptions, Part, Reader, ReadOptions } from '../reader.js';
import { columnNames } from './csv-row.js';
import { writeAscii, writeBytes, writeString } from './json-text.js';
import {
  createRecordSink,
  endRecord,
  factsOfRecords,
  isFull,
  type RecordSink,
  rejectRecord,
  takeBatches,
} from './record-sink.js';
import { tableHeader } from './table-header.js';
import { openWorkbook, XlsxProblem } from './xlsx-package.js';
import { rowsOf, type SheetRow } from './xlsx-sheet.js';

/**
 * One sheet of an Excel workbook: the one that `at` names (`/시트1`), else the first that is not hidden. As in CSV the first row names the
 * columns and a record is an object of strings; a record's line is its row. Numbers are in the shortest digits, not as formatted, dates in
 * ISO 8601, formulas as last computed, empty cells ''.
 */
export function xlsxReader(): Reader {
  return {
    id: 'xlsx',
    extensions: ['xlsx', 'xlsm'],
    splittable: false,
    sniff: (head) => isZip(head) && Buffer.from(head).includes('xl/'),
    read: readXlsx,
  };
}

/** Workbooks with a password, and those of Excel 97, are OLE files. */
const OLE_MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex');

async function* readXlsx(part: Part, options: ReadOptions, signal: AbortSignal): AsyncGenerator<RawBatch, PartFacts, void> {
  const sink = createRecordSink(options);
  const content = await storedContent(part, options);
  if (content.damage !== null) return factsOfRecords(sink, 0, content.damage);
  const { source } = content;
  let damage: Damage | null = null;
  const table = createTable(sink, options.csv);
  if (source.size === 0) return factsOfRecords(sink, 0, null);
  try {
    const magic = Buffer.alloc(OLE_MAGIC.length);
    await source.read(magic, 0);
    if (magic.equals(OLE_MAGIC)) throw new XlsxProblem('not-xlsx');
    const workbook = await openWorkbook(source, sheetNameOf(options.at));
    for await (const rows of rowsOf(workbook)) {
      signal.throwIfAborted();
      for (const row of rows) addRow(table, row);
      if (isFull(sink)) yield* takeBatches(sink);
    }
  } catch (error) {
    if (!(error instanceof XlsxProblem)) throw error;
    damage = { code: error.code, byte: 0, reason: error.reason, told: false };
  }
  yield* takeBatches(sink);
  const header = table.top.length > 0 ? { header: tableHeader(table.names, table.top) } : {};
  return { ...factsOfRecords(sink, damage === null ? part.end - part.start : 0, damage), ...header };
}

/** The first step of a JSON Pointer. */
function sheetNameOf(at: string | null): string | null {
  if (at === null || at === '') return null;
  return at.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
}

interface Table {
  readonly sink: RecordSink;
  readonly csv: CsvOptions;
  headerDue: boolean;
  names: readonly string[];
  /** what stands before each cell, from `{"name":` on; null until the columns are known */
  before: readonly Uint8Array[] | null;
  /** columns that the header names twice, until they are told with the first record */
  repeated: readonly string[];
  /** cells of the header, and of the row after it */
  readonly top: string[][];
}

function createTable(sink: RecordSink, csv: CsvOptions): Table {
  const table: Table = { sink, csv, headerDue: csv.header !== false, names: [], before: null, repeated: [], top: [] };
  if (csv.columns !== undefined) nameColumns(table, csv.columns);
  return table;
}

function nameColumns(table: Table, header: readonly string[]): void {
  const { names, repeated } = columnNames(header);
  table.before = names.map((name, i) => Buffer.from(`${i === 0 ? '{' : ','}${JSON.stringify(name)}:`));
  table.names = names;
  table.repeated = repeated;
}

/** A row without text is none, as a blank line is none in CSV. */
function addRow(table: Table, { number, cells }: SheetRow): void {
  const { sink } = table;
  const width = cells.findLastIndex((cell) => cell !== undefined && cell !== '') + 1;
  sink.lines = number;
  if (width === 0) return;
  if (table.headerDue) {
    table.headerDue = false;
    const header = Array.from({ length: width }, (_, i) => cells[i] ?? '');
    table.top.push(header);
    if (table.before === null) nameColumns(table, header);
    return;
  }
  if (table.before === null)
    nameColumns(
      table,
      Array.from({ length: width }, () => ''),
    );
  if (table.top.length === 1) table.top.push(cells.map((cell) => cell ?? ''));
  const before = table.before ?? [];
  if (width > before.length) {
    rejectRecord(sink, 'F007', { reason: 'ragged-row', expected: before.length, found: width }, number - 1);
    return;
  }
  for (const [i, key] of before.entries()) {
    writeBytes(sink.text, key);
    writeString(sink.text, cells[i] ?? '');
  }
  writeAscii(sink.text, '}');
  if (table.repeated.length > 0) {
    const data = { reason: 'duplicate-header', columns: table.repeated };
    sink.faults.push({ code: 'F007', pointer: null, column: null, data });
    table.repeated = [];
  }
  endRecord(sink, number - 1);
}
