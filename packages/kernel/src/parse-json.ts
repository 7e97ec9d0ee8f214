import {
  growNodes,
  Kind,
  MAX_DEPTH,
  markBytes,
  reserveBytes,
  STRIDE,
  type Tape,
  type TapeError,
  type TapeReason,
  TextFlag,
} from './tape.js';

const encoder = new TextEncoder();

/** Adds JSON text of our own making and parses it; gives its root. */
export function appendJson(tape: Tape, text: string): number {
  reserveBytes(tape, text.length * 3);
  const start = tape.used;
  const { written } = encoder.encodeInto(text, tape.bytes.subarray(start));
  tape.used += written;
  return parseAdded(tape, start, MAX_DEPTH);
}

/** Why a text is no JSON, or deeper than `maxDepth`: offsets are the text's. null where it is neither. The tape holds what it held. */
export function explainText(tape: Tape, text: Uint8Array, maxDepth: number): TapeError | null {
  const { used, length, marks } = tape;
  const { count } = marks;
  reserveBytes(tape, text.length);
  tape.bytes.set(text, used);
  tape.used += text.length;
  parseAdded(tape, used, maxDepth);
  tape.used = used;
  tape.length = length;
  marks.count = count;
  return tape.error === null ? null : { ...tape.error, at: tape.error.at - used };
}

/** Parses the bytes from `start` on, which are not marked yet. */
function parseAdded(tape: Tape, start: number, maxDepth: number): number {
  const { marks } = tape;
  const { next, count } = marks;
  markBytes(tape, start);
  marks.next = count;
  const root = parseJson(tape, start, tape.used, maxDepth);
  marks.next = next;
  return root;
}

/** Text flags that a marked byte implies. */
export const MARK_FLAGS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x26 || byte === 0x3c) return TextFlag.Markup;
  if (byte === 0xc3) return TextFlag.Latin;
  if (byte === 0xe1) return TextFlag.Complex | TextFlag.Jamo;
  return byte === 0xee || byte === 0xef ? TextFlag.Complex | TextFlag.Suspect : TextFlag.Complex;
});

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LOWER_U = 0x75;

/**
 * Parses bytes[start, end) as one JSON value (RFC 8259, exactly the language of JSON.parse; the bytes are known to be UTF-8)
 * and gives its node, or -1 with `tape.error` set and no node added. `maxDepth` counts open containers.
 */
export function parseJson(tape: Tape, start: number, end: number, maxDepth: number): number {
  const root = tape.length;
  const held = tape.bytes[end] as number;
  // A NUL ends every scan below, so that none needs to compare with `end`.
  tape.bytes[end] = 0;
  tape.end = end;
  tape.error = null;
  tape.flags = 0;
  const stop = parseValue(tape, start, Math.min(maxDepth, MAX_DEPTH));
  if (stop >= 0 && skipSpace(tape.bytes, stop) !== end) fail(tape, skipSpace(tape.bytes, stop), 'trailing-text');
  if (tape.error !== null) asEnd(tape, end);
  tape.bytes[end] = held;
  if (tape.error === null) return root;
  tape.length = root;
  return -1;
}

function fail(tape: Tape, at: number, reason: TapeReason): -1 {
  tape.error = { at, reason };
  return -1;
}

/** What went wrong at the sentinel went wrong because the text ended. */
function asEnd(tape: Tape, end: number): void {
  const error = tape.error;
  if (error === null || error.at < end) return;
  const inString = error.reason === 'control-character' || error.reason === 'bad-escape';
  tape.error = {
    at: end,
    reason: inString ? 'unterminated-string' : error.reason === 'too-deep' ? 'too-deep' : 'unexpected-end',
  };
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let p = from;
  for (;;) {
    const c = bytes[p];
    if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return p;
    p += 1;
  }
}

/** Gives the offset after the value. One loop, no recursion: depth costs no stack. */
function parseValue(tape: Tape, start: number, maxDepth: number): number {
  const { open } = tape;
  let depth = 0;
  let p = start;
  for (;;) {
    // Pushing a node may replace the memory that the bytes are in.
    let { bytes } = tape;
    p = skipSpace(bytes, p);
    const c = bytes[p];
    if (c === QUOTE) {
      p = pushString(tape, p);
    } else if (c === OPEN_OBJECT || c === OPEN_ARRAY) {
      if (depth === maxDepth) return fail(tape, p, 'too-deep');
      open[depth++] = tape.length;
      push(tape, c === OPEN_OBJECT ? Kind.Object : Kind.Array, p, p);
      bytes = tape.bytes;
      p = skipSpace(bytes, p + 1);
      if (bytes[p] === (c === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY)) {
        p = close(tape, open[--depth] as number, p);
      } else if (c === OPEN_OBJECT) {
        p = pushKey(tape, p);
        if (p < 0) return -1;
        continue;
      } else continue;
    } else {
      p = pushScalar(tape, p);
    }
    if (p < 0) return -1;
    bytes = tape.bytes;

    // After a value: close containers until one goes on.
    for (;;) {
      if (depth === 0) return p;
      const container = open[depth - 1] as number;
      const isObject = ((tape.nodes[container] as number) & 0xff) === Kind.Object;
      p = skipSpace(bytes, p);
      if (bytes[p] === COMMA) {
        p += 1;
        if (!isObject) break;
        p = pushKey(tape, skipSpace(bytes, p));
        if (p < 0) return -1;
        break;
      }
      if (bytes[p] !== (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return fail(tape, p, 'unexpected-character');
      depth -= 1;
      p = close(tape, container, p);
    }
  }
}

function push(tape: Tape, head: number, start: number, end: number): void {
  const n = tape.length;
  const nodes = n + STRIDE > tape.nodes.length ? growNodes(tape) : tape.nodes;
  nodes[n] = head;
  nodes[n + 1] = start;
  nodes[n + 2] = end;
  nodes[n + 3] = n + STRIDE;
  tape.length = n + STRIDE;
}

function close(tape: Tape, container: number, p: number): number {
  tape.nodes[container + 2] = p + 1;
  tape.nodes[container + 3] = tape.length;
  return p + 1;
}

function pushKey(tape: Tape, at: number): number {
  if (tape.bytes[at] !== QUOTE) return fail(tape, at, 'unexpected-character');
  const after = pushString(tape, at);
  if (after < 0) return -1;
  const colon = skipSpace(tape.bytes, after);
  return tape.bytes[colon] === COLON ? colon + 1 : fail(tape, colon, 'unexpected-character');
}

/** From the opening quote; jumps from mark to mark. */
function pushString(tape: Tape, quote: number): number {
  const { bytes, marks } = tape;
  const { offsets, count } = marks;
  let next = marks.next;
  while (next < count && (offsets[next] as number) <= quote) next += 1;
  let flags = 0;
  for (;;) {
    const at = next < count ? (offsets[next] as number) : tape.used;
    next += 1;
    // The sentinel stands there instead, and what is marked after it belongs to other records.
    if (at >= tape.end) return fail(tape, tape.end, 'control-character');
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      marks.next = next;
      tape.flags |= flags;
      push(tape, Kind.String | (flags << 8), quote + 1, at);
      return at + 1;
    }
    if (byte < 0x20) return fail(tape, at, 'control-character');
    if (byte !== BACKSLASH) {
      flags |= MARK_FLAGS[byte] as number;
      continue;
    }
    const escaped = escapeFlags(bytes, at + 1);
    if (escaped < 0) return fail(tape, at + 1, 'bad-escape');
    flags |= escaped;
    const after = at + (bytes[at + 1] === LOWER_U ? 6 : 2);
    while (next < count && (offsets[next] as number) < after) next += 1;
  }
}

/** Flags of the escape whose letter is at `p`, or -1 where it is none. */
function escapeFlags(bytes: Uint8Array, p: number): number {
  switch (bytes[p]) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f: // /
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return TextFlag.Escaped;
    case 0x62: // b
    case 0x66: // f
      return TextFlag.Escaped | TextFlag.Control;
    case LOWER_U: {
      const unit = hex4(bytes, p + 1);
      return unit < 0 ? -1 : TextFlag.Escaped | unitFlags(unit);
    }
    default:
      return -1;
  }
}

function unitFlags(unit: number): number {
  if (unit < 0x20) return unit === 9 || unit === 10 || unit === 13 ? 0 : TextFlag.Control;
  if (unit >= 0xc0 && unit < 0x100) return TextFlag.Latin;
  if (unit >= 0x1000 && unit < 0x2000) return TextFlag.Jamo;
  return unit >= 0xd800 ? TextFlag.Suspect : 0;
}

/** The UTF-16 unit of four hex digits at `p`, or -1. */
function hex4(bytes: Uint8Array, p: number): number {
  let unit = 0;
  for (let k = 0; k < 4; k++) {
    const c = bytes[p + k] as number;
    const lower = c | 0x20;
    const digit = c >= 0x30 && c <= 0x39 ? c - 0x30 : lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

function pushScalar(tape: Tape, p: number): number {
  switch (tape.bytes[p]) {
    case 0x74:
      return pushLiteral(tape, p, Kind.True, TRUE);
    case 0x66:
      return pushLiteral(tape, p, Kind.False, FALSE);
    case 0x6e:
      return pushLiteral(tape, p, Kind.Null, NULL);
    default:
      return pushNumber(tape, p);
  }
}

const TRUE = encoder.encode('true');
const FALSE = encoder.encode('false');
const NULL = encoder.encode('null');

function pushLiteral(tape: Tape, p: number, kind: Kind, literal: Uint8Array): number {
  for (let k = 1; k < literal.length; k++) if (tape.bytes[p + k] !== literal[k]) return fail(tape, p + k, 'bad-literal');
  push(tape, kind, p, p + literal.length);
  return p + literal.length;
}

const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 0x30 && c <= 0x39;

function skipDigits(bytes: Uint8Array, from: number): number {
  let p = from;
  while (isDigit(bytes[p])) p += 1;
  return p;
}

function pushNumber(tape: Tape, start: number): number {
  const { bytes } = tape;
  let p = start;
  if (bytes[p] === 0x2d) p += 1;
  if (!isDigit(bytes[p])) return fail(tape, p, p === start ? 'unexpected-character' : 'bad-number');
  p = bytes[p] === 0x30 ? p + 1 : skipDigits(bytes, p);
  if (isDigit(bytes[p])) return fail(tape, p, 'bad-number');
  if (bytes[p] === 0x2e) {
    if (!isDigit(bytes[p + 1])) return fail(tape, p + 1, 'bad-number');
    p = skipDigits(bytes, p + 1);
  }
  if (((bytes[p] as number) | 0x20) === 0x65) {
    p += bytes[p + 1] === 0x2b || bytes[p + 1] === 0x2d ? 2 : 1;
    if (!isDigit(bytes[p])) return fail(tape, p, 'bad-number');
    p = skipDigits(bytes, p);
  }
  push(tape, Kind.Number, start, p);
  return p;
}
