import { isUtf8 } from 'node:buffer';
import { CR, LF } from '../input/text.js';
import { addText, beginText, type Cutter, type Scan } from './jsonl-scan.js';

/** Texts that each stand on a line. */
export const LINES: Cutter = { findFirst: findFirstLine, cut: cutLines, cutLast: cutLastLine };

/** The window begins with the byte before the part. */
function findFirstLine(scan: Scan): boolean {
  const { window } = scan;
  const lf = window.buffer.subarray(0, window.to).indexOf(LF);
  if (lf >= 0) beginText(scan, lf + 1);
  else window.from = window.to;
  return lf >= 0;
}

function cutLines(scan: Scan): boolean {
  const { window } = scan;
  const bytes = window.buffer.subarray(0, window.to);
  let search = window.from + scan.searched;
  const last = bytes.lastIndexOf(LF);
  const clean = last < window.from || isUtf8(bytes.subarray(window.from, last));
  while (scan.textAt < scan.end) {
    const lf = bytes.indexOf(LF, search);
    if (lf < 0) {
      keepOpenLine(scan);
      return true;
    }
    addLine(scan, lf, clean);
    beginText(scan, lf + 1);
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
  addText(scan, crlf ? lf - 1 : lf, clean);
  tally.lines += 1;
}

/** A last line without a line end. */
function cutLastLine(scan: Scan): void {
  const { window } = scan;
  if (scan.textAt >= window.at + window.to) return;
  addText(scan, window.to, false);
  scan.tally.lines += 1;
}
