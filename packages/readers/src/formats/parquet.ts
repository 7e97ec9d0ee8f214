import type { Damage, PartFacts, RawBatch } from '@jatdae/kernel';
import type { AsyncBuffer, FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { storedContent } from '../input/content.js';
import type { ByteSource, Part, Reader, ReadOptions } from '../reader.js';
import { NotText } from './cells.js';
import { loadCodecs, type PageCodecs } from './parquet-codecs.js';
import { checkPages } from './parquet-pages.js';
import { fieldsOf, ParquetProblem, withoutMeaning } from './parquet-schema.js';
import { structWriter, type WriteValue } from './parquet-values.js';
import {
  createRecordSink,
  endRecord,
  factsOfRecords,
  isFull,
  type RecordSink,
  rejectRecord,
  takeBatches,
} from './record-sink.js';

const MAGIC = 'PAR1';

/**
 * Parquet, a row a record. A part owns the row groups whose first byte lies in it, so that a file can be cut anywhere; each part reads
 * the footer. Rows have no line and no byte.
 */
export function parquetReader(): Reader {
  return {
    id: 'parquet',
    extensions: ['parquet', 'parq'],
    splittable: true,
    sniff: (head) => new TextDecoder('latin1').decode(head.subarray(0, MAGIC.length)) === MAGIC,
    read: readParquet,
  };
}

interface ParquetFile {
  readonly file: AsyncBuffer;
  readonly read: typeof parquetRead;
  readonly codecs: PageCodecs;
  /** without names and meaning, for hyparquet */
  readonly plain: FileMetaData;
  readonly keys: readonly string[];
  readonly writeRow: WriteValue;
}

interface RowGroup {
  /** first row in the file */
  readonly from: number;
  readonly rows: number;
  /** offset in the file of its first byte */
  readonly at: number;
}

async function* readParquet(part: Part, options: ReadOptions, signal: AbortSignal): AsyncGenerator<RawBatch, PartFacts, void> {
  const sink = createRecordSink(options);
  const content = await storedContent(part, options);
  if (content.damage !== null) return factsOfRecords(sink, 0, content.damage);
  const { source, start, end } = content;
  let damage: Damage | null = null;
  /** what is wrong with the file as a whole, the first part tells */
  let told = start > 0;
  let byte = 0;
  try {
    const parquet = await openParquet(source);
    const groups = groupsOf(parquet.plain, source.size);
    for (const [i, group] of groups.entries()) {
      if (group.at < start || group.at >= end) continue;
      signal.throwIfAborted();
      told = false;
      byte = group.at;
      await checkChunks(parquet, i, group.rows);
      yield* readGroup(parquet, group, sink, signal);
    }
    if (start === 0) checkCount(parquet.plain, groups);
  } catch (error) {
    if (signal.aborted) throw error;
    damage = { code: 'F005', byte, reason: reasonOf(error), told };
  }
  yield* takeBatches(sink);
  return factsOfRecords(sink, damage === null ? part.end - part.start : 0, damage);
}

async function openParquet(source: ByteSource): Promise<ParquetFile> {
  const { parquetMetadataAsync: readFooter, parquetRead: read } = await import('hyparquet');
  const file = asyncBufferOf(source);
  const metadata = await readFooterOf(file, readFooter);
  const root = fieldsOf(metadata.schema);
  return {
    file,
    read,
    codecs: await loadCodecs(),
    plain: withoutMeaning(metadata),
    keys: root.children.map(({ key }) => key),
    writeRow: structWriter(root.children),
  };
}

async function readFooterOf(file: AsyncBuffer, readFooter: typeof parquetMetadataAsync): Promise<FileMetaData> {
  if (file.byteLength < 12) throw new ParquetProblem('truncated');
  const end = new TextDecoder('latin1').decode(await file.slice(file.byteLength - MAGIC.length));
  if (end === 'PARE') throw new ParquetProblem('encrypted');
  if (end !== MAGIC) throw new ParquetProblem('truncated');
  return readFooter(file, { geoparquet: false });
}

/** hyparquet asks for ranges; the footer may be wrong, so none is allotted that the file does not have. */
function asyncBufferOf(source: ByteSource): AsyncBuffer {
  return {
    byteLength: source.size,
    async slice(start, end = source.size) {
      if (!(start >= 0 && end >= start && end <= source.size)) throw new ParquetProblem('corrupt');
      const bytes = new Uint8Array(end - start);
      for (let filled = 0; filled < bytes.length; ) {
        const count = await source.read(bytes.subarray(filled, filled + READ_BYTES), start + filled);
        if (count === 0) throw new ParquetProblem('truncated');
        filled += count;
      }
      return bytes.buffer;
    },
  };
}

const READ_BYTES = 64 << 20;

/** @throws ParquetProblem where the footer cannot be true of a file of this size */
function groupsOf(metadata: FileMetaData, size: number): RowGroup[] {
  let from = 0;
  const groups = metadata.row_groups.map((group): RowGroup => {
    const columns = group.columns.flatMap(({ meta_data }) => (meta_data === undefined ? [] : [meta_data]));
    const stored = columns.reduce((sum, column) => sum + Number(column.total_compressed_size), 0);
    const rows = Number(group.num_rows);
    if (stored < 0 || stored > size || rows < 0) throw new ParquetProblem('corrupt');
    if (rows > FREE_ROWS && rows > stored * ROWS_PER_BYTE) throw new ParquetProblem('expansion-ratio');
    const at = Math.min(...columns.map((column) => Number(column.dictionary_page_offset || column.data_page_offset)));
    from += rows;
    return { from: from - rows, rows, at };
  });
  // Where the offsets cannot be those of groups in a row, any places in order will do, so that each group has one owner.
  const inOrder = groups.every(({ at }, i) => at > (groups[i - 1]?.at ?? 0) && at < size);
  return inOrder ? groups : groups.map((group, i) => ({ ...group, at: Math.floor((size * i) / groups.length) }));
}

/** A value that repeats takes next to no bytes: what is more than this is no data but a bomb. */
const ROWS_PER_BYTE = 200;
const FREE_ROWS = 1 << 20;

/** Every chunk of a group, before anything of it is decoded. Flat columns have a value a row. */
async function checkChunks({ file, plain }: ParquetFile, index: number, rows: number): Promise<void> {
  for (const { meta_data } of plain.row_groups[index]?.columns ?? []) {
    if (meta_data === undefined) throw new ParquetProblem('corrupt');
    const start = Number(meta_data.dictionary_page_offset || meta_data.data_page_offset);
    const size = Number(meta_data.total_compressed_size);
    const values = Number(meta_data.num_values);
    if (values > Math.max(rows, FREE_ROWS, size * ROWS_PER_BYTE)) throw new ParquetProblem('expansion-ratio');
    checkPages(new Uint8Array(await file.slice(start, start + size)), values);
  }
}

/** Some writers say 0 for the whole file; none may promise more than its groups hold. */
function checkCount(metadata: FileMetaData, groups: readonly RowGroup[]): void {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (Number(metadata.num_rows) > rows) throw new ParquetProblem('row-count');
}

async function* readGroup(
  parquet: ParquetFile,
  group: RowGroup,
  sink: RecordSink,
  signal: AbortSignal,
): AsyncGenerator<RawBatch, void, void> {
  if (group.rows === 0) return;
  const columns = await readColumns(parquet, group);
  const row: Record<string, unknown> = {};
  for (let i = 0; i < group.rows; i += 1) {
    for (const [key, column] of columns) row[key] = column.next();
    try {
      parquet.writeRow(sink, row);
      endRecord(sink);
    } catch (error) {
      if (!(error instanceof NotText)) throw error;
      rejectRecord(sink, 'F001', { reason: 'invalid-utf-8' });
    }
    if (isFull(sink)) {
      yield* takeBatches(sink);
      signal.throwIfAborted();
    }
  }
}

interface ColumnCursor {
  next(): unknown;
}

/** @throws ParquetProblem where a column has not as many values as the footer says that there are rows */
async function readColumns({ file, read, codecs, plain, keys }: ParquetFile, group: RowGroup): Promise<[string, ColumnCursor][]> {
  const pieces = new Map<string, ArrayLike<unknown>[]>(keys.map((key) => [key, []]));
  await read({
    file,
    metadata: plain,
    rowStart: group.from,
    rowEnd: group.from + group.rows,
    utf8: false,
    parsers: { timestampFromNanoseconds: (nanos) => nanos },
    compressors: codecs,
    onChunk: ({ columnName, columnData }) => pieces.get(columnName)?.push(columnData),
  });
  return keys.map((key) => {
    const column = pieces.get(key) ?? [];
    if (column.reduce((sum, { length }) => sum + length, 0) !== group.rows) throw new ParquetProblem('row-count');
    return [key, cursorOf(column)];
  });
}

function cursorOf(pieces: readonly ArrayLike<unknown>[]): ColumnCursor {
  let piece = 0;
  let at = 0;
  return {
    next() {
      while (at >= (pieces[piece]?.length ?? Number.POSITIVE_INFINITY)) {
        piece += 1;
        at = 0;
      }
      return pieces[piece]?.[at++];
    },
  };
}

/** hyparquet says in English what it does not know; all else that it throws comes from bytes that are not what they should be. */
function reasonOf(error: unknown): ParquetProblem['reason'] {
  if (error instanceof ParquetProblem) return error.reason;
  if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return 'expansion-ratio';
  return error instanceof Error && /unsupported|not supported|unhandled/u.test(error.message) ? 'unsupported' : 'corrupt';
}
