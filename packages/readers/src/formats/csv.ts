import { Buffer, isUtf8 } from 'node:buffer';
import type { Damage, PartFacts, RawBatch } from '@jatdae/kernel';
import Papa from 'papaparse';
import { addBadRow, addRow, batchesOf, clearRows, createRows, type Rows } from '../batch.js';
import { bytesLookedAt, createTally, factsOf, openText, type Tally } from '../input/open.js';
import { CR, LF, undecodable } from '../input/text.js';
import { createWindow, refill, TUNING, type Tuning, type Window } from '../input/window.js';
import type { CsvOptions, Part, Reader, ReadOptions } from '../reader.js';
import { asLatin1, columnNames, createRowWriter, fromLatin1, type RowWriter, writeRow } from './csv-row.js';
import { createRowSkip, type RowSkip, type SkipDialect, skipRow } from './csv-skip.js';

/** Rows of cells; the first row names the columns unless the options do. A record is an object of strings. */
export function csvReader(tuning: Tuning = TUNING): Reader {
  return delimitedReader('csv', ['csv'], ',', tuning);
}

export function tsvReader(tuning: Tuning = TUNING): Reader {
  return delimitedReader('tsv', ['tsv', 'tab'], '\t', tuning);
}

function delimitedReader(id: string, extensions: readonly string[], delimiter: string, tuning: Tuning): Reader {
  return {
    id,
    extensions,
    splittable: false,
    sniff: (head) => looksDelimited(head, delimiter),
    read: (part, options, signal) => readCsv(part, { ...options, csv: { delimiter, ...options.csv } }, signal, tuning),
  };
}

const SNIFFED_ROWS = 10;

/** The first rows have equally many cells, and more than one. */
function looksDelimited(head: Uint8Array, delimiter: string): boolean {
  if (head.includes(0)) return false;
  const text = Buffer.from(head).toString('latin1');
  const widths: number[] = [];
  rowParser(delimiter, '"')(text, true, (cells) => {
    if (cells.length > 1 || cells[0] !== '') widths.push(cells.length);
  });
  // A head that ends inside a row tells nothing of that row.
  const whole = text.endsWith('\n') || widths.length <= 2 ? widths : widths.slice(0, -1);
  const first = widths[0] ?? 0;
  return first > 1 && whole.length > 1 && whole.slice(0, SNIFFED_ROWS).every((width) => width === first);
}

interface Scan {
  readonly window: Window;
  readonly rows: Rows;
  readonly tally: Tally;
  readonly limit: number;
  readonly csv: CsvOptions;
  /** as Latin-1 over its UTF-8 bytes, like all text here */
  readonly delimiter: string;
  readonly dialect: SkipDialect;
  readonly parser: (text: string, last: boolean, row: (cells: string[], end: number, unclosed: boolean) => void) => void;
  /** null until the columns are known */
  writer: RowWriter | null;
  headerDue: boolean;
  /** columns that the header names twice, until they are told with the first record */
  repeated: readonly string[];
  /** a row over the record limit, whose bytes are dropped */
  skip: RowSkip | null;
}

const NO_BYTES = new Uint8Array(0);

async function* readCsv(
  part: Part,
  options: ReadOptions,
  signal: AbortSignal,
  tuning: Tuning,
): AsyncGenerator<RawBatch, PartFacts, void> {
  const input = await openText(part, options, 0);
  const tally = createTally();
  try {
    if (input.damage !== null) return factsOf(input, tally, 0, false);
    const expected = options.compression === 'none' ? part.end - input.start : undefined;
    const scan = createScan(createWindow(input.start, tuning.chunkBytes, expected), tally, options);
    while (!scan.window.ended && tally.damage === null) {
      signal.throwIfAborted();
      await refill(scan.window, input.stream);
      clearRows(scan.rows);
      if (scan.writer !== null) scan.writer.used = 0;
      const last = scan.window.ended && input.stream.damage() === null;
      scanWindow(scan, last);
      yield* batchesOf(scan.rows, scan.writer?.bytes ?? NO_BYTES);
    }
    const blank = tally.records === 0 && (scan.headerDue || options.csv.header === false);
    return factsOf(input, tally, bytesLookedAt(input, tally, options.compression), blank);
  } finally {
    input.stream.close();
  }
}

function createScan(window: Window, tally: Tally, options: ReadOptions): Scan {
  const { csv, limits } = options;
  const delimiter = csv.delimiter ?? ',';
  const quote = csv.quote === undefined ? '"' : csv.quote;
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
    headerDue: csv.header !== false,
    repeated: [],
    skip: null,
  };
  if (csv.columns !== undefined) nameColumns(scan, csv.columns);
  return scan;
}

function nameColumns(scan: Scan, header: readonly string[]): void {
  const { names, repeated } = columnNames(header);
  scan.writer = createRowWriter(names);
  scan.repeated = repeated;
}

/**
 * papaparse over Latin-1 text, in which offsets are the file's bytes. Only LF is given as its line end, so that a file may mix
 * LF and CRLF; the CR of a CRLF is taken off the last cell by `dropCr`.
 */
function rowParser(delimiter: string, quote: string | null): Scan['parser'] {
  return (text, last, row) => {
    const parser = new Papa.Parser({
      delimiter,
      newline: '\n',
      ...(quote === null ? { fastMode: true } : { quoteChar: quote }),
      step: ({ data, errors, meta }: Papa.ParseStepResult<string[][]>) =>
        row(
          data[0] ?? [],
          meta.cursor,
          errors.some(({ code }) => code === 'MissingQuotes'),
        ),
    });
    parser.parse(text, 0, !last);
  };
}

/** Adds every row that ends in the window, and the open one where it is the file's last. */
function scanWindow(scan: Scan, last: boolean): void {
  const { window } = scan;
  if (scan.skip !== null && !endSkip(scan, scan.skip, last)) return;
  const base = window.from;
  const { buffer } = window;
  const text = buffer.toString('latin1', base, window.to);
  const clean = isUtf8(buffer.subarray(base, last ? window.to : Math.max(base, buffer.subarray(0, window.to).lastIndexOf(LF))));
  scan.parser(text, last, (cells, end, unclosed) => {
    const start = window.from - base;
    window.from = base + end;
    if (scan.tally.damage === null && start < end) addCells(scan, { cells, text, start, end, unclosed, clean });
  });
  if (!last && window.to - window.from > scan.limit + 1) {
    scan.skip = createRowSkip(window.at + window.from);
    scanWindow(scan, last);
  }
}

/** False where the row that is skipped goes on past the window. */
function endSkip(scan: Scan, skip: RowSkip, last: boolean): boolean {
  const { window, tally } = scan;
  const end = skipRow(skip, window, scan.dialect, last);
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
  countRowEnd(tally, ending);
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
  countRowEnd(tally, ending);
  if (ending === 2) dropCr(row, scan.delimiter);
  if (size > scan.limit) rejectRow(scan, line, byte, 'F006', { reason: 'record-bytes', limit: scan.limit, size });
  else if (!row.clean && !isUtf8(contentOf(window, byte, size))) {
    rejectRow(scan, line, byte, 'F001', undecodable(contentOf(window, byte, size), byte).data);
  } else if (size > 0 && scan.headerDue) takeHeader(scan, row.cells, line, byte);
  else if (size > 0) addRecord(scan, row.cells, line, byte);
}

function contentOf(window: Window, byte: number, size: number): Uint8Array {
  return window.buffer.subarray(byte - window.at, byte - window.at + size);
}

function countRowEnd(tally: Tally, ending: number): void {
  if (ending === 2) tally.crlf += 1;
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

function takeHeader(scan: Scan, cells: readonly string[], line: number, byte: number): void {
  if (cells.some((cell) => cell.includes('\r'))) {
    // Lines that end with CR alone make the whole file one row.
    rejectRow(scan, line, byte, 'F007', { reason: 'cr-line-ends' });
    return;
  }
  scan.headerDue = false;
  scan.tally.control = cells.some((cell) => /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(cell));
  if (scan.csv.columns === undefined) nameColumns(scan, cells.map(fromLatin1));
}

function addRecord(scan: Scan, cells: readonly string[], line: number, byte: number): void {
  const { rows, tally } = scan;
  const unnamed = scan.writer === null ? cells.map(() => '') : null;
  if (unnamed !== null) nameColumns(scan, unnamed);
  const { writer } = scan;
  if (writer === null) return;
  if (cells.length !== writer.columns) {
    rejectRow(scan, line, byte, 'F007', { reason: 'ragged-row', expected: writer.columns, found: cells.length });
    return;
  }
  const record = tally.records++;
  addRow(rows, writer.used, writeRow(writer, cells), record, line, byte);
  if (scan.repeated.length > 0) {
    const data = { reason: 'duplicate-header', columns: scan.repeated };
    rows.faults.push({ code: 'F007', record: rows.size - 1, pointer: null, column: null, data });
    scan.repeated = [];
  }
}

interface FaultData {
  readonly reason: string;
  readonly byte?: number;
  readonly [detail: string]: unknown;
}

/** A row that cannot be read. Where it is the header, nothing names the cells of the others, and the file is not read. */
function rejectRow(scan: Scan, line: number, byte: number, code: Damage['code'], data: FaultData): void {
  if (scan.headerDue) scan.tally.damage = { code, byte: data.byte ?? byte, reason: data.reason, told: false };
  else addBadRow(scan.rows, scan.tally.records++, line, byte, { code, column: null, data });
}

/** The rest of the file lies inside a quoted cell that never ends. */
function stopUnclosed(scan: Scan, line: number, byte: number): void {
  rejectRow(scan, line, byte, 'F007', { reason: 'unclosed-quote' });
  scan.tally.damage ??= { code: 'F007', byte, reason: 'unclosed-quote', told: true };
}
