import { Buffer } from 'node:buffer';
import type { Data, DataType } from 'apache-arrow';
import { type ArrowLibrary, ArrowProblem } from './arrow-messages.js';
import { writeBinary, writeFloat, writeQuoted } from './cells.js';
import { addressOf, insertText, nothingStaged } from './inserts.js';
import { writeAscii, writeBytes, writeString } from './json-text.js';
import type { InsertingSink } from './record-sink.js';
import { dateText, decimalText, durationText, halfOf, type TimeUnit, timestampText, timeText } from './value-text.js';

/** Writes the value at an index of a column. @throws ArrowProblem */
export type WriteAt = (sink: InsertingSink, index: number) => void;

/**
 * The writer of a column's values, by the same rules as for Parquet: all digits, ISO 8601, bytes as text or base64. The buffers are read as
 * they are, since the library's own getters round instants and mend broken UTF-8 in silence.
 */
function columnWriter(arrow: ArrowLibrary, data: Data, ahead?: number): WriteAt {
  const write = typeWriter(arrow, data, ahead);
  return (sink, index) => {
    if (index < 0 || index >= data.length) throw corrupt();
    if (data.getValid(index)) write(sink, index);
    else writeAscii(sink.text, 'null');
  };
}

/** Where in the file that is, the reader knows. */
function corrupt(): ArrowProblem {
  return new ArrowProblem('corrupt', 0);
}

function typeWriter(arrow: ArrowLibrary, data: Data, ahead?: number): WriteAt {
  const { DataType } = arrow;
  const { type } = data;
  if (DataType.isNull(type)) return (sink) => writeAscii(sink.text, 'null');
  if (DataType.isDictionary(type)) return dictionaryWriter(arrow, data);
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return textWriter(data, ahead);
  if (DataType.isBinary(type) || DataType.isLargeBinary(type)) return binaryWriter(data);
  if (DataType.isFixedSizeBinary(type)) return fixedWriter(data, type.byteWidth);
  return numberWriter(arrow, data) ?? temporalWriter(arrow, data) ?? nestedWriter(arrow, data) ?? getterWriter(arrow, data);
}

function numberWriter({ DataType, Precision }: ArrowLibrary, data: Data): WriteAt | null {
  const { type } = data;
  const at = numberAt(data);
  if (DataType.isInt(type)) return (sink, i) => writeAscii(sink.text, String(at(i)));
  if (DataType.isBool(type)) return (sink, i) => writeAscii(sink.text, String(((Number(at(i >> 3)) >> (i & 7)) & 1) === 1));
  if (DataType.isFloat(type)) {
    const half = type.precision === Precision.HALF;
    const single = type.precision === Precision.SINGLE;
    return (sink, i) => writeFloat(sink, half ? halfOf(Number(at(i))) : Number(at(i)), single);
  }
  if (!DataType.isDecimal(type)) return null;
  const words = type.bitWidth / 32;
  const { scale } = type;
  return (sink, i) => writeAscii(sink.text, decimalText(wordsAt(at, i * words, words), scale));
}

type NumberAt = (index: number) => number | bigint;

function numberAt(data: Data): NumberAt {
  const values: ArrayLike<number | bigint> | undefined = data.values;
  return (index) => {
    const value = values?.[index];
    if (value === undefined) throw corrupt();
    return value;
  };
}

/** A two's complement integer of little-endian 32-bit words. */
function wordsAt(at: NumberAt, first: number, words: number): bigint {
  let value = 0n;
  for (let i = words - 1; i >= 0; i -= 1) value = (value << 32n) | BigInt.asUintN(32, BigInt(at(first + i)));
  return BigInt.asIntN(words * 32, value);
}

const UNITS: readonly TimeUnit[] = ['s', 'ms', 'us', 'ns'];

function temporalWriter({ DataType, DateUnit }: ArrowLibrary, data: Data): WriteAt | null {
  const { type } = data;
  const at = numberAt(data);
  const quoted = (text: (value: bigint) => string | null): WriteAt => {
    return (sink, i) => writeQuoted(sink, text(BigInt(at(i))) ?? String(at(i)));
  };
  if (DataType.isDate(type)) {
    const perDay = type.unit === DateUnit.DAY ? 1n : 86_400_000n;
    return quoted((value) => dateText(Number(value / perDay)));
  }
  if (DataType.isTime(type)) return quoted((value) => timeText(value, unitOf(type.unit)));
  if (DataType.isTimestamp(type)) {
    const utc = type.timezone !== null && type.timezone !== undefined && type.timezone !== '';
    return quoted((value) => timestampText(value, unitOf(type.unit), utc));
  }
  if (DataType.isDuration(type)) return quoted((value) => `PT${decimalText(value, 3 * UNITS.indexOf(unitOf(type.unit)))}S`);
  if (!DataType.isInterval(type)) return null;
  const months = (sink: InsertingSink, i: number): void => writeQuoted(sink, durationText(Number(at(i)), 0, 0));
  const daysAndTime = (sink: InsertingSink, i: number): void =>
    writeQuoted(sink, durationText(0, Number(at(2 * i)), Number(at(2 * i + 1))));
  const all = (sink: InsertingSink, i: number): void => {
    const nanoseconds = wordsAt(at, 4 * i + 2, 2);
    writeQuoted(sink, durationText(Number(at(4 * i)), Number(at(4 * i + 1)), Number(nanoseconds) / 1e6));
  };
  return [months, daysAndTime, all][type.unit] ?? null;
}

function unitOf(unit: number): TimeUnit {
  return UNITS[unit] ?? 's';
}

/** [begin, end) of the value at an index, by a column's offsets. */
function spanOf(data: Data, length: number): (index: number) => readonly [number, number] {
  const offsets: ArrayLike<number | bigint> | undefined = data.valueOffsets;
  return (index) => {
    const begin = Number(offsets?.[index]);
    const end = Number(offsets?.[index + 1]);
    if (!(begin >= 0 && end >= begin && end <= length)) throw corrupt();
    return [begin, end];
  };
}

/** `ahead`: bytes that are taken at a time; 0 where the values do not come in order. */
function textWriter(data: Data, ahead?: number): WriteAt {
  const bytes: Uint8Array = data.values ?? new Uint8Array(0);
  const span = spanOf(data, bytes.length);
  const staged = nothingStaged(null, ahead);
  return ({ inserts, text }, index) => {
    const [begin, end] = span(index);
    insertText(inserts, text, addressOf(inserts, staged, bytes, begin, end), end - begin);
  };
}

function binaryWriter(data: Data): WriteAt {
  const bytes: Uint8Array = data.values ?? new Uint8Array(0);
  const span = spanOf(data, bytes.length);
  return (sink, index) => writeBinary(sink, bytes.subarray(...span(index)));
}

function fixedWriter(data: Data, width: number): WriteAt {
  const bytes: Uint8Array = data.values ?? new Uint8Array(0);
  return (sink, index) => {
    if ((index + 1) * width > bytes.length) throw corrupt();
    writeBinary(sink, bytes.subarray(index * width, (index + 1) * width));
  };
}

/** A dictionary may have come in several pieces. */
function dictionaryWriter(arrow: ArrowLibrary, data: Data): WriteAt {
  const at = numberAt(data);
  const pieces = (data.dictionary?.data ?? []).map((piece) => ({ length: piece.length, write: columnWriter(arrow, piece, 0) }));
  return (sink, index) => {
    let entry = Number(at(index));
    for (const { length, write } of pieces) {
      if (entry < length) {
        write(sink, entry);
        return;
      }
      entry -= length;
    }
    throw corrupt();
  };
}

function nestedWriter(arrow: ArrowLibrary, data: Data): WriteAt | null {
  const { DataType } = arrow;
  const { type } = data;
  if (DataType.isStruct(type)) return structWriter(arrow, data);
  if (DataType.isUnion(type)) return unionWriter(arrow, data);
  const [child] = data.children;
  if (child === undefined) return null;
  if (DataType.isMap(type)) return mapWriter(arrow, data, child);
  if (DataType.isFixedSizeList(type)) {
    const { listSize } = type;
    return elementsWriter(columnWriter(arrow, child), (index) => [index * listSize, (index + 1) * listSize]);
  }
  const isList = DataType.isList(type) || DataType.isLargeList(type);
  return isList ? elementsWriter(columnWriter(arrow, child), spanOf(data, child.length)) : null;
}

/** An object of a struct column's value, or of a whole row. */
export function structWriter(arrow: ArrowLibrary, data: Data): WriteAt {
  // The library says that a name is a string; where the file has none it is null.
  const fields = (data.type as DataType & { readonly children: readonly { readonly name: string | null }[] }).children;
  const members = fields.map(({ name }, i) => {
    const child = data.children[i];
    if (child === undefined) throw corrupt();
    return { before: Buffer.from(`${i === 0 ? '' : ','}${JSON.stringify(name ?? '')}:`), write: columnWriter(arrow, child) };
  });
  return (sink, index) => {
    writeAscii(sink.text, '{');
    for (const { before, write } of members) {
      writeBytes(sink.text, before);
      write(sink, index);
    }
    writeAscii(sink.text, '}');
  };
}

function elementsWriter(write: WriteAt, span: (index: number) => readonly [number, number]): WriteAt {
  return (sink, index) => {
    const [begin, end] = span(index);
    writeAscii(sink.text, '[');
    for (let i = begin; i < end; i += 1) {
      if (i > begin) writeAscii(sink.text, ',');
      write(sink, i);
    }
    writeAscii(sink.text, ']');
  };
}

/** An object by the keys' text. */
function mapWriter(arrow: ArrowLibrary, data: Data, entries: Data): WriteAt {
  const [keys, values] = entries.children;
  if (keys === undefined || values === undefined) throw corrupt();
  const writeKey = columnWriter(arrow, keys);
  const writeValue = columnWriter(arrow, values);
  const span = spanOf(data, entries.length);
  return (sink, index) => {
    const { text } = sink;
    const [begin, end] = span(index);
    writeAscii(text, '{');
    for (let i = begin; i < end; i += 1) {
      if (i > begin) writeAscii(text, ',');
      const start = text.used;
      writeKey(sink, i);
      if (text.used > start && text.bytes[start] !== 0x22) {
        const json = text.bytes.toString('utf8', start, text.used);
        text.used = start;
        writeString(text, json);
      }
      writeAscii(text, ':');
      writeValue(sink, i);
    }
    writeAscii(text, '}');
  };
}

function unionWriter(arrow: ArrowLibrary, data: Data): WriteAt {
  if (!arrow.DataType.isUnion(data.type)) throw corrupt();
  const { typeIdToChildIndex, mode } = data.type;
  const ids: ArrayLike<number> = data.typeIds;
  const offsets: ArrayLike<number> | undefined = data.valueOffsets;
  const writers = data.children.map((child) => columnWriter(arrow, child));
  const dense = mode === arrow.UnionMode.Dense;
  return (sink, index) => {
    const write = writers[typeIdToChildIndex[ids[index] ?? -1] ?? -1];
    if (write === undefined) throw corrupt();
    write(sink, dense ? (offsets?.[index] ?? -1) : index);
  };
}

/** Layouts too rare to read by ourselves. */
function getterWriter(arrow: ArrowLibrary, data: Data): WriteAt {
  const vector = arrow.makeVector(data);
  return (sink, index) => {
    const value: unknown = vector.get(index);
    if (value instanceof Uint8Array) writeBinary(sink, value);
    else writeString(sink.text, String(value));
  };
}
