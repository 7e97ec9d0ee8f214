import type { SchemaElement } from 'hyparquet';
import { type Bytes, takeBytes, takeUint32 } from './parquet-runs.js';
import { ParquetProblem } from './parquet-schema.js';

/** Values of a page or dictionary, as they are stored: nothing is rounded. Instants of 96 bits are nanoseconds since 1970. */
export type Values = ArrayLike<unknown>;

/** parquet-format, PLAIN. @throws ParquetProblem where there are fewer than `count` */
export function takePlain(from: Bytes, { type, type_length }: SchemaElement, count: number): Values {
  switch (type) {
    case 'BOOLEAN':
      return booleansOf(takeBytes(from, Math.ceil(count / 8)), count);
    case 'BYTE_ARRAY':
      return takeEach(from, count, 4, () => takeBytes(from, takeUint32(from)));
    case 'FIXED_LEN_BYTE_ARRAY':
      return takeEach(from, count, type_length ?? 0, () => takeBytes(from, type_length ?? 0));
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
  if (type !== 'FIXED_LEN_BYTE_ARRAY') return numbersOf(type, bytes.buffer);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * width, (i + 1) * width));
}

function booleansOf(bits: Uint8Array, count: number): boolean[] {
  return Array.from({ length: count }, (_, i) => (((bits[i >> 3] ?? 0) >> (i & 7)) & 1) === 1);
}

/** `least`: bytes that one takes, so that no more are allotted than there can be. */
function takeEach(from: Bytes, count: number, least: number, take: () => Uint8Array): Uint8Array[] {
  if (count * Math.max(1, least) > from.end - from.at) throw new ParquetProblem('corrupt');
  return Array.from({ length: count }, take);
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
