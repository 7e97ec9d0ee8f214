import { isUtf8 } from 'node:buffer';
import { addBadRow, addRow, createRows, type Rows } from '../batch.js';
import type { Tally } from '../input/open.js';
import { countCodePoints, isBlank, LF, undecodable } from '../input/text.js';
import type { Window } from '../input/window.js';

export const RECORD_SEPARATOR = 0x1e;

/** A scan of JSON texts, each on a line of its own or, as RFC 7464 has it, each behind a record separator. */
export interface Scan {
  readonly window: Window;
  readonly rows: Rows;
  readonly tally: Tally;
  readonly limit: number;
  /** file offset at which the texts of other parts begin */
  end: number;
  /** bytes of the window from `from` on that were searched for the open text's end */
  searched: number;
  /** file offset at which the open text begins; its kept bytes are the window's, unless it is too long */
  textAt: number;
  /** lines of the part before the open text */
  line: number;
  /** the open text is over the limit and its bytes are dropped */
  tooLong: boolean;
  /** the last byte dropped was a CR */
  droppedCr: boolean;
}

export function createScan(window: Window, tally: Tally, limit: number, rows: Rows = createRows()): Scan {
  const { at } = window;
  return { window, rows, tally, limit, end: 0, searched: 0, textAt: at, line: 0, tooLong: false, droppedCr: false };
}

/** How the texts of a file are told apart. */
export interface Cutter {
  /** Looks in the window for the first text that begins in the part, and begins it; false where it holds none. */
  findFirst(scan: Scan): boolean;
  /** Adds every text that ends in the window; false once a text begins past the part. */
  cut(scan: Scan): boolean;
  /** Adds the text that the end of the file ends. */
  cutLast(scan: Scan): void;
}

/** A text begins at an index of the window; the lines before it are counted. */
export function beginText(scan: Scan, index: number): void {
  scan.window.from = index;
  scan.searched = 0;
  scan.textAt = scan.window.at + index;
  scan.line = scan.tally.lines;
  scan.tooLong = false;
  scan.droppedCr = false;
}

/** The open text ends at an index of the window. `clean`: it is known to be UTF-8. */
export function addText(scan: Scan, end: number, clean: boolean): void {
  const { window, rows, tally, line, textAt } = scan;
  const { buffer } = window;
  const from = window.from < end && buffer[window.from] === RECORD_SEPARATOR ? window.from + 1 : window.from;
  const size = window.at + end - textAt;
  if (size > scan.limit) {
    const data = { reason: 'record-bytes', limit: scan.limit, size };
    addBadRow(rows, tally.records++, line, textAt, { code: 'F006', column: null, data });
    return;
  }
  if (from >= end || ((buffer[from] as number) <= 0x20 && isBlank(buffer, from, end))) return;
  if (!clean && !isUtf8(buffer.subarray(from, end))) {
    const { bad, data } = undecodable(buffer.subarray(from, end), window.at + from);
    const isFirstLine = !buffer.subarray(from, from + bad).includes(LF);
    const column = isFirstLine ? countCodePoints(buffer, from, from + bad) + 1 : null;
    addBadRow(rows, tally.records++, line, textAt, { code: 'F001', column, data });
    return;
  }
  addRow(rows, from, end, tally.records++, line, textAt);
}
