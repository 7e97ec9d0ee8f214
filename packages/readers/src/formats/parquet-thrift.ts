import { ParquetProblem } from './parquet-schema.js';

/** A value of the Thrift compact protocol, as far as Parquet's headers are looked at: bytes and lists are passed over. */
type Field = number | Struct;
export type Struct = ReadonlyMap<number, Field>;

export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

export function numberAt(struct: Struct, id: number, absent = 0): number {
  const field = struct.get(id);
  return typeof field === 'number' ? field : absent;
}

export function structAt(struct: Struct, id: number): Struct | null {
  const field = struct.get(id);
  return field === undefined || typeof field === 'number' ? null : field;
}

const MAX_DEPTH = 16;

/** @throws ParquetProblem where the bytes end in it or cannot be of this protocol; takes time linear in the bytes */
export function readStruct(cursor: Cursor, depth = 0): Struct {
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
