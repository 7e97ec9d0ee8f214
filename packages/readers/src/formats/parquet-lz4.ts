import { repeatBytes } from './lz4-repeat.js';
import { ParquetProblem } from './parquet-schema.js';

/**
 * Decompresses one LZ4 block (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md) of `length` bytes.
 * @throws ParquetProblem where it is none, or of another length
 */
export function lz4Block(block: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let used = 0;
  let at = 0;
  const more = (nibble: number): number => {
    let count = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255; count += byte) byte = byteAt(block, at++);
    return count;
  };
  while (at < block.length) {
    const token = byteAt(block, at++);
    const literals = more(token >> 4);
    if (at + literals > block.length || used + literals > length) throw new ParquetProblem('corrupt');
    output.set(block.subarray(at, at + literals), used);
    at += literals;
    used += literals;
    if (at === block.length) break;
    const distance = byteAt(block, at) | (byteAt(block, at + 1) << 8);
    at += 2;
    const count = more(token & 15) + 4;
    if (distance === 0 || distance > used || used + count > length) throw new ParquetProblem('corrupt');
    repeatBytes(output, used, distance, count);
    used += count;
  }
  if (used !== length) throw new ParquetProblem('corrupt');
  return output;
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new ParquetProblem('corrupt');
  return byte;
}
