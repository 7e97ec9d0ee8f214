import { Buffer, isUtf8 } from 'node:buffer';
import type { SchemaElement } from 'hyparquet';
import { writeBinary, writeFloat, writeQuoted, writeText } from './cells.js';
import { writeAscii, writeBytes } from './json-text.js';
import { ParquetProblem } from './parquet-schema.js';
import type { RecordSink } from './record-sink.js';
import { dateText, decimalText, durationText, halfOf, type TimeUnit, timestampText, timeText } from './value-text.js';

/** Writes a value as JSON. @throws NotText */
export type WriteValue = (sink: RecordSink, value: unknown) => void;

/**
 * The writer of a column's values, which come as they are stored. Integers and decimals are written in all their digits, instants and dates
 * as ISO 8601, bytes as text where they are UTF-8 and else as base64. NaN is null: it is how pandas stores a missing number.
 */
export function leafWriter(element: SchemaElement): WriteValue {
  return temporalWriter(element) ?? numberWriter(element) ?? bytesWriter(element);
}

const UNITS = { MILLIS: 'ms', MICROS: 'us', NANOS: 'ns' } as const;

function temporalWriter({ type, converted_type, logical_type }: SchemaElement): WriteValue | null {
  const instant = (unit: TimeUnit, utc: boolean): WriteValue => {
    return (sink, value) => writeQuoted(sink, timestampText(BigInt(value as bigint), unit, utc) ?? String(value));
  };
  const time =
    (unit: TimeUnit): WriteValue =>
    (sink, value) =>
      writeQuoted(sink, timeText(BigInt(value as bigint), unit));
  if (type === 'INT96') return instant('ns', true);
  if (type !== 'INT32' && type !== 'INT64') return null;
  if (logical_type?.type === 'TIMESTAMP') return instant(UNITS[logical_type.unit], logical_type.isAdjustedToUTC);
  if (converted_type === 'TIMESTAMP_MILLIS') return instant('ms', true);
  if (converted_type === 'TIMESTAMP_MICROS') return instant('us', true);
  if (logical_type?.type === 'TIME') return time(UNITS[logical_type.unit]);
  if (converted_type === 'TIME_MILLIS') return time('ms');
  if (converted_type === 'TIME_MICROS') return time('us');
  if (converted_type !== 'DATE' && logical_type?.type !== 'DATE') return null;
  return (sink, value) => writeQuoted(sink, dateText(value as number) ?? String(value));
}

function numberWriter(element: SchemaElement): WriteValue | null {
  const { type, converted_type } = element;
  if (type === 'BOOLEAN') return (sink, value) => writeAscii(sink.text, String(value));
  if (type === 'FLOAT' || type === 'DOUBLE') return (sink, value) => writeFloat(sink, value as number, type === 'FLOAT');
  if (type !== 'INT32' && type !== 'INT64') return null;
  const scale = scaleOf(element);
  if (scale !== null) return (sink, value) => writeAscii(sink.text, decimalText(BigInt(value as bigint), scale));
  const unsigned =
    converted_type?.startsWith('UINT') || (element.logical_type?.type === 'INTEGER' && !element.logical_type.isSigned);
  if (unsigned !== true) return (sink, value) => writeAscii(sink.text, String(value));
  const bits = type === 'INT32' ? 32 : 64;
  return (sink, value) => writeAscii(sink.text, String(BigInt.asUintN(bits, BigInt(value as bigint))));
}

function scaleOf({ converted_type, logical_type, scale }: SchemaElement): number | null {
  if (logical_type?.type === 'DECIMAL') return logical_type.scale ?? 0;
  return converted_type === 'DECIMAL' ? (scale ?? 0) : null;
}

function bytesWriter(element: SchemaElement): WriteValue {
  const { converted_type, logical_type } = element;
  const scale = scaleOf(element);
  const logical = logical_type?.type;
  if (scale !== null) return (sink, value) => writeAscii(sink.text, decimalText(signedOf(value as Uint8Array), scale));
  if (logical === 'FLOAT16') return (sink, value) => writeFloat(sink, halfOf(littleEndian(value as Uint8Array)), false);
  if (logical === 'UUID') return (sink, value) => writeQuoted(sink, uuidText(value as Uint8Array));
  if (converted_type === 'INTERVAL') return (sink, value) => writeQuoted(sink, intervalText(value as Uint8Array));
  if (converted_type === 'JSON' || logical === 'JSON') return (sink, value) => writeJson(sink, value as Uint8Array);
  return (sink, value) => (isText(element) ? writeText : writeBinary)(sink, value as Uint8Array);
}

function isText({ converted_type, logical_type }: SchemaElement): boolean {
  return (
    converted_type === 'UTF8' || converted_type === 'ENUM' || logical_type?.type === 'STRING' || logical_type?.type === 'ENUM'
  );
}

/** Whether the values of a column are texts and nothing more: their bytes stand between quotes, escaped. */
export function isPlainText(element: SchemaElement): boolean {
  const { type, converted_type, logical_type } = element;
  if (type !== 'BYTE_ARRAY' && type !== 'FIXED_LEN_BYTE_ARRAY') return false;
  const isOther = scaleOf(element) !== null || ['FLOAT16', 'UUID', 'JSON'].includes(logical_type?.type ?? '');
  return isText(element) && !isOther && converted_type !== 'INTERVAL' && converted_type !== 'JSON';
}

/** Whether each value of a column becomes a number, a word, or a string of plain ASCII. */
export function isScalar(element: SchemaElement): boolean {
  const { type, converted_type, logical_type } = element;
  if (type !== 'BYTE_ARRAY' && type !== 'FIXED_LEN_BYTE_ARRAY') return true;
  return scaleOf(element) !== null || ['FLOAT16', 'UUID'].includes(logical_type?.type ?? '') || converted_type === 'INTERVAL';
}

/** Text that is JSON becomes the value that it is. */
function writeJson(sink: RecordSink, bytes: Uint8Array): void {
  if (isJson(bytes)) writeBytes(sink.text, bytes);
  else writeText(sink, bytes);
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString());
    return isUtf8(bytes);
  } catch {
    return false;
  }
}

/** Writers know 38 digits, some 76: to write out a million takes minutes. */
const MOST_DECIMAL_BYTES = 1024;

/** A big-endian two's complement integer. */
function signedOf(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  if (bytes.length > MOST_DECIMAL_BYTES) throw new ParquetProblem('corrupt');
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}

function littleEndian(bytes: Uint8Array): number {
  return ((bytes[1] ?? 0) << 8) | (bytes[0] ?? 0);
}

function uuidText(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

/** Three little-endian unsigned integers: months, days, milliseconds. */
function intervalText(bytes: Uint8Array): string {
  const stored = Buffer.alloc(12);
  stored.set(bytes.subarray(0, 12));
  return durationText(stored.readUInt32LE(0), stored.readUInt32LE(4), stored.readUInt32LE(8));
}
