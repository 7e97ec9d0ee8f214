import { ParquetProblem } from './parquet-schema.js';

/** A value of the Thrift compact protocol, as far as page headers need it. */
type Field = number | Struct;
type Struct = ReadonlyMap<number, Field>;

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/**
 * Walks the page headers of a column chunk (parquet-format, PageHeader) before hyparquet does, which allots what they say and loops as often.
 * `values`: how many the footer says that the chunk has.
 * @throws ParquetProblem where the headers cannot be true
 */
export function checkPages(bytes: Uint8Array, values: number): void {
  const cursor: Cursor = { bytes, at: 0 };
  let seen = 0;
  while (cursor.at < bytes.length - 1) {
    const header = readStruct(cursor, 0);
    const size = numberAt(header, 3);
    if (size < 0 || cursor.at + size > bytes.length || numberAt(header, 2) < 0) throw new ParquetProblem('corrupt');
    cursor.at += size;
    const dictionary = structAt(header, 7);
    if (dictionary !== null && !isCount(numberAt(dictionary, 1), DICTIONARY_VALUES)) throw new ParquetProblem('corrupt');
    const data = structAt(header, 5) ?? structAt(header, 8);
    if (data === null) continue;
    const count = numberAt(data, 1);
    if (!isCount(count, values - seen)) throw new ParquetProblem('corrupt');
    seen += count;
  }
}

/** Writers end dictionaries at about a megabyte. */
const DICTIONARY_VALUES = 1 << 24;

function isCount(count: number, most: number): boolean {
  return count >= 0 && count <= most;
}

function numberAt(struct: Struct, id: number): number {
  const field = struct.get(id);
  return typeof field === 'number' ? field : 0;
}

function structAt(struct: Struct, id: number): Struct | null {
  const field = struct.get(id);
  return field === undefined || typeof field === 'number' ? null : field;
}

const MAX_DEPTH = 8;

function readStruct(cursor: Cursor, depth: number): Struct {
  if (depth > MAX_DEPTH) throw new ParquetProblem('corrupt');
  const fields = new Map<number, Field>();
  let id = 0;
  for (;;) {
    const head = nextByte(cursor);
    if (head === 0) return fields;
    id = head >> 4 === 0 ? zigzag(readVarint(cursor)) : id + (head >> 4);
    fields.set(id, readField(cursor, head & 15, depth));
  }
}

function readField(cursor: Cursor, type: number, depth: number): Field {
  switch (type) {
    case 1:
      return 1;
    case 2:
      return 0;
    case 3:
      return nextByte(cursor);
    case 4:
    case 5:
    case 6:
      return zigzag(readVarint(cursor));
    case 7:
      return skip(cursor, 8);
    case 8:
      return skip(cursor, readVarint(cursor));
    case 9:
    case 10:
      return readList(cursor, depth);
    case 12:
      return readStruct(cursor, depth + 1);
    default:
      throw new ParquetProblem('corrupt');
  }
}

function readList(cursor: Cursor, depth: number): number {
  const head = nextByte(cursor);
  const size = head >> 4 === 15 ? readVarint(cursor) : head >> 4;
  for (let i = 0; i < size; i += 1) {
    if ((head & 15) <= 2) nextByte(cursor);
    else readField(cursor, head & 15, depth + 1);
  }
  return size;
}

function skip(cursor: Cursor, count: number): number {
  cursor.at += count;
  if (cursor.at > cursor.bytes.length) throw new ParquetProblem('corrupt');
  return 0;
}

function nextByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined) throw new ParquetProblem('corrupt');
  cursor.at += 1;
  return byte;
}

function readVarint(cursor: Cursor): number {
  let value = 0;
  for (let scale = 1; scale < 2 ** 63; scale *= 128) {
    const byte = nextByte(cursor);
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  throw new ParquetProblem('corrupt');
}

function zigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
