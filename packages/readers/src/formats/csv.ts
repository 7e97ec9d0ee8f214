import { Buffer, isUtf8 } from 'node:buffer';
import type { Damage, PartFacts, RawBatch } from '@jatdae/kernel';
import Papa from 'papaparse';
import { addBadRow, addRow, batchesOf, clearRows, createRows, type Rows } from '../batch.js';
import { UTF8 } from '../input/encoding.js';
import { bytesLookedAt, createTally, encodingOf, factsOf, openText, type Tally, type TextInput } from '../input/open.js';
import { type ByteStream, limited } from '../input/stream.js';
import { CR, LF, undecodable } from '../input/text.js';
import { createWindow, refill, TUNING, type Tuning, type Window } from '../input/window.js';
import type { ByteSource, CsvOptions, CsvSurvey, Part, PlannedPart, Reader, ReadOptions } from '../reader.js';
import { looksDelimited } from './csv-delimiter.js';
import { asLatin1, columnNames, createRowWriter, fromLatin1, type RowWriter, writeRow } from './csv-row.js';
import { createRowSkip, type RowSkip, type SkipDialect, skipRow } from './csv-skip.js';
import { type SurveyTools, surveyTable } from './csv-survey.js';
import { endRowsWithLf } from './csv-walk.js';
import { tableHeader } from './table-header.js';

/** Rows of cells, by any of the usual delimiters; the first row names the columns unless the options do. A record is an object of strings. */
export function csvReader(tuning: Tuning = TUNING): Reader {
  return delimitedReader('csv', ['csv'], null, tuning);
}

export function tsvReader(tuning: Tuning = TUNING): Reader {
  return delimitedReader('tsv', ['tsv', 'tab'], '\t', tuning);
}

function delimitedReader(id: string, extensions: readonly string[], delimiter: string | null, tuning: Tuning): Reader {
  const tableOptions = (options: ReadOptions): ReadOptions =>
    delimiter === null ? options : { ...options, csv: { delimiter, ...options.csv } };
  return {
    id,
    extensions,
    splittable: false,
    plan: (source, options, targetBytes) => planTable(source, tableOptions(options), targetBytes, tuning),
    sniff: (head) => looksDelimited(head, delimiter === null ? [',', ';', '|'] : [delimiter]),
    read: (part, options, signal) => readTable(part, tableOptions(options), signal, tuning),
  };
}

async function* readTable(
  part: Part,
  options: ReadOptions,
  signal: AbortSignal,
  tuning: Tuning,
): AsyncGenerator<RawBatch, PartFacts, void> {
  if (options.csv.survey !== undefined) return yield* readCsv(part, options, options.csv.survey, signal, tuning);
  const { survey } = await surveyTable(part, options, surveyTools(signal, tuning, Number.POSITIVE_INFINITY));
  return yield* readCsv(part, options, survey, signal, tuning);
}

/** Parts begin at row starts. All but the first are told the names of the columns. */
async function planTable(
  source: ByteSource,
  options: ReadOptions,
  targetBytes: number,
  tuning: Tuning,
): Promise<readonly PlannedPart[]> {
  const whole = { source, start: 0, end: source.size };
  if ((await encodingOf(source, options)) !== UTF8) return [];
  const tools = surveyTools(new AbortController().signal, tuning, targetBytes);
  const { survey, cuts } = await surveyTable(whole, options, tools);
  const columns = await readColumns(whole, { ...options, csv: { ...options.csv, survey } }, tuning);
  const first: CsvOptions = { ...options.csv, survey };
  const starts = [0, ...cuts.filter((cut) => cut < source.size)];
  if (columns === null || starts.length === 1) return [{ start: 0, end: source.size, csv: first }];
  return starts.map((start, k) => ({
    start,
    end: starts[k + 1] ?? source.size,
    csv: k === 0 ? first : { columns, header: false, survey },
  }));
}

function surveyTools(signal: AbortSignal, tuning: Tuning, target: number): SurveyTools {
  return {
    read: (part, options) => readTable(part, options, signal, tuning),
    width: async (part, options) => (await readColumns(part, options, tuning))?.length ?? null,
    tuning,
    target,
  };
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

const NO_BYTES = new Uint8Array(0);

async function* readCsv(
  part: Part,
  options: ReadOptions,
  survey: CsvSurvey,
  signal: AbortSignal,
  tuning: Tuning,
): AsyncGenerator<RawBatch, PartFacts, void> {
  const isCut = part.start > 0 || part.end < part.source.size;
  const input = await openText(part, options, part.start);
  const tally = createTally();
  const quoting = part.start === 0 ? { quoting: survey.irregular } : {};
  try {
    if (input.damage !== null) return { ...factsOf(input, tally, 0, false), ...quoting };
    const stream = isCut ? limited(input.stream, part.end - input.start) : input.stream;
    const scan = createScan(
      createWindow(input.start, tuning.chunkBytes, expectedBytes(part, input, options)),
      tally,
      options,
      survey,
    );
    while (!scan.window.ended && tally.damage === null) {
      signal.throwIfAborted();
      await fill(scan, stream);
      clearRows(scan.rows);
      if (scan.writer !== null) scan.writer.used = 0;
      const last = scan.window.ended && input.stream.damage() === null;
      scanWindow(scan, last);
      yield* batchesOf(scan.rows, scan.writer?.bytes ?? NO_BYTES);
    }
    const blank = tally.records === 0 && (scan.headerDue || options.csv.header === false);
    const bytes = isCut ? (tally.damage?.byte ?? part.end) - part.start : bytesLookedAt(input, tally, options.compression);
    const header = part.start === 0 && scan.top.length > 0 ? { header: tableHeader(scan.names ?? [], scan.top) } : {};
    return { ...factsOf(input, tally, bytes, blank), ...quoting, ...header };
  } finally {
    input.stream.close();
  }
}

function expectedBytes(part: Part, input: TextInput, options: ReadOptions): number | undefined {
  return options.compression === 'none' ? part.end - input.start : undefined;
}

/** Names of the columns, as the records give them; null where the header cannot be read, or is to be told of. */
async function readColumns(whole: Part, options: ReadOptions, tuning: Tuning): Promise<readonly string[] | null> {
  const { survey } = options.csv;
  if (survey === undefined) return null;
  const input = await openText(whole, { ...options, canary: null }, 0);
  try {
    if (input.damage !== null) return null;
    const scan = createScan(createWindow(input.start, tuning.chunkBytes), createTally(), options, survey);
    while (scan.writer === null && !scan.window.ended && scan.tally.damage === null) {
      await fill(scan, input.stream);
      scanWindow(scan, scan.window.ended);
    }
    return scan.repeated.length > 0 ? null : scan.names;
  } finally {
    input.stream.close();
  }
}

/** Reads on; where CR ends rows, makes LF of it, and remembers where. */
async function fill(scan: Scan, stream: ByteStream): Promise<void> {
  const { window, crs } = scan;
  await refill(window, stream);
  if (crs === null) return;
  for (const at of crs) if (at < window.at) crs.delete(at);
  const from = Math.max(0, scan.translated - window.at);
  endRowsWithLf(window.buffer, from, window.to, window.ended, (index) => crs.add(window.at + index));
  scan.translated = window.at + window.to - (window.ended ? 0 : 1);
}

function createScan(window: Window, tally: Tally, options: ReadOptions, survey: CsvSurvey): Scan {
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
function rejectRow(scan: Scan, line: number, byte: number, code: Damage['code'], data: FaultData): void {
  if (scan.headerDue) scan.tally.damage = { code, byte: data.byte ?? byte, reason: data.reason, told: false };
  else addBadRow(scan.rows, scan.tally.records++, line, byte, { code, column: null, data });
}

/** The rest of the file lies inside a quoted cell that never ends. */
function stopUnclosed(scan: Scan, line: number, byte: number): void {
  rejectRow(scan, line, byte, 'F007', { reason: 'unclosed-quote' });
  scan.tally.damage ??= { code: 'F007', byte, reason: 'unclosed-quote', told: true };
}
