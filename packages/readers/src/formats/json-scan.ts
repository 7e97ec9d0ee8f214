import { Buffer, isUtf8 } from 'node:buffer';
import type { Damage } from '@jatdae/kernel';
import { addBadRow, addRow, createRows, type Rows } from '../batch.js';
import { createTally } from '../input/open.js';
import { CR, countCodePoints, isBlank, LF, undecodable } from '../input/text.js';
import { createWindow } from '../input/window.js';
import type { ReadLimits, ReadOptions } from '../reader.js';
import { advanceSpan, type Cursor, countLineEnd, openSpan, type Span } from './json-span.js';

/** An open container between the document's root and the items. */
interface Frame {
  readonly array: boolean;
  /** its elements are the items */
  readonly items: boolean;
  /** of the element that is being read, from 0 */
  index: number;
}

type Expect = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

type Role = 'item' | 'key' | 'other';

/** A scan of one document that can stop at any byte and go on when more of it is there. All offsets are the file's. */
export interface Scan extends Cursor {
  readonly rows: Rows;
  readonly limits: ReadLimits;
  /** reference tokens of `at`, null where a top-level array or the document itself is meant */
  readonly at: readonly string[] | null;
  readonly frames: Frame[];
  /** text of items that are values of an object, with their key written in */
  readonly keyed: { bytes: Buffer; used: number };
  expect: Expect;
  span: Span | null;
  role: Role;
  /** the key read last: decoded, as written, where it stands */
  key: { readonly text: string; readonly raw: Buffer; readonly byte: number; readonly line: number } | null;
  found: boolean;
  blank: boolean;
}

export function createScan(start: number, options: ReadOptions, chunkBytes: number, expected: number | undefined): Scan {
  return {
    window: createWindow(start, chunkBytes, expected),
    rows: createRows(),
    tally: createTally(),
    limits: options.limits,
    at: options.at === null ? null : pointerTokens(options.at),
    frames: [],
    keyed: { bytes: Buffer.alloc(0), used: 0 },
    expect: 'value',
    position: start,
    before: 0,
    span: null,
    role: 'other',
    key: null,
    found: false,
    blank: true,
  };
}

/** RFC 6901. */
function pointerTokens(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Where the bytes begin that are needed once more. */
export function keptFrom(scan: Scan): number {
  return scan.span === null || scan.span.dropped ? scan.position : scan.span.start;
}

/** The buffer that the rows' ranges lie in. */
export function recordBytesOf(scan: Scan): Uint8Array {
  return itemsAreKeyed(scan) ? scan.keyed.bytes : scan.window.buffer;
}

function itemsAreKeyed(scan: Scan): boolean {
  return scan.keyed.bytes.length > 0;
}

/** Reads what the window holds, up to its end or to damage. */
export function scanWindow(scan: Scan): void {
  const { window, tally } = scan;
  const end = window.at + window.to;
  while (scan.position < end && tally.damage === null) {
    if (scan.span !== null) {
      if (advanceSpan(scan, scan.span)) closeSpan(scan, scan.span);
      continue;
    }
    const byte = window.buffer[scan.position - window.at] as number;
    if (byte === LF || byte === CR) {
      countLineEnd(scan, scan.position - window.at);
      scan.position += 1;
    } else if (byte === 0x20 || byte === 0x09) {
      scan.position += 1;
    } else {
      scan.blank = false;
      step(scan, byte);
    }
  }
  if (window.to > 0) scan.before = window.buffer[window.to - 1] as number;
  if (scan.span !== null && scan.position - scan.span.start > scan.limits.recordBytes) scan.span.dropped = true;
}

/** The document has ended: what is still open is damage. */
export function finishScan(scan: Scan): void {
  const { span, tally } = scan;
  if (tally.damage !== null || scan.blank) return;
  if (span !== null && span.kind === 'scalar' && scan.frames.length === 0) closeSpan(scan, span);
  else if (span !== null) stop(scan, 'truncated', span.start, span.line);
  if (tally.damage === null && scan.frames.length > 0) stop(scan, 'unclosed', scan.position, tally.lines);
  if (tally.damage === null && !scan.found) tally.damage = pointerDamage('pointer-not-found', scan.position);
  tally.lines += scan.before === LF ? 0 : 1;
}

function pointerDamage(reason: string, byte: number): Damage {
  return { code: 'F007', byte, reason, told: false };
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** One byte outside values and keys. */
function step(scan: Scan, byte: number): void {
  const { expect } = scan;
  const frame = scan.frames.at(-1);
  const closes = frame !== undefined && byte === (frame.array ? CLOSE_ARRAY : CLOSE_OBJECT);
  if (closes && (expect === 'value-or-end' || expect === 'key-or-end' || expect === 'comma-or-end')) {
    scan.frames.pop();
    afterValue(scan);
    scan.position += 1;
  } else if (expect === 'value' || expect === 'value-or-end') {
    if (isPunctuation(byte)) stopHere(scan, closes ? 'trailing-comma' : 'value-expected');
    else beginValue(scan, byte);
  } else if (expect === 'key' || expect === 'key-or-end') {
    if (byte === QUOTE) beginSpan(scan, byte, 'key');
    else stopHere(scan, closes ? 'trailing-comma' : 'key-expected');
  } else if (expect === 'colon') {
    if (byte === COLON) advance(scan, 'value');
    else stopHere(scan, 'colon-expected');
  } else if (frame === undefined) {
    stopHere(scan, byte === OPEN_OBJECT || byte === OPEN_ARRAY ? 'several-documents' : 'trailing-text');
  } else if (byte === COMMA) {
    frame.index += 1;
    advance(scan, frame.array ? 'value' : 'key');
  } else {
    stopHere(scan, 'comma-expected');
  }
}

function isPunctuation(byte: number): boolean {
  return byte === COMMA || byte === COLON || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT;
}

function advance(scan: Scan, expect: Expect): void {
  scan.expect = expect;
  scan.position += 1;
}

function afterValue(scan: Scan): void {
  scan.expect = scan.frames.length === 0 ? 'nothing' : 'comma-or-end';
}

function beginSpan(scan: Scan, byte: number, role: Role): void {
  scan.role = role;
  scan.span = openSpan(byte, scan.position, scan.tally.lines);
}

function beginValue(scan: Scan, byte: number): void {
  const frame = scan.frames.at(-1);
  const container = byte === OPEN_ARRAY || byte === OPEN_OBJECT;
  if (frame?.items === true) {
    beginSpan(scan, byte, 'item');
  } else if (!isOnPath(scan, frame)) {
    beginSpan(scan, byte, 'other');
  } else if (scan.frames.length < (scan.at?.length ?? 0)) {
    if (container) openFrame(scan, byte, false);
    else beginSpan(scan, byte, 'other');
  } else if (container && (scan.at !== null || byte === OPEN_ARRAY)) {
    scan.found = true;
    openFrame(scan, byte, true);
  } else if (scan.at === null) {
    scan.found = true;
    beginSpan(scan, byte, 'item');
  } else {
    scan.tally.damage = pointerDamage('pointer-to-scalar', scan.position);
  }
}

/** Whether `at` leads through the value that begins. Of a repeated key the first counts: a stream cannot know of later ones. */
function isOnPath(scan: Scan, frame: Frame | undefined): boolean {
  if (scan.found) return false;
  if (frame === undefined) return true;
  const token = scan.at?.[scan.frames.length - 1];
  return frame.array ? token === String(frame.index) : token === scan.key?.text;
}

function openFrame(scan: Scan, byte: number, items: boolean): void {
  const array = byte === OPEN_ARRAY;
  scan.frames.push({ array, items, index: 0 });
  if (items && !array) scan.keyed.bytes = Buffer.allocUnsafe(Math.max(1024, scan.window.buffer.length));
  advance(scan, array ? 'value-or-end' : 'key-or-end');
}

/** A value or key has ended before `scan.position`. */
function closeSpan(scan: Scan, span: Span): void {
  scan.span = null;
  const size = scan.position - span.start;
  const tooLong = span.dropped || size > scan.limits.recordBytes;
  if (scan.role === 'key') closeKey(scan, span, tooLong);
  else {
    if (scan.role === 'item') addItem(scan, span, tooLong);
    else if (!tooLong) checkSibling(scan, span);
    afterValue(scan);
  }
}

function textOfSpan(scan: Scan, span: Span): Buffer {
  const { buffer, at } = scan.window;
  return buffer.subarray(span.start - at, scan.position - at);
}

function closeKey(scan: Scan, span: Span, tooLong: boolean): void {
  scan.expect = 'colon';
  const raw = tooLong ? null : Buffer.from(textOfSpan(scan, span));
  const text = raw === null ? undefined : parseJson(raw);
  if (raw !== null && typeof text === 'string') scan.key = { text, raw, byte: span.start, line: span.line };
  else stop(scan, tooLong ? 'key-too-long' : 'malformed-key', span.start, span.line);
}

/** What stands beside the items is nobody else's to judge. One that is over the record limit is passed by its bounds alone. */
function checkSibling(scan: Scan, span: Span): void {
  if (parseJson(textOfSpan(scan, span)) === undefined) stop(scan, 'malformed-value', span.start, span.line);
}

/** Undefined where the bytes are not JSON in UTF-8. */
function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) return undefined;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function addItem(scan: Scan, span: Span, tooLong: boolean): void {
  const { rows, tally, limits, window } = scan;
  const record = tally.records++;
  const key = itemsAreKeyed(scan) ? scan.key : null;
  const { byte, line } = key ?? { byte: span.start, line: span.line };
  if (tooLong) {
    const data = { reason: 'record-bytes', limit: limits.recordBytes, size: scan.position - span.start };
    addBadRow(rows, record, line, byte, { code: 'F006', column: null, data });
    return;
  }
  if (span.deepest > limits.depth) {
    addBadRow(rows, record, line, byte, { code: 'F006', column: null, data: { reason: 'depth', limit: limits.depth } });
    return;
  }
  const text = textOfSpan(scan, span);
  if (!isUtf8(text)) {
    const { bad, data } = undecodable(text, span.start);
    const column = text.subarray(0, bad).includes(LF) ? null : columnOf(text, bad);
    addBadRow(rows, record, line, byte, { code: 'F001', column, data });
    return;
  }
  if (key !== null) addRow(rows, scan.keyed.used, writeKeyed(scan, key.raw, text), record, line, byte);
  else addRow(rows, span.start - window.at, scan.position - window.at, record, line, byte);
}

/** Counted from the record's first byte, as for a record on a line of its own. */
function columnOf(text: Buffer, at: number): number {
  return countCodePoints(text, 0, at) + 1;
}

/** Writes `{"$key": key, …}` for an object, `{"$key": key, "value": value}` for anything else; gives its end. */
function writeKeyed(scan: Scan, key: Buffer, text: Buffer): number {
  const { keyed } = scan;
  const needed = keyed.used + key.length + text.length + 32;
  if (needed > keyed.bytes.length) {
    const grown = Buffer.allocUnsafe(needed * 2);
    keyed.bytes.copy(grown, 0, 0, keyed.used);
    keyed.bytes = grown;
  }
  const write = (piece: Buffer | string): void => {
    keyed.used +=
      typeof piece === 'string' ? keyed.bytes.write(piece, keyed.used, 'latin1') : piece.copy(keyed.bytes, keyed.used);
  };
  write('{"$key":');
  write(key);
  if (text[0] === OPEN_OBJECT) {
    if (!isBlank(text, 1, text.length - 1)) write(',');
    write(text.subarray(1));
  } else {
    write(',"value":');
    write(text);
    write('}');
  }
  return keyed.used;
}

function stopHere(scan: Scan, reason: string): void {
  stop(scan, reason, scan.position, scan.tally.lines);
}

/** The document's structure is broken: an invalid record tells where, and nothing after it is read. */
function stop(scan: Scan, reason: string, byte: number, line: number): void {
  const { rows, tally } = scan;
  addBadRow(rows, tally.records++, line, byte, { code: 'F007', column: null, data: { reason, byte } });
  tally.damage = { code: 'F007', byte, reason, told: true };
}
