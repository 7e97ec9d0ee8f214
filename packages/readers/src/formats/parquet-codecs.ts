import * as zlib from 'node:zlib';
import { firstFrame } from '../compression/zstd-frames.js';
import { lz4Block } from './parquet-lz4.js';
import { ParquetProblem } from './parquet-schema.js';
import { type ZstdPlace, zstdPieces } from './parquet-zstd.js';

/** `length`: bytes that come out. @throws where it is another, or the bytes are not of this codec */
export type Decompress = (input: Uint8Array, length: number) => Uint8Array;

export interface PageCodec {
  readonly decompress: Decompress;
  /**
   * The same piece by piece, for a page of which that saves memory; null for others. The pieces may be more or less than `length`. With a
   * `place` they may be views of its memory.
   */
  readonly pieces?: (input: Uint8Array, length: number, place: ZstdPlace | null) => Iterator<Uint8Array> | null;
}

/** By the names of parquet-format's enum CompressionCodec. */
export type PageCodecs = ReadonlyMap<string, PageCodec>;

/** A page that says it is larger than this is believed only if its bytes could hold so much. */
const FREE_BYTES = 64 << 20;
/** The best that the codecs do with a page of one value. */
const RATIO = 1100;

const UNCOMPRESSED: Decompress = (input) => input;

type LoadCodec = () => PageCodec | Promise<PageCodec>;

/** Node has some, which are as fast as any; the others are loaded where they are needed. */
const LOADERS: ReadonlyMap<string, LoadCodec> = new Map<string, LoadCodec>([
  ['UNCOMPRESSED', () => ({ decompress: UNCOMPRESSED })],
  ['GZIP', () => ({ decompress: (input, length) => zlib.gunzipSync(input, { maxOutputLength: length }) })],
  ['BROTLI', () => ({ decompress: (input, length) => zlib.brotliDecompressSync(input, { maxOutputLength: length }) })],
  ['SNAPPY', async () => ({ decompress: (await import('hysnappy')).snappyUncompressor() })],
  ['ZSTD', loadZstd],
  ['LZ4', () => ({ decompress: hadoopLz4 })],
  ['LZ4_RAW', () => ({ decompress: lz4Block })],
]);

/**
 * Decompressors of pages, those of `names` that there are. `ratio`: bytes that may come out of a stored one, where that is more than the
 * codecs do.
 */
export async function loadCodecs(names: Iterable<string>, ratio = 0): Promise<PageCodecs> {
  const codecs = new Map<string, PageCodec>();
  for (const name of new Set(names)) {
    const codec = await LOADERS.get(name)?.();
    if (codec !== undefined) codecs.set(name, bounded(codec, Math.max(RATIO, ratio)));
  }
  return codecs;
}

function bounded(codec: PageCodec, ratio: number): PageCodec {
  const check = (input: Uint8Array, length: number): void => {
    if (length > FREE_BYTES && length > input.length * ratio) throw new ParquetProblem('expansion-ratio');
  };
  const decompress: Decompress = (input, length) => {
    check(input, length);
    // Some writers give a page without values no compressed bytes at all.
    if (length === 0) return new Uint8Array(0);
    const output = codec.decompress(input, length);
    if (output.length !== length) throw new ParquetProblem('corrupt');
    return output;
  };
  const pieces: PageCodec['pieces'] = (input, length, place) => {
    check(input, length);
    return codec.pieces?.(input, length, place) ?? null;
  };
  return { decompress, pieces };
}

const ZSTD_CHUNK_BYTES = 256 << 10;

/** Node has one since 22.15. */
function nativeZstd(): Decompress | null {
  const decompress = (zlib as { readonly zstdDecompressSync?: unknown }).zstdDecompressSync;
  if (typeof decompress !== 'function') return null;
  return (input, length) =>
    Reflect.apply(decompress, zlib, [input, { maxOutputLength: length, chunkSize: ZSTD_CHUNK_BYTES }]) as Uint8Array;
}

/** The module's memory ends at 2 GiB, and it does not look whether it got what it asked for. */
const MOST_IN_MODULE = 1 << 30;
/** Below this a page is decompressed whole, and a frame that asks for more history than this. */
const LARGE_PAGE = 1 << 20;
const MOST_HISTORY = 8 << 20;

async function loadZstd(): Promise<PageCodec> {
  const { ZSTDDecoder } = await import('zstddec/stream');
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const inModule: Decompress = (input, length) => {
    if (input.length + length > MOST_IN_MODULE) throw new ParquetProblem('unsupported');
    // What is no zstd, or more than `length`, comes out as nothing.
    return decoder.decode(input, length);
  };
  return {
    decompress: nativeZstd() ?? inModule,
    pieces: (input, length, place) => {
      const history = firstFrame(input)?.window ?? Number.POSITIVE_INFINITY;
      if (length < LARGE_PAGE || history > MOST_HISTORY) return null;
      return (place && zstdPieces(place, input, length)) ?? filled(decoder.decodeStreaming([input]));
    },
  };
}

/** The module gives nothing, again and again, once it has met what is no zstd. @throws ParquetProblem */
function* filled(pieces: Iterable<Uint8Array>): Generator<Uint8Array, void, void> {
  for (const piece of pieces) {
    if (piece.length === 0) throw new ParquetProblem('corrupt');
    yield piece;
  }
}

/** Blocks of Hadoop, each with its two sizes before it, big-endian; some writers leave that out. */
function hadoopLz4(input: Uint8Array, length: number): Uint8Array {
  const blocks = hadoopBlocks(input, length);
  if (blocks === null) return lz4Block(input, length);
  const output = new Uint8Array(length);
  let used = 0;
  for (const { bytes, size } of blocks) {
    output.set(lz4Block(bytes, size), used);
    used += size;
  }
  return output;
}

function hadoopBlocks(input: Uint8Array, length: number): { bytes: Uint8Array; size: number }[] | null {
  const view = new DataView(input.buffer, input.byteOffset, input.length);
  const blocks: { bytes: Uint8Array; size: number }[] = [];
  let left = length;
  for (let at = 0; at < input.length; ) {
    if (input.length - at < 8) return null;
    const size = view.getUint32(at);
    const stored = view.getUint32(at + 4);
    at += 8;
    if (size > left || stored > input.length - at) return null;
    blocks.push({ bytes: input.subarray(at, at + stored), size });
    at += stored;
    left -= size;
  }
  return left === 0 ? blocks : null;
}
