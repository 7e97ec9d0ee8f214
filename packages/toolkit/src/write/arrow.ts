import type { ByteSink } from '@jatdae/workbook';
import type { DataType } from 'apache-arrow';
import type { ColumnType } from './column-type.js';
import { type ColumnValue, columnValue } from './column-values.js';
import { createRecordParser, membersOf } from './json-node.js';
import type { RecordWriter } from './record-writer.js';
import type { Column } from './survey.js';

type ArrowLibrary = typeof import('apache-arrow');

/** A batch ends where either is reached: rows, and bytes of JSON text. */
const BATCH_ROWS = 20_000;
const BATCH_BYTES = 16 << 20;

/** An Arrow IPC file. What no type holds is JSON text in a column of texts; every column may be null. In memory is one batch. */
export async function arrowWriter(sink: ByteSink, columns: readonly Column[]): Promise<RecordWriter> {
  const arrow = await import('apache-arrow');
  const types = columns.map(({ type }) => arrowType(arrow, type));
  const schema = new arrow.Schema(columns.map(({ name }, k) => new arrow.Field(name, types[k] as DataType, true)));
  const struct = new arrow.Struct(schema.fields);
  const writer = new arrow.RecordBatchFileWriter();
  writer.reset(undefined, schema);
  const pieces = writer[Symbol.asyncIterator]();
  const parse = createRecordParser();
  let next = pieces.next();
  let data: ColumnValue[][] = columns.map(() => []);
  let [rows, size] = [0, 0];

  /** Hands on what the library has written so far: that is there before any other task runs. */
  async function hand(): Promise<void> {
    for (;;) {
      const piece = await Promise.race([next, idle()]);
      if (piece === null || piece.done === true) return;
      await sink.write(piece.value);
      next = pieces.next();
    }
  }

  async function writeBatch(): Promise<void> {
    const children = types.map((type, k) => arrow.vectorFromArray(data[k] ?? [], type).data[0] ?? arrow.makeData({ type }));
    const batch = arrow.makeData({ type: struct, length: rows, nullCount: 0, children });
    writer.write(new arrow.RecordBatch(schema, batch));
    data = columns.map(() => []);
    [rows, size] = [0, 0];
    await hand();
  }

  return {
    async add(record) {
      const parsed = parse(record);
      if (parsed === null) return;
      const members = membersOf(parsed.tape, parsed.root);
      columns.forEach(({ name, type }, k) => void data[k]?.push(columnValue(type, parsed.tape, members.get(name) ?? -1)));
      rows += 1;
      size += record.length;
      if (rows >= BATCH_ROWS || size >= BATCH_BYTES) await writeBatch();
    },
    async end() {
      if (rows > 0) await writeBatch();
      writer.finish();
      await hand();
    },
  };
}

const idle = (): Promise<null> => new Promise((resolve) => setImmediate(() => resolve(null)));

function arrowType(arrow: ArrowLibrary, type: ColumnType): DataType {
  switch (type.kind) {
    case 'boolean':
      return new arrow.Bool();
    case 'integer':
      return new arrow.Int64();
    case 'number':
      return new arrow.Float64();
    case 'null':
    case 'string':
    case 'json':
      return new arrow.Utf8();
    case 'list':
      return new arrow.List(new arrow.Field('item', arrowType(arrow, type.of), true));
    case 'struct':
      return new arrow.Struct([...type.fields].map(([name, of]) => new arrow.Field(name, arrowType(arrow, of), true)));
  }
}
