import type { ArrowLibrary } from './arrow-messages.js';
import { ArrowProblem } from './arrow-messages.js';
import { decodeLz4Frame } from './lz4-frame.js';

/** Decompressed bytes of a buffer that are believed whatever its size, and how many for each stored byte above that. */
const FREE_BYTES = 64 << 20;
const RATIO = 1100;

/** The library decompresses by what is registered with it; to register again changes nothing. */
export async function registerCodecs({ compressionRegistry, CompressionType }: ArrowLibrary): Promise<void> {
  const { Decompress } = await import('fzstd');
  compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: (data) => decodeLz4Frame(data, limitOf(data)) });
  compressionRegistry.set(CompressionType.ZSTD, {
    decode: (data) => {
      const pieces: Uint8Array[] = [];
      let size = 0;
      const decoder = new Decompress((piece) => {
        size += piece.length;
        if (size > limitOf(data)) throw new ArrowProblem('expansion-ratio', 0);
        pieces.push(piece);
      });
      decoder.push(data, true);
      return joined(pieces, size);
    },
  });
}

function limitOf(data: Uint8Array): number {
  return Math.max(FREE_BYTES, data.length * RATIO);
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
