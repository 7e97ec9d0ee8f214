import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, type SchemaElement } from 'hyparquet';
import type { Cell, Column, ItemRecord } from '../columns.js';
import type { DataFile, FileKind } from './data-file.js';

/** Rows of a row group, and about how many characters: of each file that is open a group is held in memory. */
const GROUP_ROWS = 2000;
const GROUP_TEXT = 1 << 20;

/** Parquet with snappy; lists in the three levels of the format's LogicalTypes.md. */
export const parquetFiles = (columns: readonly Column[]): FileKind => ({
  write: (path) => write(path, columns),
  read: (path) => read(path, columns),
});

async function write(path: string, columns: readonly Column[]): Promise<DataFile> {
  const { fileWriter, ParquetWriter } = await import('hyparquet-writer');
  await mkdir(dirname(path), { recursive: true });
  const root: SchemaElement = { name: 'schema', num_children: columns.length };
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [root, ...columns.flatMap(schemaOf)],
    createdBy: 'jatdae',
  });
  let rows: ItemRecord[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    if (rows.length === 0) return;
    const columnData = columns.map(({ name }) => ({ name, data: rows.map((row) => row[name] ?? null) }));
    await writer.write({ columnData, rowGroupSize: rows.length });
    rows = [];
    length = 0;
  };
  return {
    async add(record) {
      rows.push(record);
      for (const cell of Object.values(record)) length += sizeOf(cell);
      if (rows.length >= GROUP_ROWS || length >= GROUP_TEXT) await flush();
    },
    async end() {
      await flush();
      await writer.finish();
    },
  };
}

const sizeOf = (cell: Cell): number => (typeof cell === 'string' ? cell.length : cell === null ? 0 : JSON.stringify(cell).length);

function schemaOf({ name, kind, isRequired }: Column): SchemaElement[] {
  if (kind === 'text') return [{ ...text(name), repetition_type: isRequired ? 'REQUIRED' : 'OPTIONAL' }];
  const list: SchemaElement[] = [
    { name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ];
  switch (kind) {
    case 'texts':
      return [...list, text('element')];
    case 'numbers':
      return [...list, { name: 'element', type: 'INT32', repetition_type: 'OPTIONAL' }];
    default:
      return [...list, { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 }, text('role'), text('content')];
  }
}

const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type: 'OPTIONAL',
});

/** As the file has it: hyparquet's own decoder drops a byte order mark that begins a text. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const parsers = {
  stringFromBytes: (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : decoder.decode(bytes)),
};

async function* read(path: string, columns: readonly Column[]): AsyncGenerator<ItemRecord, void, void> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const names = metadata.row_groups[0]?.columns.map(({ meta_data }) => meta_data?.path_in_schema[0]);
  if ([...new Set(names)].join() !== columns.map(({ name }) => name).join()) throw new Error(`other columns: ${names?.join()}`);
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    yield* (await parquetReadObjects({ file, metadata, rowStart, rowEnd, parsers })) as ItemRecord[];
    rowStart = rowEnd;
  }
}
