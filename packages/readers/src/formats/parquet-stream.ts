import type { Spans } from './parquet-plain.js';
import { type Bytes, takeUint32 } from './parquet-runs.js';
import { ParquetProblem } from './parquet-schema.js';

/** A page that is decompressed piece by piece: of the last piece, bytes[at, end) is not yet taken. */
export interface PageStream {
  bytes: Uint8Array;
  at: number;
  end: number;
  /** each may be where the one before it was */
  readonly pieces: Iterator<Uint8Array>;
  /** bytes that are still to come */
  left: number;
  /** of the texts of a piece; used again for the next ones */
  start: Uint32Array;
  stop: Uint32Array;
}

/** `length`: bytes of the page, decompressed. */
export function pageStream(pieces: Iterator<Uint8Array>, length: number): PageStream {
  const [start, stop] = [new Uint32Array(FIRST_TEXTS), new Uint32Array(FIRST_TEXTS)];
  return { bytes: new Uint8Array(0), at: 0, end: 0, pieces, left: length, start, stop };
}

/** A page that was decompressed whole. */
export function wholeStream(bytes: Uint8Array): PageStream {
  return pageStream(cut(bytes), bytes.length);
}

/** Bytes of a piece, so that what is made of one stays near. */
const PIECE_BYTES = 128 << 10;

function* cut(bytes: Uint8Array): Generator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

const FIRST_TEXTS = 1024;
const SIZE_BYTES = 4;

/** The levels of a page of version 1: `kinds` runs, each with its size before it. */
export function takeLevelBytes(stream: PageStream, kinds: number): Bytes {
  const parts: Uint8Array[] = [];
  for (let k = 0; k < kinds; k += 1) {
    const size = take(stream, SIZE_BYTES).slice();
    parts.push(size, take(stream, uint32Of(size)).slice());
  }
  const bytes = joined(parts);
  return { bytes, at: 0, end: bytes.length };
}

/**
 * The next texts, each with its size before it (parquet-format, PLAIN): at least one, and no more than `most`, which are all. They are good
 * until the next call. @throws ParquetProblem where the page has not as many, or is not as long as it says
 */
export function nextTexts(stream: PageStream, most: number): Spans {
  const whole = textsInPiece(stream, most);
  if (whole.length > 0) return whole;
  const bytes = take(stream, uint32Of(take(stream, SIZE_BYTES)));
  return { length: 1, bytes, start: Uint32Array.of(0), end: Uint32Array.of(bytes.length) };
}

/** The texts that end in the piece at hand. */
function textsInPiece(stream: PageStream, most: number): Spans {
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

/** What is at hand and not yet taken, or the next piece; null behind the last one. @throws ParquetProblem where the page is longer than it says */
export function takePiece(stream: PageStream): Uint8Array | null {
  if (stream.at === stream.end) return nextPiece(stream);
  const piece = stream.bytes.subarray(stream.at, stream.end);
  stream.at = stream.end;
  return piece;
}

/** What is left is decompressed, so that its end and its checksum are seen. @throws ParquetProblem where it is longer or shorter */
export function endStream(stream: PageStream): void {
  while (nextPiece(stream) !== null);
  if (stream.left !== 0) throw new ParquetProblem('corrupt');
}

const uint32Of = (bytes: Uint8Array): number => takeUint32({ bytes, at: 0, end: bytes.length });

function growSpans(stream: PageStream): void {
  const longer = (column: Uint32Array): Uint32Array => {
    const grown = new Uint32Array(column.length * 2);
    grown.set(column);
    return grown;
  };
  stream.start = longer(stream.start);
  stream.stop = longer(stream.stop);
}

/** The next `size` bytes, in one. @throws ParquetProblem where the page ends before */
function take(stream: PageStream, size: number): Uint8Array {
  if (size > stream.end - stream.at + stream.left) throw new ParquetProblem('corrupt');
  const parts: Uint8Array[] = [];
  for (let missing = size; ; ) {
    const part = stream.bytes.subarray(stream.at, Math.min(stream.end, stream.at + missing));
    stream.at += part.length;
    missing -= part.length;
    if (missing === 0 && parts.length === 0) return part;
    // The next piece may be where this one is.
    parts.push(part.slice());
    if (missing === 0) return joined(parts);
    const piece = nextPiece(stream);
    if (piece === null) throw new ParquetProblem('corrupt');
    stream.bytes = piece;
    stream.at = 0;
    stream.end = piece.length;
  }
}

function nextPiece(stream: PageStream): Uint8Array | null {
  const { done, value } = stream.pieces.next();
  if (done === true) return null;
  stream.left -= value.length;
  if (stream.left < 0) throw new ParquetProblem('corrupt');
  return value;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
