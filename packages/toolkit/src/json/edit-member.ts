/** A member's place in the text of a record. */
interface Found {
  /** of the value */
  readonly start: number;
  readonly end: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];
const [COMMA, COLON] = [0x2c, 0x3a];

/**
 * The JSON text of a record with another value at a path; every other byte stays, so that numbers keep their spelling. Objects that are missing on
 * the way are made; of equal keys the last one counts, as for JSON.parse. A path through anything that is no object changes nothing.
 * @param record valid JSON, UTF-8
 * @param path names of members
 * @param value JSON text
 */
export function withMember(record: Uint8Array, path: readonly string[], value: string): Uint8Array {
  const place = followMembers(record, path);
  if (place === null) return record;
  const { start, end, missing } = place;
  if (missing.length === 0) return spliced(record, start, end, value);
  if (record[start] !== OPEN_OBJECT) return record;
  const made = missing.reduceRight((inner, name, k) => (k === 0 ? inner : `{${JSON.stringify(name)}:${inner}}`), value);
  const close = end - 1;
  const isEmpty = skipSpace(record, start + 1) === close;
  return spliced(record, close, close, `${isEmpty ? '' : ', '}${JSON.stringify(missing[0])}: ${made}`);
}

/** The bytes of the value at a path, null where there is none. */
export function memberAt(record: Uint8Array, path: readonly string[]): Uint8Array | null {
  const place = followMembers(record, path);
  return place === null || place.missing.length > 0 ? null : record.subarray(place.start, place.end);
}

/** As far as a path leads: the last value that is there, and the names that are not. */
function followMembers(record: Uint8Array, path: readonly string[]): (Found & { readonly missing: readonly string[] }) | null {
  const start = skipSpace(record, 0);
  let at: Found = { start, end: skipValue(record, start) };
  for (const [k, name] of path.entries()) {
    const found = record[at.start] === OPEN_OBJECT ? findMember(record, at.start, name) : null;
    if (found === null) return { ...at, missing: path.slice(k) };
    at = found;
  }
  return { ...at, missing: [] };
}

function findMember(record: Uint8Array, object: number, name: string): Found | null {
  let found: Found | null = null;
  const wanted = Buffer.from(name);
  for (let at = skipSpace(record, object + 1); at < record.length && record[at] === QUOTE; ) {
    const keyEnd = skipString(record, at);
    const start = skipSpace(record, skipSpace(record, keyEnd) + 1);
    const end = skipValue(record, start);
    if (isKey(record.subarray(at, keyEnd), wanted, name)) found = { start, end };
    at = skipSpace(record, end);
    if (record[at] === COMMA) at = skipSpace(record, at + 1);
  }
  return found;
}

function isKey(quoted: Uint8Array, wanted: Buffer, name: string): boolean {
  if (quoted.length === wanted.length + 2 && wanted.equals(quoted.subarray(1, -1))) return !quoted.includes(BACKSLASH);
  return quoted.includes(BACKSLASH) && JSON.parse(Buffer.from(quoted).toString()) === name;
}

function skipValue(record: Uint8Array, start: number): number {
  if (record[start] === QUOTE) return skipString(record, start);
  let depth = 0;
  let at = start;
  for (; at < record.length; at++) {
    const byte = record[at];
    if (byte === QUOTE) {
      at = skipString(record, at) - 1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      depth += 1;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (byte === COMMA || byte === COLON || isSpace(byte))) {
      return at;
    }
  }
  return at;
}

function skipString(record: Uint8Array, start: number): number {
  let at = start + 1;
  for (; at < record.length && record[at] !== QUOTE; at++) if (record[at] === BACKSLASH) at += 1;
  return at + 1;
}

function skipSpace(record: Uint8Array, start: number): number {
  let at = start;
  while (isSpace(record[at])) at += 1;
  return at;
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const spliced = (record: Uint8Array, start: number, end: number, text: string): Uint8Array =>
  Buffer.concat([record.subarray(0, start), Buffer.from(text), record.subarray(end)]);
