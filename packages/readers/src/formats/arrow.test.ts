import {
  DateDay,
  Decimal,
  Dictionary,
  Int32,
  makeData,
  makeVector,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Table,
  TimestampMicrosecond,
  tableFromJSON,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { FileBlock, Footer } from 'apache-arrow/ipc/metadata/file';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memorySource } from '../source.js';
import { outcomesOf, readAll, textsOf } from '../testing.js';
import { arrowReader } from './arrow.js';

const reader = arrowReader();
const ids = Array.from({ length: 60 }, (_, i) => `문항 ${i}`);

/** A table of several record batches, with a dictionary. */
function batched(writer: RecordBatchFileWriter | RecordBatchStreamWriter): Uint8Array {
  const values = vectorFromArray(ids, new Dictionary(new Utf8(), new Int32()));
  const table = new Table({ id: values });
  for (let from = 0; from < ids.length; from += 10) for (const batch of table.slice(from, from + 10).batches) writer.write(batch);
  writer.finish();
  return writer.toUint8Array(true);
}

const file = batched(new RecordBatchFileWriter());
const stream = batched(new RecordBatchStreamWriter());

/** As pyarrow writes it: the schema stands before the batches too. `pick`: the batches that the footer then names. */
function withSchema(pick: (blocks: FileBlock[]) => FileBlock[] = (blocks) => blocks): Uint8Array {
  const tail = new DataView(file.buffer, file.byteOffset + file.length - 10);
  const at = file.length - 10 - tail.getInt32(0, true);
  const old = Footer.decode(file.subarray(at, file.length - 10));
  const schema = stream.subarray(0, 8 + new DataView(stream.buffer, stream.byteOffset).getInt32(4, true));
  const moved = (blocks: Iterable<FileBlock>): FileBlock[] =>
    [...blocks].map(({ metaDataLength, bodyLength, offset }) => {
      return new FileBlock(metaDataLength, BigInt(bodyLength), BigInt(offset + schema.length));
    });
  const footer = Footer.encode(
    Object.assign(new Footer(old.schema), {
      _recordBatches: pick(moved(old.recordBatches())),
      _dictionaryBatches: moved(old.dictionaryBatches()),
    }),
  );
  const length = new Uint8Array(Int32Array.of(footer.length).buffer);
  return Uint8Array.from([
    ...file.subarray(0, 8),
    ...schema,
    ...file.subarray(8, at),
    ...footer,
    ...length,
    ...file.subarray(-6),
  ]);
}

it.each([
  ['a stream', stream],
  ['a file whose schema is in the footer alone, as JavaScript writes it', file],
  ['a file whose schema is before the batches too, as pyarrow writes it', withSchema()],
])('gives the rows of %s however it is cut', async (_, bytes) => {
  expect(reader.sniff(bytes.subarray(0, 100))).toBe(true);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
      const edges = [...new Set([0, ...cuts, bytes.length])].sort((a, b) => a - b);
      const texts: (string | null)[] = [];
      for (let i = 1; i < edges.length; i += 1) {
        const part = { source: memorySource(bytes), start: edges[i - 1] as number, end: edges[i] as number };
        const { seen, facts } = await readAll(reader, part);
        expect(facts).toMatchObject({ damage: null, records: seen.length });
        texts.push(...textsOf(seen));
      }
      expect(texts).toEqual(ids.map((id) => JSON.stringify({ id })));
    }),
  );
});

it.each([
  ['does not name a batch', (blocks: FileBlock[]) => blocks.slice(1)],
  ['does not name the last', (blocks: FileBlock[]) => blocks.slice(0, -1)],
  ['names a batch twice', (blocks: FileBlock[]) => [...blocks, ...blocks.slice(-1)]],
])('is not taken in by a footer that %s', async (_, pick) => {
  const { facts } = await readAll(reader, withSchema(pick));
  expect(facts.damage).toMatchObject({ code: 'F005', reason: 'corrupt' });
});

it.each(['file', 'stream'] as const)('reads the columns of a %s behind those that hold others', async (kind) => {
  const items = [
    { a: [1, 2, 3], s: { t: '가', u: { v: 1 } }, d: '나', x: 1 },
    { a: [4], s: { t: '다', u: { v: 2 } }, d: '나', x: 2 },
  ];
  const { seen, facts } = await readAll(reader, tableToIPC(tableFromJSON(items), kind));
  expect(seen.map(({ text }) => JSON.parse(text ?? ''))).toEqual(items);
  expect(facts.damage).toBe(null);
});

it('reads a file of no rows', async () => {
  const { seen, facts } = await readAll(reader, tableToIPC(new Table({ a: vectorFromArray([], new Utf8()) }), 'file'));
  expect([seen, facts.damage]).toEqual([[], null]);
});

it('writes every value in full', async () => {
  const table = new Table({
    n: vectorFromArray([9007199254740993n, null]),
    f: vectorFromArray(new Float32Array([0.1, Number.NaN])),
    d: makeVector(makeData({ type: new DateDay(), data: new Int32Array([-1, 19936]) })),
    t: makeVector(makeData({ type: new TimestampMicrosecond('UTC'), data: new BigInt64Array([1722504600000001n, 0n]) })),
    m: makeVector(makeData({ type: new Decimal(2, 10, 128), data: new Uint32Array([1230, 0, 0, 0, -5, -1, -1, -1]) })),
  });
  expect(textsOf((await readAll(reader, tableToIPC(table))).seen)).toEqual([
    '{"n":9007199254740993,"f":0.1,"d":"1969-12-31","t":"2024-08-01T09:30:00.000001Z","m":12.30}',
    '{"n":null,"f":null,"d":"2024-08-01","t":"1970-01-01T00:00:00Z","m":-0.05}',
  ]);
});

it.each([3, 4000])('writes texts as JSON does, and refuses the rows that are no text, among %s rows', async (rows) => {
  const texts = Array.from({ length: rows }, (_, i) => (i === 1 ? '\ue000' : `"${i}"\n\u0001 글자`));
  const table = new Table({
    a: vectorFromArray(texts, new Utf8()),
    b: vectorFromArray(
      texts.map((text) => (text === '\ue000' ? null : text)),
      new Dictionary(new Utf8(), new Int32()),
    ),
  });
  const bytes = Buffer.from(tableToIPC(table, 'stream'));
  bytes[bytes.indexOf('\ue000')] = 0xff;
  const { seen, facts } = await readAll(reader, new Uint8Array(bytes));
  const expected = texts.map((text, i) => (i === 1 ? 'F001 cell-not-utf-8' : JSON.stringify({ a: text, b: text })));
  expect(outcomesOf(seen)).toEqual(expected);
  expect(facts).toMatchObject({ records: rows, damage: null });
});

it.each([
  ['a file that is cut short', file.subarray(0, file.length - 8), 'truncated'],
  ['a stream that is cut short', stream.subarray(0, stream.length - 100), 'truncated'],
])('tells of %s, in one part only', async (_, bytes, reason) => {
  const damages: (string | undefined)[] = [];
  for (let start = 0; start < bytes.length; start += 500) {
    const part = { source: memorySource(bytes), start, end: Math.min(bytes.length, start + 500) };
    damages.push((await readAll(reader, part)).facts.damage?.reason);
  }
  expect(damages.filter((damage) => damage !== undefined)).toEqual([reason]);
});
