import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { ParquetProblem } from './parquet-schema.js';

type Decompress = (input: Uint8Array, outputLength: number) => Uint8Array;

export interface PageCodecs {
  readonly GZIP: Decompress;
  readonly BROTLI: Decompress;
  readonly SNAPPY: Decompress;
  readonly ZSTD: Decompress;
  readonly LZ4: Decompress;
  readonly LZ4_RAW: Decompress;
}

/** A page that says it is larger than this is believed only if its bytes could hold so much. */
const FREE_BYTES = 64 << 20;
/** The best that the codecs do with a page of one value. */
const RATIO = 1100;

/** Decompressors of pages. Node has some, which are faster; the others come with hyparquet-compressors. */
export async function loadCodecs(): Promise<PageCodecs> {
  const { decompressLz4, decompressLz4Raw, decompressSnappy, decompressZstd } = await import('hyparquet-compressors');
  return {
    GZIP: bounded((input, length) => gunzipSync(input, { maxOutputLength: length })),
    BROTLI: bounded((input, length) => brotliDecompressSync(input, { maxOutputLength: length })),
    SNAPPY: bounded(decompressSnappy),
    ZSTD: bounded((input) => decompressZstd(input)),
    LZ4: bounded(decompressLz4),
    LZ4_RAW: bounded(decompressLz4Raw),
  };
}

function bounded(decompress: Decompress): Decompress {
  return (input, length) => {
    if (length < 0) throw new ParquetProblem('corrupt');
    if (length > FREE_BYTES && length > input.length * RATIO) throw new ParquetProblem('expansion-ratio');
    // Some writers give a page without values no compressed bytes at all.
    return length === 0 ? new Uint8Array(0) : decompress(input, length);
  };
}
