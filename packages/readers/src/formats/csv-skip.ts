import { CR, LF } from '../input/text.js';
import type { Window } from '../input/window.js';

/** The search for the end of a row that is too long to keep, by papaparse's reading of quotes. */
export interface RowSkip {
  /** file offset of the row */
  readonly start: number;
  /** LFs passed, its own included */
  lines: number;
  inQuotes: boolean;
  fieldStart: boolean;
  /** the byte before the window's first */
  before: number;
}

export interface SkipDialect {
  readonly delimiter: Uint8Array;
  /** null: quotes are plain text */
  readonly quote: number | null;
  /** how far a closing quote is looked behind */
  readonly lookahead: number;
}

export function createRowSkip(start: number): RowSkip {
  return { start, lines: 0, inQuotes: false, fieldStart: true, before: 0 };
}

/**
 * Goes on from `window.from`; gives the index behind the row's LF, or -1 where the window ends first. `window.from` is then the
 * first byte whose meaning depends on what follows.
 */
export function skipRow(skip: RowSkip, window: Window, dialect: SkipDialect, last: boolean): number {
  const { buffer, to } = window;
  const { quote, delimiter } = dialect;
  const delimiterStart = delimiter[0];
  let i = window.from;
  while (i < to) {
    const byte = buffer[i] as number;
    if (byte !== LF && byte !== quote && byte !== delimiterStart) {
      skip.fieldStart = false;
      i += 1;
      continue;
    }
    if (byte === LF) skip.lines += 1;
    if (byte === LF && !skip.inQuotes) return i + 1;
    if (byte === quote && skip.fieldStart) skip.inQuotes = true;
    else if (byte === quote && skip.inQuotes) {
      if (buffer[i + 1] === byte && i + 1 < to) i += 1;
      else {
        const closes = closesField(window, i + 1, dialect, last);
        if (closes === null) break;
        skip.inQuotes = !closes;
      }
    }
    skip.fieldStart = false;
    if (!skip.inQuotes && byte === delimiterStart) {
      if (i + delimiter.length > to && !last) break;
      if (startsWith(window, i, delimiter)) {
        skip.fieldStart = true;
        i += delimiter.length - 1;
      }
    }
    i += 1;
  }
  if (i > window.from) skip.before = buffer[Math.min(i, to) - 1] as number;
  window.from = Math.min(i, to);
  return -1;
}

/** Whether only white space stands between a quote and the end of its field; null where the window does not tell. */
function closesField(window: Window, from: number, dialect: SkipDialect, last: boolean): boolean | null {
  const { buffer, to } = window;
  let i = from;
  while (i < to && buffer[i] !== LF && isSpace(buffer[i] as number) && !startsWith(window, i, dialect.delimiter)) i += 1;
  if (i - from > dialect.lookahead) return false;
  if (i < to && buffer[i] === LF) return true;
  if (i + dialect.delimiter.length > to) return last ? i === to && i === from : null;
  return startsWith(window, i, dialect.delimiter);
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= CR);
}

function startsWith(window: Window, at: number, wanted: Uint8Array): boolean {
  if (at + wanted.length > window.to) return false;
  for (let i = 0; i < wanted.length; i += 1) {
    if (window.buffer[at + i] !== wanted[i]) return false;
  }
  return true;
}
