import fc from 'fast-check';
import { parquetWriteBuffer, type SchemaElement } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { memorySource } from '../source.js';
import { outcomesOf, readAll, type Seen, textsOf } from '../testing.js';
import { parquetReader } from './parquet.js';

const reader = parquetReader();

interface Column {
  readonly name: string;
  readonly data: unknown[];
}

function parquetOf(schema: SchemaElement[], columnData: Column[], rowGroupSize?: number): Uint8Array {
  const root: SchemaElement = {
    name: 'root',
    num_children: schema.filter(({ num_children }) => num_children === undefined).length,
  };
  return new Uint8Array(parquetWriteBuffer({ schema: [root, ...schema], columnData, ...(rowGroupSize ? { rowGroupSize } : {}) }));
}

async function valuesOf(element: SchemaElement, ...data: unknown[]): Promise<string[]> {
  const { seen } = await readAll(reader, parquetOf([element], [{ name: element.name, data }]));
  return seen.map(({ text }) => text?.slice(5, -1) ?? 'null');
}

const OPTIONAL = 'OPTIONAL' as const;

it('writes numbers in all their digits', async () => {
  const int64 = { name: 'x', type: 'INT64', repetition_type: OPTIONAL } as const;
  expect(await valuesOf(int64, 9007199254740993n, null, -1n)).toEqual(['9007199254740993', 'null', '-1']);
  const unsigned = { ...int64, converted_type: 'UINT_64' } as const;
  expect(await valuesOf(unsigned, 2n ** 64n - 1n)).toEqual(['18446744073709551615']);
  expect(await valuesOf({ name: 'x', type: 'FLOAT' }, 0.1, Number.NaN)).toEqual(['0.1', 'null']);
  expect(await valuesOf({ name: 'x', type: 'DOUBLE' }, 0.1)).toEqual(['0.1']);
});

it('writes instants as ISO 8601', async () => {
  const timestamp = { name: 'x', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' } as const;
  expect(await valuesOf(timestamp, new Date('2024-08-01T09:30:00.5Z'), new Date(-1))).toEqual([
    '"2024-08-01T09:30:00.5Z"',
    '"1969-12-31T23:59:59.999Z"',
  ]);
  expect(await valuesOf({ name: 'x', type: 'INT32', converted_type: 'DATE' }, new Date('1969-12-31'))).toEqual(['"1969-12-31"']);
});

it('writes bytes as text where they are, as base64 where they are not, and JSON as what it is', async () => {
  const bytes = { name: 'x', type: 'BYTE_ARRAY' } as const;
  expect(await valuesOf(bytes, new TextEncoder().encode('가"\n'), new Uint8Array([0xff, 0]))).toEqual(['"가\\"\\n"', '"/wA="']);
  expect(await valuesOf({ ...bytes, converted_type: 'JSON' }, { 나: [1, null] })).toEqual(['{"나":[1,null]}']);
});

it('says of a number without end that JSON has none', async () => {
  const { seen } = await readAll(
    reader,
    parquetOf([{ name: 'x', type: 'DOUBLE' }], [{ name: 'x', data: [1, Number.POSITIVE_INFINITY] }]),
  );
  expect(textsOf(seen)).toEqual(['{"x":1}', '{"x":null}']);
  expect(seen[1]?.fault).toMatchObject({ code: 'F007', data: { reason: 'not-finite' } });
});

it('keeps names that JavaScript and hyparquet would stumble over', async () => {
  const names = ['__proto__', 'a.b', 'constructor', '질문'];
  const schema = names.map((name): SchemaElement => ({ name, type: 'INT32' }));
  const { seen } = await readAll(
    reader,
    parquetOf(
      schema,
      names.map((name, i) => ({ name, data: [i] })),
    ),
  );
  expect(textsOf(seen)).toEqual(['{"__proto__":0,"a.b":1,"constructor":2,"질문":3}']);
});

const ids = Array.from({ length: 95 }, (_, i) => `문항 ${i}`);
const file = parquetOf([{ name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8' }], [{ name: 'id', data: ids }], 10);

it('gives the same rows however a file is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(file.length)), async (cuts) => {
      const edges = [...new Set([0, ...cuts, file.length])].sort((a, b) => a - b);
      const parts: Seen[] = [];
      for (let i = 1; i < edges.length; i += 1) {
        const { seen, facts } = await readAll(reader, {
          source: memorySource(file),
          start: edges[i - 1] as number,
          end: edges[i] as number,
        });
        expect(facts).toMatchObject({ damage: null, records: seen.length });
        parts.push(...seen);
      }
      expect(textsOf(parts)).toEqual(ids.map((id) => JSON.stringify({ id })));
    }),
  );
});

it('reads a compressed file, and bounds a record', async () => {
  const { gzipSync } = await import('node:zlib');
  const { seen } = await readAll(reader, gzipSync(file), { compression: 'gzip' });
  expect(seen.length).toBe(ids.length);
  const limited = await readAll(reader, file, { limits: { recordBytes: 17, depth: 9 } });
  expect(outcomesOf(limited.seen).slice(9, 11)).toEqual(['{"id":"문항 9"}', 'F006 record-bytes']);
});

it('tells of a file that is cut short, once for all its parts', async () => {
  const cut = file.subarray(0, file.length - 5);
  const half = { source: memorySource(cut), start: 0, end: 100 };
  expect((await readAll(reader, half)).facts.damage).toMatchObject({ code: 'F005', reason: 'truncated', told: false });
  const rest = await readAll(reader, { ...half, start: 100, end: cut.length });
  expect(rest.facts.damage).toMatchObject({ code: 'F005', told: true });
});

it('reads only the columns that are asked for, each as it is in the whole row', async () => {
  const schema: SchemaElement[] = ['id', 'a.b', '풀이'].map((name) => ({ name, type: 'INT32' }));
  const bytes = parquetOf(
    schema,
    schema.map(({ name }, i) => ({ name, data: [i, i + 10] })),
    1,
  );
  const of = async (columns: string[]) => textsOf((await readAll(reader, bytes, { columns })).seen);
  expect(await of(['풀이', 'id', '없음'])).toEqual(['{"id":0,"풀이":2}', '{"id":10,"풀이":12}']);
  expect(await of(['a.b'])).toEqual(['{"a.b":1}', '{"a.b":11}']);
  expect(await of([])).toEqual(['{}', '{}']);
});

const text = { name: 'x', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: OPTIONAL } as const;

/** Past this size of file the texts are put in by WebAssembly. */
const sizes = [3, 5000];

it.each(sizes)('writes any text as JSON does, among %s rows', async (rows) => {
  const any = fc.string({
    unit: fc.constantFrom('\u0000', '\n', '\t', '"', '\\', '\u007f', '\u2028', '가', '👍', 'a'),
    maxLength: 60,
  });
  const values = fc.sample(fc.option(any), { numRuns: rows, seed: 4 });
  const { seen } = await readAll(reader, parquetOf([text], [{ name: 'x', data: values }], 1500));
  expect(textsOf(seen)).toEqual(values.map((x) => JSON.stringify({ x })));
});

it.each(sizes)('refuses the rows whose text is not UTF-8, and no others, among %s', async (rows) => {
  const broken = new Set([1, rows - 1]);
  const texts = Array.from({ length: rows }, (_, i) => (broken.has(i) ? `${i} \ue000` : `${i} 글자와 글자`));
  const numbers = texts.map((_, i) => (i === 1 ? Number.POSITIVE_INFINITY : i));
  const columns = [
    { name: 'n', data: numbers },
    { name: 'x', data: texts },
  ];
  const schema = [{ name: 'n', type: 'DOUBLE' } as const, text];
  const root = { name: 'root', num_children: 2 };
  const bytes = Buffer.from(
    parquetWriteBuffer({ schema: [root, ...schema], columnData: columns, codec: 'UNCOMPRESSED', statistics: false }),
  );
  for (let at = bytes.indexOf('\ue000'); at >= 0; at = bytes.indexOf('\ue000')) bytes[at] = 0xff;
  const { seen, facts } = await readAll(reader, new Uint8Array(bytes));
  const expected = texts.map((x, i) => (broken.has(i) ? 'F001 cell-not-utf-8' : JSON.stringify({ n: numbers[i], x })));
  expect(outcomesOf(seen)).toEqual(expected);
  expect(facts).toMatchObject({ records: rows, damage: null });
});

it('counts escapes where a record is bounded', async () => {
  const data = ['"'.repeat(20), 'a'.repeat(40), '\u0001'.repeat(7)];
  const bounds = { limits: { recordBytes: 48, depth: 512 } };
  const { seen } = await readAll(reader, parquetOf([text], [{ name: 'x', data }]), bounds);
  expect(textsOf(seen)).toEqual([JSON.stringify({ x: data[0] }), JSON.stringify({ x: data[1] }), null]);
  expect(seen[2]?.fault?.data).toEqual({ reason: 'record-bytes', limit: 48, size: 50 });
});

it('is cut between row groups by what they hold, not by what is stored', async () => {
  const data = Array.from({ length: 400 }, (_, i) => `${i} ${'같은 말 '.repeat(50)}`);
  const bytes = parquetOf([text], [{ name: 'x', data }], 100);
  const source = memorySource(bytes);
  const options = { limits: { recordBytes: 1 << 24, depth: 512 }, at: null, csv: {}, compression: 'none', canary: null } as const;
  const parts = (await reader.plan?.(source, options, 15_000)) ?? [];
  expect(bytes.length).toBeLessThan(30_000);
  const read = await Promise.all(parts.map((part) => readAll(reader, { source, ...part })));
  expect(read.map(({ facts }) => facts.records)).toEqual([200, 200]);
  expect(read.flatMap(({ seen }) => textsOf(seen))).toEqual(data.map((x) => JSON.stringify({ x })));
  expect(parts.at(-1)?.end).toBe(bytes.length);
  expect(await reader.plan?.(source, options, 1 << 20)).toEqual([{ start: 0, end: bytes.length, decoded: expect.any(Number) }]);
});

it('finds a canary in texts', async () => {
  const bytes = parquetOf([text], [{ name: 'x', data: ['첫째', '둘째 CANARY-7'] }]);
  expect((await readAll(reader, bytes, { canary: 'CANARY-7' })).facts.canary).toBe(true);
  expect((await readAll(reader, bytes, { canary: 'CANARY-8' })).facts.canary).toBe(false);
});
