import { isUtf8 } from 'node:buffer';
import type { PartFacts, RawBatch } from '@jatdae/kernel';
import { addBadRow, addRow, batchesOf, clearRows, createRows, type Rows } from '../batch.js';
import { UTF8 } from '../input/encoding.js';
import { equalParts } from '../input/equal-parts.js';
import { createTally, encodingOf, factsOf, openText, type Tally, type TextInput } from '../input/open.js';
import { CR, countCodePoints, isBlank, LF, undecodable } from '../input/text.js';
import { createWindow, refill, TUNING, type Tuning, type Window } from '../input/window.js';
import type { ByteSource, Part, PlannedPart, Reader, ReadOptions } from '../reader.js';

const RECORD_SEPARATOR = 0x1e;
/** Past the part's end only its last record is wanted. */
const OVERRUN_BYTES = 64 << 10;

/**
 * One JSON value a line. Lines end with LF or CRLF; blank lines count as lines and hold no record. The record separators of RFC 7464 may
 * stand before the values.
 */
export function jsonlReader(tuning: Tuning = TUNING): Reader {
  return {
    id: 'jsonl',
    extensions: ['jsonl', 'ndjson', 'json-seq'],
    splittable: true,
    plan: planLines,
    sniff: looksLikeJsonl,
    read: (part, options, signal) => readJsonl(part, options, signal, tuning),
  };
}

/** Only UTF-8 is cut: places in it are places in the file. */
async function planLines(source: ByteSource, options: ReadOptions, targetBytes: number): Promise<readonly PlannedPart[]> {
  const isUtf8 = (await encodingOf(source, options)) === UTF8;
  return equalParts(source.size, isUtf8 ? targetBytes : source.size);
}

/** The first line is a whole object and another begins like one: no JSON document starts so. */
function looksLikeJsonl(head: Uint8Array): boolean {
  const [first = '', second = ''] = new TextDecoder()
    .decode(head)
    .replaceAll('\u001e', '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (!first.trimStart().startsWith('{') || !second.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

interface Scan {
  readonly window: Window;
  readonly rows: Rows;
  readonly tally: Tally;
  readonly limit: number;
  /** file offset at which the lines of other parts begin */
  readonly end: number;
  /** bytes of the window from `from` on that were searched for the open line's end */
  searched: number;
  /** file offset at which the open line begins; its kept bytes are the window's, unless it is too long */
  lineAt: number;
  /** the open line is over the limit and its bytes are dropped */
  tooLong: boolean;
  /** the last byte dropped was a CR */
  droppedCr: boolean;
}

async function* readJsonl(
  part: Part,
  options: ReadOptions,
  signal: AbortSignal,
  tuning: Tuning,
): AsyncGenerator<RawBatch, PartFacts, void> {
  const compressed = options.compression !== 'none';
  // As UTF-8, a file of another encoding has another length: its end is where the stream ends.
  const whole = compressed || (part.start === 0 && part.end >= part.source.size);
  const end = whole ? Number.POSITIVE_INFINITY : part.end;
  // The byte before the part tells whether a line begins at its start.
  const input = await openText(part, options, Math.max(0, part.start - 1));
  const tally = createTally();
  try {
    if (input.damage !== null) return factsOf(input, tally, 0, false);
    const window = createWindow(input.start, tuning.chunkBytes, compressed ? undefined : part.end - input.start);
    const scan: Scan = {
      window,
      rows: createRows(),
      tally,
      limit: options.limits.recordBytes,
      // A line at the file's start is the first part's, also where a byte order mark is longer than that part.
      end: part.start === 0 ? Math.max(end, input.start + 1) : end,
      searched: 0,
      lineAt: input.start,
      tooLong: false,
      droppedCr: false,
    };
    let mine = part.start === 0 || (await skipLine(scan, input, signal));
    while (mine && !window.ended) {
      signal.throwIfAborted();
      await refill(window, input.stream, bytesWanted(window, end));
      clearRows(scan.rows);
      mine = cutLines(scan);
      if (window.ended && mine && input.stream.damage() === null) cutLastLine(scan);
      yield* batchesOf(scan.rows, window.buffer);
    }
    const reached = window.at + window.to;
    const bytes = whole ? input.stream.stored() : Math.max(0, Math.min(end, reached) - part.start);
    return factsOf(input, tally, bytes, tally.records === 0);
  } finally {
    input.stream.close();
  }
}

function bytesWanted(window: Window, end: number): number {
  const left = end - (window.at + window.to);
  return left > 0 ? left : OVERRUN_BYTES;
}

/** Skips the line that an earlier part owns. False where no line begins in this part. */
async function skipLine(scan: Scan, input: TextInput, signal: AbortSignal): Promise<boolean> {
  const { window } = scan;
  while (!window.ended) {
    signal.throwIfAborted();
    await refill(window, input.stream, bytesWanted(window, scan.end));
    const lf = window.buffer.subarray(0, window.to).indexOf(LF);
    if (lf >= 0) {
      beginLine(scan, lf + 1);
      return scan.lineAt < scan.end;
    }
    window.from = window.to;
    if (window.at + window.to >= scan.end) return false;
  }
  return false;
}

function beginLine(scan: Scan, index: number): void {
  scan.window.from = index;
  scan.searched = 0;
  scan.lineAt = scan.window.at + index;
  scan.tooLong = false;
  scan.droppedCr = false;
}

/** Adds every line that ends in the window; false once a line begins past the part. */
function cutLines(scan: Scan): boolean {
  const { window } = scan;
  const bytes = window.buffer.subarray(0, window.to);
  let search = window.from + scan.searched;
  const last = bytes.lastIndexOf(LF);
  const clean = last < window.from || isUtf8(bytes.subarray(window.from, last));
  while (scan.lineAt < scan.end) {
    const lf = bytes.indexOf(LF, search);
    if (lf < 0) {
      keepOpenLine(scan);
      return true;
    }
    addLine(scan, lf, clean);
    beginLine(scan, lf + 1);
    search = lf + 1;
  }
  return false;
}

/** Drops the open line's bytes once it is sure to be over the limit; one byte more may still be the CR of its end. */
function keepOpenLine(scan: Scan): void {
  const { window } = scan;
  if (scan.tooLong || window.to - window.from > scan.limit + 1) {
    scan.tooLong = true;
    if (window.to > window.from) scan.droppedCr = window.buffer[window.to - 1] === CR;
    window.from = window.to;
  }
  scan.searched = window.to - window.from;
}

/** The line that ends before the LF at `lf`. */
function addLine(scan: Scan, lf: number, clean: boolean): void {
  const { window, tally } = scan;
  const crlf = lf > window.from ? window.buffer[lf - 1] === CR : scan.droppedCr;
  if (crlf) tally.crlf += 1;
  else tally.lf += 1;
  addRecord(scan, crlf ? lf - 1 : lf, clean);
}

/** A last line without a line end. */
function cutLastLine(scan: Scan): void {
  const { window } = scan;
  if (scan.lineAt < window.at + window.to) addRecord(scan, window.to, false);
}

/** `end`: index in the window at which the open line's content ends. */
function addRecord(scan: Scan, end: number, clean: boolean): void {
  const { window, rows, tally } = scan;
  const { buffer } = window;
  const line = tally.lines;
  tally.lines += 1;
  const from = window.from < end && buffer[window.from] === RECORD_SEPARATOR ? window.from + 1 : window.from;
  const size = window.at + end - scan.lineAt;
  if (size > scan.limit) {
    const data = { reason: 'record-bytes', limit: scan.limit, size };
    addBadRow(rows, tally.records++, line, scan.lineAt, { code: 'F006', column: null, data });
    return;
  }
  if (from >= end || ((buffer[from] as number) <= 0x20 && isBlank(buffer, from, end))) return;
  if (!clean && !isUtf8(buffer.subarray(from, end))) {
    const { bad, data } = undecodable(buffer.subarray(from, end), scan.lineAt);
    const column = countCodePoints(buffer, from, from + bad) + 1;
    addBadRow(rows, tally.records++, line, scan.lineAt, { code: 'F001', column, data });
    return;
  }
  addRow(rows, from, end, tally.records++, line, scan.lineAt);
}
