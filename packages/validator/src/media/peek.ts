import { Buffer } from 'node:buffer';
import type { ByteSource } from '@jatdae/readers';

/** Pieces of a file by offset. What a header claims is never trusted: a piece ends where the file ends, and is bounded. */
export interface Peek {
  readonly size: number;
  /** Bytes [at, at + length) as far as the file has them. */
  bytes(at: number, length: number): Promise<Buffer>;
}

/** Read at a time, so that neighbouring pieces cost one read. */
const CHUNK = 64 << 10;
/** No header is longer; a longer piece is cut. */
const LONGEST = 1 << 20;

export function peekAt(source: ByteSource): Peek {
  let buffer: Buffer = Buffer.alloc(0);
  let start = 0;
  return {
    size: source.size,
    async bytes(at, length) {
      const wanted = Math.max(0, Math.min(length, LONGEST, source.size - at));
      if (at < start || at + wanted > start + buffer.length) {
        buffer = await readPiece(source, at, Math.max(wanted, CHUNK));
        start = at;
      }
      return buffer.subarray(at - start, at - start + wanted);
    },
  };
}

/** The same of bytes in memory. */
export function peekInto(bytes: Uint8Array): Peek {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return { size: bytes.length, bytes: async (at, length) => buffer.subarray(at, at + Math.min(length, LONGEST)) };
}

async function readPiece(source: ByteSource, at: number, length: number): Promise<Buffer> {
  const piece = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = await source.read(piece.subarray(filled), at + filled);
    if (count === 0) break;
    filled += count;
  }
  return piece.subarray(0, filled);
}

/** A reading bounded in steps: a hostile file must not keep a walk over its parts going for hours. */
export function createSteps(most = 1 << 20): () => boolean {
  let left = most;
  return () => {
    left -= 1;
    return left >= 0;
  };
}
