import type { ByteSink } from '@jatdae/workbook';
import type { ParquetWriter } from 'hyparquet-writer';
import type { ColumnType } from './column-type.js';
import { type ColumnValue, columnValue } from './column-values.js';
import { createRecordParser, membersOf } from './json-node.js';
import type { RecordWriter } from './record-writer.js';
import type { Column } from './survey.js';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** A row group ends where either is reached: rows, and bytes of JSON text. */
const GROUP_ROWS = 50_000;
const GROUP_BYTES = 16 << 20;

/**
 * Parquet with Snappy: lists and structs are those of the format, a column that no type holds is of the logical type JSON, and every
 * column may be null. In memory is one row group.
 */
export async function parquetWriter(sink: ByteSink, columns: readonly Column[]): Promise<RecordWriter> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const hand = async (): Promise<void> => {
    const piece = bytes.getBytes();
    await sink.write(piece);
    bytes.index = 0;
  };
  const writer = new ParquetWriter({
    writer: Object.assign(bytes, { flush: hand, finish: hand }),
    schema: [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(({ name, type }) => elementsOf(name, type))],
    createdBy: 'jatdae',
  });
  const parse = createRecordParser();
  let data: unknown[][] = columns.map(() => []);
  let [rows, size] = [0, 0];
  const writeGroup = async (): Promise<void> => {
    if (rows === 0) return;
    await writer.write({
      columnData: columns.map(({ name }, k) => ({ name, data: data[k] ?? [] })),
      rowGroupSize: rows,
    });
    data = columns.map(() => []);
    [rows, size] = [0, 0];
  };
  return {
    async add(record) {
      const parsed = parse(record);
      if (parsed === null) return;
      const members = membersOf(parsed.tape, parsed.root);
      columns.forEach(
        ({ name, type }, k) => void data[k]?.push(parquetValue(type, columnValue(type, parsed.tape, members.get(name) ?? -1))),
      );
      rows += 1;
      size += record.length;
      if (rows >= GROUP_ROWS || size >= GROUP_BYTES) await writeGroup();
    },
    async end() {
      await writeGroup();
      await writer.finish();
    },
  };
}

/** The library would write what a text of JSON stands for, by the rules of JavaScript; as bytes it keeps every digit. */
function parquetValue(type: ColumnType, value: ColumnValue): unknown {
  return type.kind === 'json' && typeof value === 'string' ? Buffer.from(value) : value;
}

/** The schema of a column, in the order of its tree (parquet-format, LogicalTypes: a list has three levels). */
function elementsOf(name: string, type: ColumnType): SchemaElement[] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (type.kind) {
    case 'boolean':
      return [{ ...optional, type: 'BOOLEAN' }];
    case 'integer':
      return [{ ...optional, type: 'INT64' }];
    case 'number':
      return [{ ...optional, type: 'DOUBLE' }];
    case 'json':
      return [{ ...optional, type: 'BYTE_ARRAY', logical_type: { type: 'JSON' } }];
    case 'null':
    case 'string':
      return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } }];
    case 'list':
      return [
        { ...optional, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...elementsOf('element', type.of),
      ];
    case 'struct':
      return [
        { ...optional, num_children: type.fields.size },
        ...[...type.fields].flatMap(([field, of]) => elementsOf(field, of)),
      ];
  }
}
