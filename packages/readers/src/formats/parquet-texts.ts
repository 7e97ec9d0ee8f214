import { type ByteMemory, RING_HEAD } from '@jatdae/kernel';
import type { Leaf } from './parquet-column.js';
import { makeRoom, type Range } from './parquet-ranges.js';
import { ParquetProblem } from './parquet-schema.js';
import { endStream, type PageStream, takePiece } from './parquet-stream.js';

/** Addresses in the kernel's memory. */
export type Stretch = readonly [start: number, end: number];

/** Texts of a page as it comes, piece by piece, each behind its size of four bytes. */
export interface TextStream {
  /** What is left of a piece that the kernel has decoded. */
  atHand(from: PageStream): Stretch;
  /** What is left, from `start` to `end`, and the next piece behind it: as many as the next text needs. @throws ParquetProblem */
  more(from: PageStream, start: number, end: number): Stretch;
}

/** Of a text. */
export const SIZE_BYTES = 4;

/** `window`: where texts are put together that no piece holds whole. */
export function createTextStream(memory: ByteMemory, leaf: Leaf, window: Range): TextStream {
  return {
    atHand(from) {
      // The view of a piece is no longer good once the memory grows.
      if (from.bytes.buffer !== memory.buffer) return [0, 0];
      const start = from.bytes.byteOffset + from.at;
      const end = from.bytes.byteOffset + from.end;
      from.at = from.end;
      return [start, end];
    },
    more(from, first, end) {
      let [start, left] = [first, end - first];
      do {
        // The next block may go where a text began that is longer than the ring.
        if (left > RING_HEAD && start !== window.at) start = moveToWindow(start, left, left);
        const needed = left < SIZE_BYTES ? SIZE_BYTES : SIZE_BYTES + sizeAt(start);
        if (needed > left + from.end - from.at + from.left) throw new ParquetProblem('corrupt');
        const piece = takePiece(from);
        if (piece === null) throw new ParquetProblem('corrupt');
        const { length } = piece;
        start = joined(start, left, piece, needed);
        left += length;
      } while (left < SIZE_BYTES || left < SIZE_BYTES + sizeAt(start));
      // Before the last texts are given, all of the page has been seen.
      if (from.left === 0 && from.at === from.end) endStream(from);
      return [start, start + left];
    },
  };

  /** Puts a piece behind the `left` bytes at `start`; gives the address of both. `size`: bytes that there will be at least. */
  function joined(start: number, left: number, piece: Uint8Array, size: number): number {
    const { length, byteOffset } = piece;
    if (piece.buffer === memory.buffer) {
      if (left === 0 || start + left === byteOffset) return byteOffset - left;
      if (left <= RING_HEAD && byteOffset === leaf.place?.ring.at) {
        new Uint8Array(memory.buffer).copyWithin(byteOffset - left, start, start + left);
        return byteOffset - left;
      }
    }
    const isInKernel = piece.buffer === memory.buffer;
    const room = Math.max(size, left + length);
    if (start !== window.at) moveToWindow(start, left, room);
    else makeRoom(memory, window, left, room);
    const source = isInKernel ? new Uint8Array(memory.buffer, byteOffset, length) : piece;
    new Uint8Array(memory.buffer, window.at + left, length).set(source);
    return window.at;
  }

  /** Moves the rest of a text to the front of the window, of `room` bytes at least; gives that address. */
  function moveToWindow(start: number, left: number, room: number): number {
    // It may be in the window now, behind its front.
    const rest = new Uint8Array(memory.buffer, start, left).slice();
    makeRoom(memory, window, 0, room);
    new Uint8Array(memory.buffer, window.at, left).set(rest);
    return window.at;
  }

  function sizeAt(address: number): number {
    return new DataView(memory.buffer).getUint32(address, true);
  }
}
