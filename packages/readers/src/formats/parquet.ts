import { Buffer } from 'node:buffer';
import type { Damage, PartFacts, RawBatch } from '@jatdae/kernel';
import type { ColumnChunk, ColumnMetaData, FileMetaData } from 'hyparquet';
import { storedContent } from '../input/content.js';
import type { ByteSource, Part, PlannedPart, Reader, ReadOptions } from '../reader.js';
import { SMALL_FILE } from './inserts.js';
import type { Budget } from './parquet-budget.js';
import { loadCodecs, type PageCodecs } from './parquet-codecs.js';
import { createChunk } from './parquet-column.js';
import type { GroupReader } from './parquet-fast.js';
import { groupReader } from './parquet-group.js';
import { pagesOf } from './parquet-pages.js';
import { type RowWriter, rowWriter } from './parquet-rows.js';
import { fieldsOf, ParquetProblem } from './parquet-schema.js';
import { readStruct } from './parquet-thrift.js';
import { createRecordSink, factsOfRecords } from './record-sink.js';

const MAGIC = 'PAR1';

/**
 * Parquet, a row a record. A part owns the row groups whose first byte lies in it, so that a file can be cut anywhere; each part reads
 * the footer. Rows have no line and no byte. A file of no more bytes than `smallFile` is read without WebAssembly.
 */
export function parquetReader(smallFile = SMALL_FILE): Reader {
  return {
    id: 'parquet',
    extensions: ['parquet', 'parq'],
    splittable: true,
    sniff: (head) => new TextDecoder('latin1').decode(head.subarray(0, MAGIC.length)) === MAGIC,
    plan: planParquet,
    read: (part, options, signal) => readParquet(part, options, signal, smallFile),
  };
}

/** A part reads the whole footer, and what comes out of a row group is what takes the time. */
const PART_SHARE = 4;

/** Parts are row groups in a row, cut by what they are decompressed: a small file may hold much. */
async function planParquet(source: ByteSource, options: ReadOptions, targetBytes: number): Promise<readonly PlannedPart[]> {
  const parts: PlannedPart[] = [];
  let start = 0;
  let bytes = 0;
  for (const { at, size } of groupsOf(await openFooter(source, options))) {
    if (bytes >= targetBytes * PART_SHARE && at > start) {
      parts.push({ start, end: at, decoded: bytes });
      start = at;
      bytes = 0;
    }
    bytes += size;
  }
  return [...parts, { start, end: source.size, decoded: bytes }];
}

/** What the footer tells. */
interface ParquetFooter {
  readonly source: ByteSource;
  /** what may come out of a stored byte by the options; 0 where they do not say */
  readonly ratio: number;
  readonly metadata: FileMetaData;
  readonly rows: RowWriter;
}

interface ParquetFile extends ParquetFooter {
  readonly codecs: PageCodecs;
}

interface RowGroup {
  readonly rows: number;
  readonly columns: readonly ColumnMetaData[];
  /** bytes of all its columns, and what they say that they are decompressed */
  readonly stored: number;
  readonly size: number;
  /** offset in the file of its first byte */
  readonly at: number;
}

async function* readParquet(
  part: Part,
  options: ReadOptions,
  signal: AbortSignal,
  smallFile: number,
): AsyncGenerator<RawBatch, PartFacts, void> {
  const content = await storedContent(part, options);
  if (content.damage !== null) return factsOfRecords(createRecordSink(options), 0, content.damage);
  const { source, start, end } = content;
  let damage: Damage | null = null;
  /** what is wrong with the file as a whole, the first part tells */
  let told = start > 0;
  let byte = 0;
  let reader: GroupReader | null = null;
  try {
    const parquet = await openParquet(source, options);
    const groups = groupsOf(parquet);
    const written: Budget = { bytes: 0, most: Math.max(FREE_TEXT, source.size * Math.max(TEXT_RATIO, parquet.ratio)) };
    reader = groupReader(parquet.rows, source.size > smallFile, options, written);
    for (const group of groups) {
      if (group.at < start || group.at >= end) continue;
      signal.throwIfAborted();
      told = false;
      byte = group.at;
      await openGroup(parquet, group);
      for (const batch of reader.read(group.rows)) {
        yield batch;
        signal.throwIfAborted();
      }
    }
    if (start === 0) checkCount(parquet.metadata, groups);
  } catch (error) {
    if (signal.aborted) throw error;
    damage = { code: 'F005', byte, reason: reasonOf(error), told };
  }
  if (reader !== null) yield* reader.rest();
  return factsOfRecords(reader?.sink ?? createRecordSink(options), damage === null ? part.end - part.start : 0, damage);
}

async function openParquet(source: ByteSource, options: ReadOptions): Promise<ParquetFile> {
  const footer = await openFooter(source, options);
  return { ...footer, codecs: await loadCodecs(codecsOf(footer.metadata), footer.ratio) };
}

async function openFooter(source: ByteSource, { columns, limits: { ratio = 0 } }: ReadOptions): Promise<ParquetFooter> {
  const metadata = await readFooter(source);
  return { source, metadata, ratio, rows: rowWriter(fieldsOf(metadata.schema), columns ?? null) };
}

function codecsOf({ row_groups }: FileMetaData): string[] {
  return row_groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data?.codec ?? ''));
}

/** The footer is walked before hyparquet parses it, which allots what it says and takes numbers of any length. */
async function readFooter(source: ByteSource): Promise<FileMetaData> {
  if (source.size < 12) throw new ParquetProblem('truncated');
  const tail = Buffer.from(await readRange(source, source.size - 8, source.size));
  const end = tail.toString('latin1', 4);
  if (end === 'PARE') throw new ParquetProblem('encrypted');
  const at = source.size - 8 - tail.readUInt32LE(0);
  if (end !== MAGIC || at < MAGIC.length) throw new ParquetProblem('truncated');
  const bytes = await readRange(source, at, source.size);
  readStruct({ bytes: bytes.subarray(0, -8), at: 0 });
  const { parquetMetadata } = await import('hyparquet');
  return parquetMetadata(bytes, { geoparquet: false });
}

/** The footer may be wrong: no range is allotted that the file does not have. */
async function readRange(source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  if (!(start >= 0 && end >= start && end <= source.size)) throw new ParquetProblem('corrupt');
  const bytes = new Uint8Array(end - start);
  for (let filled = 0; filled < bytes.length; ) {
    const count = await source.read(bytes.subarray(filled, filled + READ_BYTES), start + filled);
    if (count === 0) throw new ParquetProblem('truncated');
    filled += count;
  }
  return bytes;
}

const READ_BYTES = 64 << 20;

/** @throws ParquetProblem where the footer cannot be true of a file of this size */
function groupsOf({ metadata, source: { size: whole }, ratio, rows: written }: ParquetFooter): RowGroup[] {
  const groups = metadata.row_groups.map((group): RowGroup => {
    const columns = group.columns.map(columnOf);
    const stored = columns.reduce((sum, column) => sum + Number(column.total_compressed_size), 0);
    const size = columns.reduce((sum, column) => sum + Number(column.total_uncompressed_size), 0);
    const rows = Number(group.num_rows);
    if (columns.length !== written.columns || stored < 0 || stored > whole || !(rows >= 0)) throw new ParquetProblem('corrupt');
    return { rows, columns, stored, size, at: Math.min(...columns.map(startOf)) };
  });
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows > FREE_ROWS && rows > whole * Math.max(ROWS_PER_BYTE, ratio)) throw new ParquetProblem('expansion-ratio');
  // Where the offsets cannot be those of groups in a row, any places in order will do, so that each group has one owner.
  const inOrder = groups.every(({ at }, i) => at > (groups[i - 1]?.at ?? 0) && at < whole);
  return inOrder ? groups : groups.map((group, i) => ({ ...group, at: Math.floor((whole * i) / groups.length) }));
}

function columnOf({ meta_data, file_path, crypto_metadata }: ColumnChunk): ColumnMetaData {
  if (file_path !== undefined) throw new ParquetProblem('unsupported');
  if (meta_data === undefined) throw new ParquetProblem(crypto_metadata === undefined ? 'corrupt' : 'encrypted');
  return meta_data;
}

function startOf({ dictionary_page_offset, data_page_offset }: ColumnMetaData): number {
  return Number(dictionary_page_offset || data_page_offset);
}

/** A value that repeats takes next to no bytes: what is more than this is no data but a bomb. */
const ROWS_PER_BYTE = 200;
const FREE_ROWS = 1 << 20;
/** The same for pages that are held decompressed at a time, and for the text of the rows. */
const FREE_HELD = 512 << 20;
const HELD_RATIO = 64;
/** Few of a group's pages are held at a time, so that less of a limit that was raised is enough. */
const HELD_SHARE = 4;
const FREE_TEXT = 1 << 30;
const TEXT_RATIO = 1100;
/** The first writers forgot the header of the dictionary in the size of a chunk. */
const FORGOTTEN_BYTES = 100;

/** Lays out the pages of all columns of a group that are written, before anything of it is decoded. */
async function openGroup({ source, ratio, codecs, rows }: ParquetFile, group: RowGroup): Promise<void> {
  const held: Budget = { bytes: 0, most: Math.max(FREE_HELD, group.stored * Math.max(HELD_RATIO, ratio / HELD_SHARE)) };
  for (const leaf of rows.leaves) {
    const column = group.columns[leaf.column] as ColumnMetaData;
    const start = startOf(column);
    const size = Number(column.total_compressed_size);
    const entries = Number(column.num_values);
    const codec = codecs.get(column.codec);
    if (codec === undefined) throw new ParquetProblem('unsupported');
    if (column.type !== leaf.element.type) throw new ParquetProblem('corrupt');
    if (entries > Math.max(group.rows, FREE_ROWS, size * Math.max(ROWS_PER_BYTE, ratio)))
      throw new ParquetProblem('expansion-ratio');
    if (leaf.repetition === 0 ? entries !== group.rows : entries < group.rows) throw new ParquetProblem('row-count');
    const bytes = await readRange(source, start, Math.max(start + size, Math.min(start + size + FORGOTTEN_BYTES, source.size)));
    leaf.chunk = createChunk(pagesOf(bytes, size, entries), codec, held);
  }
}

/** Some writers say 0 for the whole file; none may promise more than its groups hold. */
function checkCount(metadata: FileMetaData, groups: readonly RowGroup[]): void {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (Number(metadata.num_rows) > rows) throw new ParquetProblem('row-count');
}

/** What hyparquet, the decompressors and others throw comes from bytes that are not what they should be. */
function reasonOf(error: unknown): ParquetProblem['reason'] {
  if (error instanceof ParquetProblem) return error.reason;
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'expansion-ratio' : 'corrupt';
}
