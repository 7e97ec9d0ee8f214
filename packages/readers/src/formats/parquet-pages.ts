import { crc32 } from 'node:zlib';
import type { PageCodec } from './parquet-codecs.js';
import type { Bytes } from './parquet-runs.js';
import { ParquetProblem } from './parquet-schema.js';
import { type PageStream, pageStream, takeLevelBytes, wholeStream } from './parquet-stream.js';
import { type Cursor, numberAt, readStruct, type Struct, structAt } from './parquet-thrift.js';
import type { ZstdPlace } from './parquet-zstd.js';

/** A page of a column chunk, as its header tells (parquet-format, PageHeader). */
export interface Page {
  readonly kind: 'dictionary' | 'v1' | 'v2';
  /** entries: values and what is null or empty instead */
  readonly count: number;
  /** a number of parquet-format's enum Encoding */
  readonly encoding: number;
  /** as stored, within the chunk */
  readonly body: Uint8Array;
  /** bytes, decompressed */
  readonly size: number;
  readonly crc: number | null;
  readonly header: Struct;
}

/** The two parts of a data page: levels, which version 2 does not compress, and values. In version 1 they are one. */
export interface PageContent {
  readonly levels: Uint8Array;
  readonly values: Uint8Array;
}

const KINDS = { 0: 'v1', 2: 'dictionary', 3: 'v2' } as const;
const HEADERS = { v1: 5, dictionary: 7, v2: 8 } as const;

/** One page may have no more entries: nothing that is written has. */
const MOST_ENTRIES = 1 << 27;

/**
 * The pages of a column chunk of `size` bytes, from their headers alone; index pages are left out. `bytes` may go on behind the chunk: some
 * writers forgot a header when they summed up its size.
 * @throws ParquetProblem where the headers cannot be true, or do not add up to `entries`
 */
export function pagesOf(bytes: Uint8Array, size: number, entries: number): Page[] {
  const cursor: Cursor = { bytes, at: 0 };
  const pages: Page[] = [];
  let seen = 0;
  while (cursor.at < (seen < entries ? bytes.length : size - 1)) {
    const page = nextPage(cursor);
    if (page === null) continue;
    if (page.kind !== 'dictionary') seen += page.count;
    pages.push(page);
  }
  if (seen !== entries) throw new ParquetProblem('row-count');
  return pages;
}

function nextPage(cursor: Cursor): Page | null {
  const header = readStruct(cursor);
  const stored = numberAt(header, 3);
  const size = numberAt(header, 2);
  if (stored < 0 || size < 0 || cursor.at + stored > cursor.bytes.length) throw new ParquetProblem('corrupt');
  const body = cursor.bytes.subarray(cursor.at, cursor.at + stored);
  cursor.at += stored;
  const kind = KINDS[numberAt(header, 1) as keyof typeof KINDS];
  if (kind === undefined) return null;
  const about = structAt(header, HEADERS[kind]);
  if (about === null) throw new ParquetProblem('corrupt');
  const count = numberAt(about, 1);
  if (count < 0 || count > MOST_ENTRIES) throw new ParquetProblem('corrupt');
  const crc = header.has(4) ? numberAt(header, 4) >>> 0 : null;
  return { kind, count, encoding: numberAt(about, kind === 'v2' ? 4 : 2), body, size, crc, header: about };
}

/** @throws ParquetProblem where the checksum is another; what a decompressor throws */
export function contentOf(page: Page, { decompress }: PageCodec): PageContent {
  const { levels, values, size } = storedOf(page);
  if (page.kind === 'v2') return { levels, values: size === null ? values : decompress(values, size) };
  const content = decompress(page.body, page.size);
  return { levels: content, values: content };
}

/** The parts of a page whose values come piece by piece. */
export interface StreamedPage {
  readonly levels: Bytes;
  readonly values: PageStream;
  /** bytes that are held decompressed at the most */
  readonly held: number;
}

/**
 * The same of a page whose values are taken piece by piece, `kinds` of levels before them in version 1. @throws ParquetProblem where the checksum is another,
 * or the levels are not there; what a decompressor throws
 */
export function streamOf(page: Page, codec: PageCodec, kinds: number, place: ZstdPlace | null): StreamedPage {
  const { levels, values, size } = storedOf(page);
  const pieces = size === null ? null : (codec.pieces?.(values, size, place) ?? null);
  const stream =
    pieces === null || size === null
      ? wholeStream(size === null ? values : codec.decompress(values, size))
      : pageStream(pieces, size);
  return {
    levels: page.kind === 'v2' ? { bytes: levels, at: 0, end: levels.length } : takeLevelBytes(stream, kinds),
    values: stream,
    held: pieces === null ? page.size : Math.min(page.size, STREAM_BYTES),
  };
}

/** What a stream buffers, and its decompressor's history. */
const STREAM_BYTES = 16 << 20;

interface StoredPage extends PageContent {
  /** bytes of the values, decompressed; null where they are not compressed */
  readonly size: number | null;
}

function storedOf(page: Page): StoredPage {
  const { body, kind, size, header } = page;
  if (page.crc !== null && page.crc !== crc32(body)) throw new ParquetProblem('checksum');
  if (kind !== 'v2') return { levels: NO_BYTES, values: body, size };
  const bytes = levelBytes(page);
  if (bytes > body.length || bytes > size) throw new ParquetProblem('corrupt');
  const isCompressed = numberAt(header, 7, 1) !== 0;
  return { levels: body.subarray(0, bytes), values: body.subarray(bytes), size: isCompressed ? size - bytes : null };
}

const NO_BYTES = new Uint8Array(0);

function levelBytes({ header }: Page): number {
  const definitions = numberAt(header, 5);
  const repetitions = numberAt(header, 6);
  if (definitions < 0 || repetitions < 0) throw new ParquetProblem('corrupt');
  return definitions + repetitions;
}
