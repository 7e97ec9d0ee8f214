import { isUtf8 } from 'node:buffer';
import {
  createTableScanner,
  isScannable,
  type RawBatch,
  ROW_STRIDE,
  RowWord,
  type ScannedRows,
  type TableScanner,
} from '@jatdae/kernel';
import { addRow, batchesOf, clearRows } from '../batch.js';
import { undecodable } from '../input/text.js';
import type { Workroom } from '../reader.js';
import { rejectRow, type Scan } from './csv-scan.js';

/** Rows that the kernel finds. It knows the clean rows only; of any other it says that it does not, and papaparse reads it. */
export interface FastRows {
  /** null until the names of the columns are known */
  scanner: TableScanner | null;
  root: Int32Array;
  flags: Uint16Array;
}

/** Null where the marks of the table are none that the kernel knows. */
export function createFastRows({ dialect, crs }: Scan): FastRows | null {
  if (crs !== null || !isScannable(dialect.delimiter, dialect.quote)) return null;
  return { scanner: null, root: new Int32Array(64), flags: new Uint16Array(64) };
}

/** Whether nothing but records is to be expected: the header is read, and what is told with the first record has been told. */
export function isPastTop({ tally, writer, headerDue, top, repeated, toldRepeated }: Scan): boolean {
  return tally.damage === null && writer !== null && !headerDue && top.length !== 1 && (repeated.length === 0 || toldRepeated);
}

/** Gives the window's rows up to the first that ends past the window, or that the kernel does not know: true in that case. */
export function* scanBatches(scan: Scan, fast: FastRows, workroom: Workroom): Generator<RawBatch, boolean, void> {
  const { window, rows } = scan;
  fast.scanner ??= takeScanner(scan, workroom);
  const { scanner } = fast;
  while (window.from < window.to) {
    const bytes = window.buffer.subarray(window.from, Math.min(window.to, window.from + scanner.room));
    const found = scanner.scan(bytes);
    clearRows(rows);
    addScanned(scan, fast, found, bytes);
    const isLast = window.from + bytes.length === window.to;
    window.from += found.read;
    const { size } = rows;
    const parsed = { nodes: found.nodes, root: fast.root.subarray(0, size), flags: fast.flags.subarray(0, size) };
    for (const batch of batchesOf(rows, found.text)) yield { ...batch, parsed };
    if (found.stop === 'odd') return true;
    if (found.stop === 'more' && isLast) return false;
    // A row that is too long for the kernel.
    if (found.read === 0) return true;
  }
  return false;
}

function takeScanner({ names, dialect }: Scan, workroom: Workroom): TableScanner {
  workroom.table ??= createTableScanner();
  const [delimiter = 0] = dialect.delimiter;
  workroom.table.begin({ names: names ?? [], delimiter, quote: dialect.quote });
  return workroom.table;
}

/** `bytes` begin at `window.from`. */
function addScanned(scan: Scan, fast: FastRows, found: ScannedRows, bytes: Uint8Array): void {
  const { window, tally, rows, limit } = scan;
  const { size, rows: words } = found;
  const at = window.at + window.from;
  const clean = isUtf8(bytes.subarray(0, found.read));
  if (size > fast.root.length) {
    fast.root = new Int32Array(size * 2);
    fast.flags = new Uint16Array(size * 2);
  }
  for (let i = 0; i < size; i += 1) {
    const row = i * ROW_STRIDE;
    const start = words[row + RowWord.Start] as number;
    const end = words[row + RowWord.End] as number;
    const line = tally.lines + (words[row + RowWord.Line] as number);
    const root = words[row + RowWord.Root] as number;
    const isBad = end - start > limit || (!clean && !isUtf8(bytes.subarray(start, end))) || root < 0;
    fast.root[i] = isBad ? -1 : root;
    fast.flags[i] = isBad ? 0 : (words[row + RowWord.Flags] as number);
    if (isBad) rejectScanned(scan, bytes.subarray(start, end), line, at + start, words[row + RowWord.Cells] as number);
    else addRow(rows, words[row] as number, words[row + RowWord.TextEnd] as number, tally.records++, line, at + start);
  }
  tally.lines += found.lines;
  tally.lf += found.lf;
  tally.crlf += found.crlf;
}

function rejectScanned(scan: Scan, row: Uint8Array, line: number, byte: number, cells: number): void {
  const { limit, writer } = scan;
  if (row.length > limit) rejectRow(scan, line, byte, 'F006', { reason: 'record-bytes', limit, size: row.length });
  else if (!isUtf8(row)) rejectRow(scan, line, byte, 'F001', undecodable(row, byte).data);
  else rejectRow(scan, line, byte, 'F007', { reason: 'ragged-row', expected: writer?.columns ?? 0, found: cells });
}
