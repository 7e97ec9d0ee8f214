import { Buffer, isUtf8 } from 'node:buffer';
import type { Damage } from '@jatdae/kernel';
import Papa from 'papaparse';
import { addBadRow, addRow, createRows, type Rows } from '../batch.js';
import type { Tally } from '../input/open.js';
import { CR, LF, undecodable } from '../input/text.js';
import type { Window } from '../input/window.js';
import type { CsvOptions, CsvSurvey, ReadOptions } from '../reader.js';
import { asLatin1, columnNames, createRowWriter, fromLatin1, type RowWriter, writeRow } from './csv-row.js';
import { type RowSkip, type SkipDialect, skipRow } from './csv-skip.js';

/** Calls `row` for each row; one that answers false is the last. */
type RowParser = (text: string, last: boolean, row: (cells: string[], end: number, unclosed: boolean) => boolean) => void;

/** The rows of a part, as far as they have been found. */
export interface Scan {
  readonly window: Window;
  readonly rows: Rows;
  readonly tally: Tally;
  readonly limit: number;
  readonly csv: CsvOptions;
  /** as Latin-1 over its UTF-8 bytes, like all text here */
  readonly delimiter: string;
  readonly dialect: SkipDialect;
  readonly parser: RowParser;
  /** null until the columns are known */
  writer: RowWriter | null;
  names: readonly string[] | null;
  headerDue: boolean;
  /** cells of the header, and of the row after it */
  readonly top: string[][];
  /** columns that the header names twice; told with the first record */
  repeated: readonly string[];
  toldRepeated: boolean;
  /** file offsets of CRs that end rows and were made LF, where CR ends rows */
  readonly crs: Set<number> | null;
  /** file offset up to which that was done */
  translated: number;
  /** a row over the record limit, whose bytes are dropped */
  skip: RowSkip | null;
}

export function createScan(window: Window, tally: Tally, options: ReadOptions, survey: CsvSurvey): Scan {
  const { csv, limits } = options;
  const { delimiter, quote } = survey;
  const scan: Scan = {
    window,
    tally,
    rows: createRows(),
    limit: limits.recordBytes,
    csv,
    dialect: {
      delimiter: Buffer.from(delimiter),
      quote: quote === null ? null : quote.charCodeAt(0),
      lookahead: limits.recordBytes,
    },
    delimiter: asLatin1(delimiter),
    parser: rowParser(asLatin1(delimiter), quote),
    writer: null,
    names: null,
    headerDue: csv.header !== false,
    top: [],
    repeated: [],
    toldRepeated: false,
    crs: survey.crEnds ? new Set() : null,
    translated: window.at,
    skip: null,
  };
  if (csv.columns !== undefined) nameColumns(scan, csv.columns);
  return scan;
}

function nameColumns(scan: Scan, header: readonly string[]): void {
  const { names, repeated } = columnNames(header);
  scan.writer = createRowWriter(names);
  scan.names = names;
  scan.repeated = repeated;
}

/**
 * papaparse over Latin-1 text, in which offsets are the file's bytes. Only LF is given as its line end, so that a file may mix
 * LF and CRLF; the CR of a CRLF is taken off the last cell by `dropCr`.
 */
function rowParser(delimiter: string, quote: string | null): RowParser {
  return (text, last, row) => {
    const parser = new Papa.Parser({
      delimiter,
      newline: '\n',
      ...(quote === null ? { fastMode: true } : { quoteChar: quote }),
      step: ({ data, errors, meta }: Papa.ParseStepResult<string[][]>) => {
        const unclosed = errors.some(({ code }) => code === 'MissingQuotes');
        if (!row(data[0] ?? [], meta.cursor, unclosed)) parser.abort();
      },
    });
    parser.parse(text, 0, !last);
  };
}

/**
 * Adds every row that ends in the window, and the open one where it is the file's last. Stops behind the first row after which `enough`
 * is true, and says whether it has.
 */
export function parseRows(scan: Scan, last: boolean, enough: () => boolean): boolean {
  const { window } = scan;
  const base = window.from;
  const { buffer } = window;
  const text = buffer.toString('latin1', base, window.to);
  const clean = isUtf8(buffer.subarray(base, last ? window.to : Math.max(base, buffer.subarray(0, window.to).lastIndexOf(LF))));
  let stopped = false;
  scan.parser(text, last, (cells, end, unclosed) => {
    const start = window.from - base;
    window.from = base + end;
    if (scan.tally.damage === null && start < end) addCells(scan, { cells, text, start, end, unclosed, clean });
    stopped = enough();
    return !stopped;
  });
  return stopped;
}

/** False where the row that is skipped goes on past the window. */
export function endSkip(scan: Scan, skip: RowSkip, last: boolean): boolean {
  const { window, tally } = scan;
  // A CR whose follower is not there yet is no LF yet.
  const held = scan.crs !== null && !last && window.to > window.from && window.buffer[window.to - 1] === CR ? 1 : 0;
  window.to -= held;
  const end = skipRow(skip, window, scan.dialect, last);
  window.to += held;
  if (end < 0 && !last) return false;
  const line = tally.lines;
  scan.skip = null;
  if (end < 0 && skip.inQuotes) {
    tally.lines += skip.lines + 1;
    stopUnclosed(scan, line, skip.start);
    return true;
  }
  const crlf = (end - 2 >= 0 && end - 2 >= window.from ? window.buffer[end - 2] : skip.before) === CR;
  const ending = end < 0 ? 0 : crlf ? 2 : 1;
  if (end >= 0) window.from = end;
  countRowEnd(scan, ending);
  tally.lines += skip.lines + (ending === 0 ? 1 : 0);
  const size = window.at + window.from - skip.start - ending;
  rejectRow(scan, line, skip.start, 'F006', { reason: 'record-bytes', limit: scan.limit, size });
  return true;
}

/** A row as papaparse gave it: text[start, end) with its line end. */
interface FoundRow {
  readonly cells: string[];
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly unclosed: boolean;
  readonly clean: boolean;
}

function addCells(scan: Scan, row: FoundRow): void {
  const { window, tally } = scan;
  const { text, start, end } = row;
  const line = tally.lines;
  const byte = window.at + window.from - (end - start);
  const ending = text[end - 1] !== '\n' ? 0 : end - 2 >= start && text[end - 2] === '\r' ? 2 : 1;
  tally.lines += countLines(text, start, end);
  const size = end - start - ending;
  if (row.unclosed) {
    stopUnclosed(scan, line, byte);
    return;
  }
  countRowEnd(scan, ending);
  if (ending === 2) dropCr(row, scan.delimiter);
  if (size > scan.limit) rejectRow(scan, line, byte, 'F006', { reason: 'record-bytes', limit: scan.limit, size });
  else if (!row.clean && !isUtf8(contentOf(window, byte, size))) {
    rejectRow(scan, line, byte, 'F001', undecodable(contentOf(window, byte, size), byte).data);
  } else if (size > 0 && scan.headerDue) takeHeader(scan, row.cells);
  else if (size > 0) addRecord(scan, row.cells, line, byte);
}

function contentOf(window: Window, byte: number, size: number): Uint8Array {
  return window.buffer.subarray(byte - window.at, byte - window.at + size);
}

/** The row's end is before `window.from`. */
function countRowEnd({ tally, window, crs }: Scan, ending: number): void {
  if (ending === 2) tally.crlf += 1;
  else if (ending === 1 && crs?.delete(window.at + window.from - 1) === true) tally.cr += 1;
  else if (ending === 1) tally.lf += 1;
}

/** LFs in text[start, end), and one more for a last line without. */
function countLines(text: string, start: number, end: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end - 1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Takes the CR of the row's line end off its last cell, unless the cell was quoted: then papaparse has passed over it. */
function dropCr({ cells, text, start, end }: FoundRow, delimiter: string): void {
  const cell = cells.at(-1) ?? '';
  const cellStart = end - 1 - cell.length;
  const plain = cellStart === start || text.endsWith(delimiter, cellStart);
  if (plain && cell.endsWith('\r') && text.startsWith(cell, cellStart)) cells[cells.length - 1] = cell.slice(0, -1);
}

function takeHeader(scan: Scan, cells: readonly string[]): void {
  scan.headerDue = false;
  scan.top.push(cells.map(fromLatin1));
  scan.tally.control = cells.some((cell) => /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(cell));
  if (scan.csv.columns === undefined) nameColumns(scan, cells.map(fromLatin1));
}

function addRecord(scan: Scan, cells: readonly string[], line: number, byte: number): void {
  const { rows, tally } = scan;
  const unnamed = scan.writer === null ? cells.map(() => '') : null;
  if (unnamed !== null) nameColumns(scan, unnamed);
  const { writer } = scan;
  if (writer === null) return;
  if (scan.top.length === 1) scan.top.push(cells.map(fromLatin1));
  if (cells.length !== writer.columns) {
    rejectRow(scan, line, byte, 'F007', { reason: 'ragged-row', expected: writer.columns, found: cells.length });
    return;
  }
  const record = tally.records++;
  addRow(rows, writer.used, writeRow(writer, cells), record, line, byte);
  if (scan.repeated.length > 0 && !scan.toldRepeated) {
    const data = { reason: 'duplicate-header', columns: scan.repeated };
    rows.faults.push({ code: 'F007', record: rows.size - 1, pointer: null, column: null, data });
    scan.toldRepeated = true;
  }
}

interface FaultData {
  readonly reason: string;
  readonly byte?: number;
  readonly [detail: string]: unknown;
}

/** A row that cannot be read. Where it is the header, nothing names the cells of the others, and the file is not read. */
export function rejectRow(scan: Scan, line: number, byte: number, code: Damage['code'], data: FaultData): void {
  if (scan.headerDue) scan.tally.damage = { code, byte: data.byte ?? byte, reason: data.reason, told: false };
  else addBadRow(scan.rows, scan.tally.records++, line, byte, { code, column: null, data });
}

/** The rest of the file lies inside a quoted cell that never ends. */
function stopUnclosed(scan: Scan, line: number, byte: number): void {
  rejectRow(scan, line, byte, 'F007', { reason: 'unclosed-quote' });
  scan.tally.damage ??= { code: 'F007', byte, reason: 'unclosed-quote', told: true };
}
