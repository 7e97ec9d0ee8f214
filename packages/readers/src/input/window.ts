import { Buffer } from 'node:buffer';
import type { ByteStream } from './stream.js';

/** How much is read at a time. Tests make it tiny, so that every border is crossed. */
export interface Tuning {
  readonly chunkBytes: number;
  /** no short cuts are taken, so that tests can compare */
  readonly plain?: boolean;
}

export const TUNING: Tuning = { chunkBytes: 1 << 20 };

/** The piece of a stream that is in memory: buffer[from, to) is there and not done with. */
export interface Window {
  buffer: Buffer;
  from: number;
  to: number;
  /** offset in the (decompressed) file of buffer[0] */
  at: number;
  ended: boolean;
  readonly chunkBytes: number;
}

/**
 * `expected`: bytes that the stream will give, where that is known; a small file gets a small buffer.
 * `spare`: a buffer to use where it is large enough.
 */
export function createWindow(start: number, chunkBytes: number, expected = Number.POSITIVE_INFINITY, spare?: Buffer): Window {
  const size = Math.max(16, Math.min(chunkBytes, expected + 1));
  const buffer = spare !== undefined && spare.length >= size ? spare : Buffer.allocUnsafe(size);
  return { buffer, from: 0, to: 0, at: start, ended: false, chunkBytes };
}

/**
 * Moves what is not done with to the front, doubles the buffer where that fills half of it, and reads at most `most` bytes behind it:
 * a chunk, or as much as was kept, so that a long record is looked through a few times only.
 * The caller bounds the growth by being done with records that are too long.
 */
export async function refill(window: Window, stream: ByteStream, most = Number.POSITIVE_INFINITY): Promise<void> {
  const kept = window.to - window.from;
  const old = window.buffer;
  if (kept * 2 > old.length) window.buffer = Buffer.allocUnsafe(old.length * 2);
  if (window.from > 0 || window.buffer !== old) old.copy(window.buffer, 0, window.from, window.to);
  window.at += window.from;
  window.from = 0;
  window.to = kept;
  const room = Math.min(window.buffer.length - kept, most, Math.max(window.chunkBytes, kept));
  const count = await stream.read(window.buffer.subarray(kept, kept + room));
  window.to += count;
  window.ended = count === 0;
}
