import { ArrowProblem } from './arrow-messages.js';
import { repeatBytes } from './lz4-repeat.js';

const MAGIC = 0x184d2204;
/** bits of the frame's flags */
const Flag = { DictionaryId: 1, ContentChecksum: 4, ContentSize: 8, BlockChecksum: 16 } as const;
/** of a block's size: the block is stored as it is */
const STORED = 0x80000000;

/**
 * Decompresses one frame of the LZ4 frame format 1.6 (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md). Checksums are passed over.
 * @throws ArrowProblem where it is none, or grows beyond `limit` bytes
 */
export function decodeLz4Frame(data: Uint8Array, limit: number): Uint8Array {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (data.length < 7 || view.getUint32(0, true) !== MAGIC) throw new ArrowProblem('corrupt', 0);
  const flags = view.getUint8(4);
  let at = 7 + (flags & Flag.ContentSize ? 8 : 0) + (flags & Flag.DictionaryId ? 4 : 0);
  const output: Output = { bytes: new Uint8Array(Math.min(limit, Math.max(1024, data.length * 4))), used: 0, limit };
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) return output.bytes.slice(0, output.used);
    const size = word & ~STORED;
    const block = data.subarray(at, at + size);
    if (block.length < size) throw new ArrowProblem('truncated', 0);
    if (word >= STORED) append(output, block);
    else decodeBlock(block, output);
    at += size + (flags & Flag.BlockChecksum ? 4 : 0);
  }
}

interface Output {
  bytes: Uint8Array;
  used: number;
  readonly limit: number;
}

function reserve(output: Output, count: number): void {
  const needed = output.used + count;
  if (needed > output.limit) throw new ArrowProblem('expansion-ratio', 0);
  if (needed <= output.bytes.length) return;
  const grown = new Uint8Array(Math.min(output.limit, needed * 2));
  grown.set(output.bytes.subarray(0, output.used));
  output.bytes = grown;
}

function append(output: Output, bytes: Uint8Array): void {
  reserve(output, bytes.length);
  output.bytes.set(bytes, output.used);
  output.used += bytes.length;
}

/** Below this many a loop is faster. */
const FEW = 32;

function appendFew(output: Output, block: Uint8Array, from: number, length: number): void {
  if (length > FEW) {
    append(output, block.subarray(from, from + length));
    return;
  }
  reserve(output, length);
  const { bytes, used } = output;
  for (let i = 0; i < length; i += 1) bytes[used + i] = block[from + i] as number;
  output.used += length;
}

/** Sequences of literals and a copy of what came before, perhaps in an earlier block; the last has literals only. */
function decodeBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  const more = (nibble: number): number => {
    let length = nibble;
    if (nibble < 15) return length;
    for (;;) {
      const byte = block[at++];
      if (byte === undefined) throw new ArrowProblem('corrupt', 0);
      length += byte;
      if (byte < 255) return length;
    }
  };
  while (at < block.length) {
    const token = block[at++] as number;
    const literals = more(token >> 4);
    if (at + literals > block.length) throw new ArrowProblem('corrupt', 0);
    appendFew(output, block, at, literals);
    at += literals;
    if (at >= block.length) return;
    const distance = (block[at] as number) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    copyBack(output, distance, more(token & 15) + 4);
  }
}

/** The copy may overlap itself: then it repeats. */
function copyBack(output: Output, distance: number, length: number): void {
  if (distance === 0 || distance > output.used) throw new ArrowProblem('corrupt', 0);
  reserve(output, length);
  repeatBytes(output.bytes, output.used, distance, length);
  output.used += length;
}
