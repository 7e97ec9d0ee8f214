import type { SchemaElement } from 'hyparquet';
import { type Bytes, takeBytes } from './parquet-runs.js';
import { ParquetProblem } from './parquet-schema.js';

/** Values of a page or dictionary, as they are stored: nothing is rounded. Instants of 96 bits are nanoseconds since 1970. */
export type Values = ArrayLike<unknown> | Spans;

/** Strings of bytes: the value at `i` is bytes[start[i], end[i]). */
export interface Spans {
  readonly length: number;
  readonly bytes: Uint8Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
}

export function isSpans(values: Values): values is Spans {
  return 'bytes' in values;
}

export function valueAt(values: Values, i: number): unknown {
  return isSpans(values) ? spanAt(values, i) : values[i];
}

export function spanAt({ bytes, start, end }: Spans, i: number): Uint8Array {
  return bytes.subarray(start[i], end[i]);
}

/** Room for `length` spans of the bytes. */
export function createSpans(bytes: Uint8Array, length: number): Spans {
  return { length, bytes, start: new Uint32Array(length), end: new Uint32Array(length) };
}

/** parquet-format, PLAIN. @throws ParquetProblem where there are fewer than `count` */
export function takePlain(from: Bytes, { type, type_length }: SchemaElement, count: number): Values {
  switch (type) {
    case 'BOOLEAN':
      return booleansOf(takeBytes(from, Math.ceil(count / 8)), count);
    case 'BYTE_ARRAY':
      return takeTexts(from, count);
    case 'FIXED_LEN_BYTE_ARRAY':
      return fixedSpans(takeBytes(from, checkedSize(from, count, type_length ?? 0)), count, type_length ?? 0);
    case 'INT96':
      return Array.from({ length: count }, instantsOf(takeBytes(from, count * 12)));
    default:
      return numbersOf(type, copyOf(takeBytes(from, count * widthOf(type))));
  }
}

/** parquet-format, BYTE_STREAM_SPLIT: the first bytes of all values, then the second ones. @throws ParquetProblem */
export function takeSplit(from: Bytes, { type, type_length }: SchemaElement, count: number): Values {
  const width = type === 'FIXED_LEN_BYTE_ARRAY' ? (type_length ?? 0) : widthOf(type);
  const stored = takeBytes(from, count * width);
  const bytes = new Uint8Array(stored.length);
  for (let byte = 0, at = 0; byte < width; byte += 1) {
    for (let i = 0; i < count; i += 1) bytes[i * width + byte] = stored[at++] as number;
  }
  return type === 'FIXED_LEN_BYTE_ARRAY' ? fixedSpans(bytes, count, width) : numbersOf(type, bytes.buffer);
}

function booleansOf(bits: Uint8Array, count: number): boolean[] {
  return Array.from({ length: count }, (_, i) => (((bits[i >> 3] ?? 0) >> (i & 7)) & 1) === 1);
}

/** Bytes of `count` values, so that no more are allotted than there can be. */
function checkedSize(from: Bytes, count: number, width: number): number {
  if (count * Math.max(1, width) > from.end - from.at) throw new ParquetProblem('corrupt');
  return count * width;
}

const SIZE_BYTES = 4;

/** Each with its size before it. */
function takeTexts(from: Bytes, count: number): Spans {
  checkedSize(from, count, SIZE_BYTES);
  const { bytes, end } = from;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const spans = createSpans(bytes, count);
  let { at } = from;
  for (let i = 0; i < count; i += 1) {
    if (at + SIZE_BYTES > end) throw new ParquetProblem('corrupt');
    const start = at + SIZE_BYTES;
    at = start + view.getUint32(at, true);
    if (at > end) throw new ParquetProblem('corrupt');
    spans.start[i] = start;
    spans.end[i] = at;
  }
  from.at = at;
  return spans;
}

function fixedSpans(bytes: Uint8Array, count: number, width: number): Spans {
  const spans = createSpans(bytes, count);
  for (let i = 0; i < count; i += 1) {
    spans.start[i] = i * width;
    spans.end[i] = (i + 1) * width;
  }
  return spans;
}

const JULIAN_DAY_OF_1970 = 2440588n;
const MICROSECONDS_A_DAY = 86_400_000_000n;

/** Nanoseconds of the day, then the Julian day. As in Spark, which writes them, microseconds wrap at 64 bits. */
function instantsOf(bytes: Uint8Array): (_: unknown, i: number) => bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return (_, i) => {
    const day = BigInt(view.getInt32(i * 12 + 8, true)) - JULIAN_DAY_OF_1970;
    const nanoseconds = view.getBigInt64(i * 12, true);
    return BigInt.asIntN(64, day * MICROSECONDS_A_DAY + nanoseconds / 1000n) * 1000n + (nanoseconds % 1000n);
  };
}

function widthOf(type: SchemaElement['type']): number {
  if (type === 'INT32' || type === 'FLOAT') return 4;
  if (type === 'INT64' || type === 'DOUBLE') return 8;
  throw new ParquetProblem('unsupported');
}

/** Little-endian, as every machine that Node runs on. */
function numbersOf(type: SchemaElement['type'], bytes: ArrayBuffer): Values {
  if (type === 'INT32') return new Int32Array(bytes);
  if (type === 'INT64') return new BigInt64Array(bytes);
  return type === 'FLOAT' ? new Float32Array(bytes) : new Float64Array(bytes);
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy.buffer;
}
