import type { Tally } from '../input/open.js';
import { CR, LF } from '../input/text.js';
import type { Window } from '../input/window.js';

/** A place in a stream of which a window is in memory. */
export interface Cursor {
  readonly window: Window;
  readonly tally: Tally;
  /** file offset of the next byte to look at; past the window's end after an escape that is cut */
  position: number;
  /** the byte before the window's first */
  before: number;
}

/** One value or key whose end is looked for. Offsets are the file's. */
export interface Span {
  readonly kind: 'container' | 'string' | 'scalar';
  readonly start: number;
  readonly line: number;
  depth: number;
  deepest: number;
  inString: boolean;
  /** over the record limit: its bytes are no longer kept */
  dropped: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const Class = { Other: 0, Open: 1, Close: 2, Quote: 3, LineEnd: 4, Space: 5, Separator: 6 } as const;

const CLASS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x5b || byte === 0x7b) return Class.Open;
  if (byte === 0x5d || byte === 0x7d) return Class.Close;
  if (byte === QUOTE) return Class.Quote;
  if (byte === LF || byte === CR) return Class.LineEnd;
  if (byte === 0x20 || byte === 0x09) return Class.Space;
  if (byte === 0x2c || byte === 0x3a) return Class.Separator;
  return Class.Other;
});

const STOPS_STRING = Uint8Array.from({ length: 256 }, (_, byte) => (byte === QUOTE || byte === BACKSLASH || byte === LF ? 1 : 0));

/** The value that begins with `byte`. */
export function openSpan(byte: number, start: number, line: number): Span {
  const kind = byte === QUOTE ? 'string' : CLASS[byte] === Class.Open ? 'container' : 'scalar';
  return { kind, start, line, depth: 0, deepest: 0, inString: false, dropped: false };
}

/** Moves on to the span's end or the window's; true where the span has ended, before the cursor. */
export function advanceSpan(cursor: Cursor, span: Span): boolean {
  return span.kind === 'scalar' ? advanceScalar(cursor) : advanceNested(cursor, span);
}

/** Numbers, literals and whatever else there is: up to white space or anything with a meaning of its own. */
function advanceScalar(cursor: Cursor): boolean {
  const { buffer, at, to } = cursor.window;
  let i = cursor.position - at;
  while (i < to && CLASS[buffer[i] as number] === Class.Other) i += 1;
  cursor.position = at + i;
  return i < to;
}

/** A string or a container. Brackets are counted, not matched: a wrong pair is left to the item's parser. */
function advanceNested(cursor: Cursor, span: Span): boolean {
  const { buffer, at, to } = cursor.window;
  let i = cursor.position - at;
  while (i < to) {
    if (span.inString) {
      i = stringEnd(cursor, span, i);
      if (!span.inString && span.depth === 0) break;
      continue;
    }
    const kind = CLASS[buffer[i] as number] as number;
    if (kind === Class.Quote) span.inString = true;
    else if (kind === Class.Open) {
      span.depth += 1;
      if (span.depth > span.deepest) span.deepest = span.depth;
    } else if (kind === Class.Close) {
      span.depth -= 1;
      if (span.depth === 0) {
        i += 1;
        break;
      }
    } else if (kind === Class.LineEnd) {
      countLineEnd(cursor, i);
    }
    i += 1;
  }
  cursor.position = at + i;
  return span.depth === 0 && !span.inString;
}

/** From inside a string to behind its closing quote; past the window's end where an escape is cut by it. */
function stringEnd(cursor: Cursor, span: Span, from: number): number {
  const { buffer, to } = cursor.window;
  let i = from;
  while (i < to) {
    while (i < to && STOPS_STRING[buffer[i] as number] === 0) i += 1;
    if (i >= to) break;
    const byte = buffer[i];
    if (byte === QUOTE) {
      span.inString = false;
      return i + 1;
    }
    if (byte === LF) cursor.tally.lines += 1;
    i += byte === BACKSLASH ? 2 : 1;
  }
  return i;
}

/** Counts the LF or CR at an index of the window: a line ends at every LF, a CR without one is counted by kind only. */
export function countLineEnd(cursor: Cursor, index: number): void {
  const { tally, window } = cursor;
  if (window.buffer[index] === CR) {
    tally.cr += 1;
    return;
  }
  tally.lines += 1;
  if ((index > 0 ? window.buffer[index - 1] : cursor.before) === CR) {
    tally.crlf += 1;
    tally.cr -= 1;
  } else {
    tally.lf += 1;
  }
}
