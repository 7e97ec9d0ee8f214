import { ParquetProblem } from './parquet-schema.js';

/** Where a decoder reads: it moves on by what it took. */
export interface Bytes {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
}

/** @throws ParquetProblem where there is no byte left */
export function takeByte(from: Bytes): number {
  if (from.at >= from.end) throw new ParquetProblem('corrupt');
  return from.bytes[from.at++] as number;
}

/** The next `size` bytes. @throws ParquetProblem where there are not as many */
export function takeBytes(from: Bytes, size: number): Uint8Array {
  if (size < 0 || size > from.end - from.at) throw new ParquetProblem('corrupt');
  const taken = from.bytes.subarray(from.at, from.at + size);
  from.at += size;
  return taken;
}

/** An unsigned LEB128 number. @throws ParquetProblem where it has more than 64 bits */
export function takeVarint(from: Bytes): number {
  let value = 0;
  for (let i = 0, scale = 1; i < 10; i += 1, scale *= 128) {
    const byte = takeByte(from);
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  throw new ParquetProblem('corrupt');
}

export function takeUint32(from: Bytes): number {
  const [a, b, c, d] = takeBytes(from, 4) as unknown as readonly [number, number, number, number];
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
}

/**
 * `into.length` numbers of `width` bits each, in runs of one value or packed (parquet-format, RLE/bit-packing hybrid).
 * The padding of the last packed run may be missing: some writers cut it off.
 * @throws ParquetProblem where there are fewer, or one exceeds `most`
 */
export function takeRuns(from: Bytes, width: number, into: Uint8Array | Uint32Array, most: number): void {
  if (width > 32) throw new ParquetProblem('corrupt');
  for (let seen = 0; seen < into.length; ) {
    const head = takeVarint(from);
    const size = Math.floor(head / 2);
    if (size === 0) continue;
    if (head % 2 === 0) {
      const value = takeFixed(from, (width + 7) >> 3);
      if (value > most) throw new ParquetProblem('corrupt');
      const end = Math.min(into.length, seen + size);
      into.fill(value, seen, end);
      seen = end;
    } else {
      const count = Math.min(size * 8, into.length - seen);
      takePacked(from, width, into.subarray(seen, seen + count), most);
      from.at = Math.min(from.end, from.at + (size * width - Math.ceil((count * width) / 8)));
      seen += count;
    }
  }
}

function takeFixed(from: Bytes, size: number): number {
  let value = 0;
  for (let i = 0; i < size; i += 1) value += takeByte(from) * 2 ** (8 * i);
  return value;
}

/** The widest numbers that, with the bits before them in their first byte, fit into 32 bits. */
const NARROW = 24;

function takePacked(from: Bytes, width: number, into: Uint8Array | Uint32Array, most: number): void {
  const bytes = takeBytes(from, Math.ceil((into.length * width) / 8));
  if (width > NARROW) {
    for (let i = 0; i < into.length; i += 1) into[i] = checked(bitsAt(bytes, i, width), most);
    return;
  }
  const mask = (1 << width) - 1;
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < into.length; i += 1) {
    for (; held < width; held += 8) bits |= (bytes[at++] as number) << held;
    into[i] = checked(bits & mask, most);
    bits >>>= width;
    held -= width;
  }
}

function checked(value: number, most: number): number {
  if (value > most) throw new ParquetProblem('corrupt');
  return value;
}

/** The number at place `i` among numbers of `width` (up to 32) bits, the lowest bit first. */
export function bitsAt(bytes: Uint8Array, i: number, width: number): number {
  const bit = (i % 8) * width;
  const byte = Math.floor(i / 8) * width + (bit >> 3);
  const shift = bit & 7;
  const low = word(bytes, byte) >>> shift;
  const value = shift + width > 32 ? low | ((bytes[byte + 4] ?? 0) << (32 - shift)) : low;
  return width === 32 ? value >>> 0 : value & ((1 << width) - 1);
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}
