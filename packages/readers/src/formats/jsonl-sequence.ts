import { addBadRow } from '../batch.js';
import { CR, detectBom, LF, UTF8_BOM_BYTES } from '../input/text.js';
import type { ByteSource } from '../reader.js';
import { addText, beginText, type Cutter, RECORD_SEPARATOR, type Scan } from './jsonl-scan.js';

/** Texts that each begin with a record separator and may span lines: JSON text sequences, RFC 7464. */
export function sequenceCutter(firstFrom: number): Cutter {
  return { findFirst: (scan) => findFirstText(scan, firstFrom), cut: cutTexts, cutLast: cutLastText };
}

/** File offset of the separator that a file of text sequences begins with, past a byte order mark; -1 of others. */
export async function firstSeparator(source: ByteSource): Promise<number> {
  const head = new Uint8Array(UTF8_BOM_BYTES + 1);
  await source.read(head, 0);
  const at = detectBom(head) === 'utf-8' ? UTF8_BOM_BYTES : 0;
  return head[at] === RECORD_SEPARATOR ? at : -1;
}

function findFirstText(scan: Scan, firstFrom: number): boolean {
  const { window } = scan;
  const from = Math.max(0, firstFrom - window.at);
  const separator = from >= window.to ? -1 : window.buffer.subarray(0, window.to).indexOf(RECORD_SEPARATOR, from);
  if (separator >= 0) beginText(scan, separator);
  else window.from = window.to;
  return separator >= 0;
}

function cutTexts(scan: Scan): boolean {
  const { window } = scan;
  const bytes = window.buffer.subarray(0, window.to);
  while (scan.textAt < scan.end) {
    // The byte at the text's start is its own separator.
    const separator = bytes.indexOf(RECORD_SEPARATOR, window.from + Math.max(scan.searched, 1));
    if (separator < 0) {
      keepOpenText(scan);
      return true;
    }
    endText(scan, separator);
    beginText(scan, separator);
  }
  return false;
}

function cutLastText(scan: Scan): void {
  const { window, tally } = scan;
  if (window.to === window.from) return;
  const isOpenLine = window.buffer[window.to - 1] !== LF;
  endText(scan, window.to);
  if (isOpenLine) tally.lines += 1;
}

/** What may follow a text: CR and LF. */
const LINE_END = 2;

/** Drops the open text's bytes once it is sure to be over the limit, except those that may be its line end. */
function keepOpenText(scan: Scan): void {
  const { window } = scan;
  if (scan.tooLong || window.to - window.from > scan.limit + LINE_END) {
    scan.tooLong = true;
    const kept = Math.max(window.from, window.to - LINE_END);
    countLineEnds(scan, kept);
    window.from = kept;
  }
  scan.searched = window.to - window.from;
}

/** Counts the line ends from `window.from` to an index. */
function countLineEnds(scan: Scan, to: number): void {
  const { window, tally } = scan;
  const bytes = window.buffer.subarray(window.from, to);
  for (let lf = bytes.indexOf(LF); lf >= 0; lf = bytes.indexOf(LF, lf + 1)) {
    if (lf > 0 ? bytes[lf - 1] === CR : scan.droppedCr) tally.crlf += 1;
    else tally.lf += 1;
    tally.lines += 1;
  }
  if (bytes.length > 0) scan.droppedCr = bytes.at(-1) === CR;
}

/** The open text ends before an index, which is that of the next separator or the end of the file. */
function endText(scan: Scan, to: number): void {
  const { window, tally, rows } = scan;
  const { buffer, from } = window;
  const isLf = to > from && buffer[to - 1] === LF;
  const isCrlf = isLf && to - 1 > from && buffer[to - 2] === CR;
  const end = isCrlf ? to - 2 : isLf ? to - 1 : to;
  if (!scan.tooLong && isCutScalar(scan, to)) {
    const data = { reason: 'truncated', byte: window.at + to };
    addBadRow(rows, tally.records++, scan.line, scan.textAt, { code: 'F007', column: null, data });
  } else addText(scan, end, false);
  countLineEnds(scan, to);
}

/** Section 2.4: of a number or literal only white space behind it tells that it is whole. */
function isCutScalar({ window }: Scan, to: number): boolean {
  const { buffer, from } = window;
  if (isSpace(buffer[to - 1]) || to - from < 2) return false;
  let first = from + 1;
  while (first < to && isSpace(buffer[first])) first += 1;
  return !SELF_DELIMITED.has(buffer[first] ?? 0);
}

/** Objects, arrays and strings. */
const SELF_DELIMITED: ReadonlySet<number> = new Set([0x7b, 0x5b, 0x22]);

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === LF || byte === CR;
}
