import { createSpans, type Spans, spanAt } from './parquet-plain.js';
import { type Bytes, bitsAt, takeByte, takeBytes, takeVarint } from './parquet-runs.js';
import { ParquetProblem } from './parquet-schema.js';

/** Text that grows by sharing its beginning is believed up to this, or so many bytes for each stored one. */
const FREE_BYTES = 64 << 20;
const RATIO = 1100;

/**
 * Integers as differences in blocks (parquet-format, DELTA_BINARY_PACKED); they wrap at 64 bits, and at 32 when put into an Int32Array.
 * @throws ParquetProblem where there are not as many, or the blocks cannot be
 */
export function takeDeltas(from: Bytes, count: number): BigInt64Array {
  const values = new BigInt64Array(count);
  if (count === 0 && from.at === from.end) return values;
  const blockSize = takeVarint(from);
  const minis = takeVarint(from);
  const total = takeVarint(from);
  const size = blockSize / minis;
  if (total !== count || !(Number.isInteger(size) && size > 0 && size % 8 === 0 && size < 2 ** 31))
    throw new ParquetProblem('corrupt');
  let value = takeZigzag(from);
  if (count > 0) values[0] = value;
  for (let at = 1; at < count; ) {
    const least = takeZigzag(from);
    const widths = takeBytes(from, minis);
    for (let mini = 0; mini < minis && at < count; mini += 1) {
      const width = widths[mini] as number;
      if (width > 64) throw new ParquetProblem('corrupt');
      const here = Math.min(size, count - at);
      const packed = takePadded(from, (size * width) / 8, Math.ceil((here * width) / 8));
      for (let i = 0; i < here; i += 1) {
        value = BigInt.asIntN(64, value + least + wideBitsAt(packed, i, width));
        values[at++] = value;
      }
    }
  }
  return values;
}

/** All `size` bytes; of the last block, the `needed` ones will do. */
function takePadded(from: Bytes, size: number, needed: number): Uint8Array {
  return takeBytes(from, size > from.end - from.at ? needed : size);
}

function wideBitsAt(bytes: Uint8Array, i: number, width: number): bigint {
  if (width === 0) return 0n;
  if (width <= 32) return BigInt(bitsAt(bytes, i, width));
  const bit = (i % 8) * width;
  const first = Math.floor(i / 8) * width + (bit >> 3);
  let value = 0n;
  for (let byte = 0; byte < 9; byte += 1) value |= BigInt(bytes[first + byte] ?? 0) << BigInt(8 * byte);
  return BigInt.asUintN(width, value >> BigInt(bit & 7));
}

function takeZigzag(from: Bytes): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = takeByte(from);
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  }
  throw new ParquetProblem('corrupt');
}

/** parquet-format, DELTA_LENGTH_BYTE_ARRAY. @throws ParquetProblem */
export function takeSizedTexts(from: Bytes, count: number): Spans {
  const sizes = takeDeltas(from, count);
  const spans = createSpans(from.bytes, count);
  for (let i = 0; i < count; i += 1) {
    spans.start[i] = from.at;
    const size = Number(sizes[i]);
    if (size < 0 || size > from.end - from.at) throw new ParquetProblem('corrupt');
    from.at += size;
    spans.end[i] = from.at;
  }
  return spans;
}

/** parquet-format, DELTA_BYTE_ARRAY: each begins as the one before it. @throws ParquetProblem */
export function takeSharedTexts(from: Bytes, count: number): Spans {
  const most = Math.max(FREE_BYTES, (from.end - from.at) * RATIO);
  const shared = takeDeltas(from, count);
  const rests = takeSizedTexts(from, count);
  const spans = createSpans(new Uint8Array(sharedSize(shared, rests, most)), count);
  let before = 0;
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    const size = Number(shared[i]);
    spans.start[i] = at;
    spans.bytes.copyWithin(at, before, before + size);
    spans.bytes.set(spanAt(rests, i), at + size);
    before = at;
    at += size + (rests.end[i] as number) - (rests.start[i] as number);
    spans.end[i] = at;
  }
  return spans;
}

/** Bytes of all texts. @throws ParquetProblem where one shares more than the one before it has, or all share too much */
function sharedSize(shared: BigInt64Array, rests: Spans, most: number): number {
  let left = most;
  let before = 0;
  let total = 0;
  shared.forEach((each, i) => {
    const size = Number(each);
    if (size < 0 || size > before) throw new ParquetProblem('corrupt');
    left -= size;
    if (left < 0) throw new ParquetProblem('expansion-ratio');
    before = size + (rests.end[i] as number) - (rests.start[i] as number);
    total += before;
  });
  return total;
}
