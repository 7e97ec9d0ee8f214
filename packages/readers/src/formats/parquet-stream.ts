import type { Spans } from './parquet-plain.js';
import { type Bytes, takeUint32 } from './parquet-runs.js';
import { ParquetProblem } from './parquet-schema.js';

/** A page that is decompressed piece by piece: what is buffered is bytes[at, end). */
export interface PageStream {
  bytes: Uint8Array;
  at: number;
  end: number;
  readonly pieces: Iterator<Uint8Array>;
  /** bytes that are still to come */
  left: number;
  /** of the texts that are buffered; used again for the next ones */
  start: Uint32Array;
  stop: Uint32Array;
}

/** `length`: bytes of the page, decompressed. */
export function pageStream(pieces: Iterator<Uint8Array>, length: number): PageStream {
  const [start, stop] = [new Uint32Array(FIRST_TEXTS), new Uint32Array(FIRST_TEXTS)];
  return { bytes: new Uint8Array(0), at: 0, end: 0, pieces, left: length, start, stop };
}

const FIRST_TEXTS = 1024;
const SIZE_BYTES = 4;

/** Bytes that the levels of a page of version 1 take: `kinds` runs, each with its size before it. */
export function takeLevelBytes(stream: PageStream, kinds: number): Bytes {
  let size = 0;
  for (let k = 0; k < kinds; k += 1) {
    buffer(stream, size + SIZE_BYTES);
    const { bytes, at, end } = stream;
    size += SIZE_BYTES + takeUint32({ bytes, at: at + size, end });
    buffer(stream, size);
  }
  const levels = stream.bytes.subarray(stream.at, stream.at + size);
  stream.at += size;
  return { bytes: levels, at: 0, end: size };
}

/**
 * The next texts, each with its size before it (parquet-format, PLAIN): at least one, and no more than `most`, which are all. They are good
 * until the next call. @throws ParquetProblem where the page has not as many, or is not as long as it says
 */
export function nextTexts(stream: PageStream, most: number): Spans {
  buffer(stream, SIZE_BYTES);
  buffer(stream, SIZE_BYTES + sizeAt(stream));
  const { bytes, end } = stream;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let { at } = stream;
  let length = 0;
  for (; length < most && at + SIZE_BYTES <= end; length += 1) {
    const start = at + SIZE_BYTES;
    const stop = start + view.getUint32(at, true);
    if (stop > end) break;
    if (length === stream.start.length) growSpans(stream);
    stream.start[length] = start;
    stream.stop[length] = stop;
    at = stop;
  }
  stream.at = at;
  return { length, bytes, start: stream.start, end: stream.stop };
}

/** What is left is decompressed, so that its end and its checksum are seen. @throws ParquetProblem where it is longer or shorter */
export function endStream(stream: PageStream): void {
  while (nextPiece(stream) !== null);
  if (stream.left !== 0) throw new ParquetProblem('corrupt');
}

function sizeAt({ bytes, at, end }: PageStream): number {
  return takeUint32({ bytes, at, end });
}

function growSpans(stream: PageStream): void {
  const longer = (column: Uint32Array): Uint32Array => {
    const grown = new Uint32Array(column.length * 2);
    grown.set(column);
    return grown;
  };
  stream.start = longer(stream.start);
  stream.stop = longer(stream.stop);
}

/** Sees to it that `size` bytes are buffered. @throws ParquetProblem where the page ends before */
function buffer(stream: PageStream, size: number): void {
  const { bytes, at, end } = stream;
  let held = end - at;
  if (held >= size) return;
  const parts = held > 0 ? [bytes.subarray(at, end)] : [];
  while (held < size) {
    const piece = nextPiece(stream);
    if (piece === null) throw new ParquetProblem('corrupt');
    parts.push(piece);
    held += piece.length;
  }
  stream.bytes = parts.length === 1 ? (parts[0] as Uint8Array) : joined(parts, held);
  stream.at = 0;
  stream.end = held;
}

function nextPiece(stream: PageStream): Uint8Array | null {
  const { done, value } = stream.pieces.next();
  if (done === true) return null;
  stream.left -= value.length;
  if (stream.left < 0) throw new ParquetProblem('corrupt');
  return value;
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
