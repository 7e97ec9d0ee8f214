import type { ZstdBlock, ZstdDecoder, ZstdRing } from '@jatdae/kernel';
import { firstFrame } from '../compression/zstd-frames.js';
import { ParquetProblem } from './parquet-schema.js';

/** Where the kernel decodes the pages of a column. */
export interface ZstdPlace {
  readonly decoder: ZstdDecoder;
  readonly ring: ZstdRing;
}

const BLOCK_HEAD = 3;
const KINDS = ['raw', 'run', 'compressed'] as const;

interface StoredBlock {
  readonly block: ZstdBlock;
  readonly isLast: boolean;
  /** where the next one begins */
  readonly end: number;
}

/**
 * What a page of zstd decompresses to, block by block; null for what only another decoder takes: more than one frame, a checksum, or another length. A view
 * of a block is good until the memory is replaced, its bytes until the ring comes round.
 */
export function zstdPieces(place: ZstdPlace, page: Uint8Array, length: number): Iterator<Uint8Array> | null {
  const frame = firstFrame(page);
  if (!frame?.isPlain || (frame.size ?? length) !== length || !isOneFrame(page, frame.bytes)) return null;
  return decodedBlocks(place, page, frame.bytes, frame.window);
}

function isOneFrame(page: Uint8Array, start: number): boolean {
  for (let at = start; ; ) {
    const stored = blockAt(page, at);
    if (stored === null) return false;
    if (stored.isLast) return stored.end === page.length;
    at = stored.end;
  }
}

function blockAt(page: Uint8Array, at: number): StoredBlock | null {
  if (at + BLOCK_HEAD > page.length) return null;
  const word = (page[at] as number) | ((page[at + 1] as number) << 8) | ((page[at + 2] as number) << 16);
  const kind = KINDS[(word >> 1) & 3];
  const size = word >>> 3;
  const start = at + BLOCK_HEAD;
  const end = start + (kind === 'run' ? 1 : size);
  if (kind === undefined || end > page.length) return null;
  const block: ZstdBlock =
    kind === 'run' ? { kind, byte: page[start] as number, size } : { kind, bytes: page.subarray(start, end) };
  return { block, isLast: (word & 1) !== 0, end };
}

function* decodedBlocks(
  { decoder, ring }: ZstdPlace,
  page: Uint8Array,
  start: number,
  window: number,
): Generator<Uint8Array, void, void> {
  decoder.begin(ring, window);
  for (let at = start; ; ) {
    const stored = blockAt(page, at);
    const bytes = stored && decoder.decode(ring, stored.block);
    if (stored === null || bytes === null) throw new ParquetProblem('corrupt');
    if (bytes.length > 0) yield bytes;
    if (stored.isLast) return;
    at = stored.end;
  }
}
