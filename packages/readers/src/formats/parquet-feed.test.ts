import { Buffer } from 'node:buffer';
import { parquetMetadata } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { outcomesOf, readAll, textsOf } from '../testing.js';
import { parquetReader } from './parquet.js';

/** Rows put together by the kernel, and by TypeScript. */
const inKernel = parquetReader(0);
const plain = parquetReader(1 << 30);

type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData'];
const fileOf = (columnData: Columns): Uint8Array => new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 1 << 20 }));

const hasDictionary = (file: Uint8Array): boolean =>
  parquetMetadata(file.slice().buffer).row_groups.every(({ columns: [column] }) =>
    Boolean(column?.meta_data?.dictionary_page_offset),
  );

it('takes texts of a dictionary that is too large to be made ready, one by one', async () => {
  const texts = Array.from({ length: 3000 }, (_, i) => `${i} "${'가나다라 '.repeat(230)}"`);
  const data = [...texts, ...texts, ...texts];
  const file = fileOf([{ name: 'x', data, type: 'STRING', encoding: 'RLE_DICTIONARY' }]);
  expect(hasDictionary(file)).toBe(true);
  expect(Buffer.byteLength(texts.join(''))).toBeGreaterThan(8 << 20);
  const { seen, facts } = await readAll(inKernel, file);
  expect(facts.damage).toBe(null);
  expect(textsOf(seen)).toEqual(data.map((x) => JSON.stringify({ x })));
});

it('takes numbers of a dictionary, alone and many', async () => {
  for (const distinct of [3, 140_000]) {
    const data = Array.from({ length: distinct * 3 }, (_, i) => i % distinct);
    const file = fileOf([{ name: 'n', data, type: 'INT32', encoding: 'RLE_DICTIONARY' }]);
    expect(hasDictionary(file)).toBe(true);
    const { seen } = await readAll(inKernel, file);
    expect(seen.length).toBe(data.length);
    expect(textsOf(seen).every((text, i) => text === `{"n":${data[i]}}`)).toBe(true);
  }
});

it('bounds records, and tells of numbers without end, whoever puts the rows together', async () => {
  const n = Array.from({ length: 60 }, (_, i) => (i % 7 === 3 ? Number.NEGATIVE_INFINITY : i / 4));
  const x = n.map((_, i) => (i % 5 === 0 ? '"\u0001'.repeat(i) : i % 5 === 1 ? null : `문항 ${i}`));
  const file = fileOf([
    { name: 'n', data: n, type: 'DOUBLE' },
    { name: 'x', data: x, type: 'STRING', nullable: true },
  ]);
  const limits = { recordBytes: 120, depth: 512 };
  const [one, other] = [await readAll(inKernel, file, { limits }), await readAll(plain, file, { limits })];
  expect(one).toEqual(other);
  expect(outcomesOf(one.seen)).toContain('F006 record-bytes');
  expect(outcomesOf(one.seen)).toContain('F007 not-finite');
});
