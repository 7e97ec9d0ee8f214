import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CsvOptions, ReadOptions } from '../reader.js';
import { memorySource } from '../source.js';
import { bytesOf, readAll, type Seen } from '../testing.js';
import { csvReader, tsvReader } from './csv.js';

const csv = csvReader();

function rowsOf(seen: readonly Seen[]): unknown[] {
  return seen.map(({ text, fault }) => (fault === null ? Object.values(JSON.parse(text ?? '')) : fault.data.reason));
}

const read = (text: string, options: CsvOptions = {}) => readAll(csv, text, { csv: options });

it('finds the delimiter where the manifest gives none', async () => {
  for (const delimiter of [',', '\t', ';', '|']) {
    const text = `질문${delimiter}답\n"1,5"${delimiter}나\n`;
    expect(rowsOf((await read(text)).seen)).toEqual([['1,5', '나']]);
  }
  expect(rowsOf((await read('a;b\n1,5;2,5\n')).seen)).toEqual([['1,5', '2,5']]);
  expect(rowsOf((await read('1,5;2,5\n', { header: false, columns: ['a', 'b'] })).seen)).toEqual([['1,5', '2,5']]);
  expect(rowsOf((await read('제목\n가, 나\n', { header: false, columns: ['제목'] })).seen).length).toBe(2);
});

it('delivers every row where quotes are tokens of their own, and says where they begin', async () => {
  const rows = ['글자\t꼬리표', ...'"네" 그는 "말"했다'].map((token, k) => (k === 0 ? token : `${token}\tO`));
  const { seen, facts } = await readAll(tsvReader(), `${rows.join('\n')}\n`);
  expect(rowsOf(seen)).toEqual([...'"네" 그는 "말"했다'].map((token) => [token, 'O']));
  expect(facts.quoting).toEqual({ byte: bytesOf('글자\t꼬리표\n').length, reading: 'plain' });
});

it('delivers every row behind a quote that is never closed', async () => {
  const { seen, facts } = await read('a,b\n1,2\n3,"4\n5,6\n7,8\n');
  expect(rowsOf(seen)).toEqual([
    ['1', '2'],
    ['3', '"4'],
    ['5', '6'],
    ['7', '8'],
  ]);
  expect(facts.quoting).toMatchObject({ reading: 'plain' });
});

it('keeps quoting where one cell alone breaks the rules', async () => {
  const { seen, facts } = await read('a,b\n"x,y","두\n줄"\n그는 "네"라고,"말 "안" 했다"\n');
  expect(rowsOf(seen)).toEqual([
    ['x,y', '두\n줄'],
    ['그는 "네"라고', '말 "안" 했다'],
  ]);
  expect(facts.quoting).toMatchObject({ reading: 'quoted' });
});

it('has nothing against quoted line ends, of one column or several', async () => {
  const cells = ['"가\n나\n다\n라"', '"마\n바"', '"사"'];
  const one = await read(`a\n${cells.join('\n')}\n`);
  expect([one.seen.length, one.facts.quoting]).toEqual([3, null]);
  const two = await read(`a,b\n${cells.map((cell) => `1,${cell}`).join('\n')}\n`);
  expect([two.seen.length, two.facts.quoting]).toEqual([3, null]);
});

it('does not look for quotes where the manifest says that they are text', async () => {
  expect((await read('a,b\n"1,2\n', { quote: null })).facts.quoting).toBe(null);
});

const cell = fc.oneof(
  fc.constantFrom('', '가', ' ', '"', '"x\ny"', '"x\r\ny,"', '"a""b"', '""', '1', '"', 'x"y'),
  fc.string({ unit: fc.constantFrom('a', '나', '"', ' ', '😀', '\r'), maxLength: 5 }),
);
const table = fc
  .tuple(fc.array(fc.tuple(cell, cell), { maxLength: 14 }), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), fc.boolean())
  .map(
    ([rows, end, last, bom]) => `${bom ? '\ufeff' : ''}a,b${end}${rows.map((row) => row.join(',')).join(end)}${last ? end : ''}`,
  );

it('finds the same records in the parts of any cut as in the whole', async () => {
  const options: ReadOptions = {
    limits: { recordBytes: 40, depth: 9 },
    at: null,
    csv: {},
    compression: 'none',
    canary: null,
    workroom: { table: null },
  };
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 40 }),
      async (text, target, chunkBytes) => {
        const reader = csvReader({ chunkBytes });
        const source = memorySource(bytesOf(text));
        const whole = await readAll(reader, bytesOf(text), options);
        const parts = (await reader.plan?.(source, options, target)) ?? [];
        const before = { records: 0, lines: 0, lf: 0, crlf: 0, cr: 0, bytes: 0 };
        const seen: Seen[] = [];
        for (const { start, end, csv: told } of parts) {
          const part = await readAll(reader, { source, start, end }, { ...options, csv: told ?? {} });
          for (const one of part.seen) {
            const record = one.record + before.records;
            const fault = one.fault === null ? null : { ...one.fault, record };
            seen.push({ ...one, record, line: one.line + before.lines, fault });
          }
          for (const name of ['records', 'lines', 'lf', 'crlf', 'cr', 'bytes'] as const) before[name] += part.facts[name];
        }
        expect(seen).toEqual(whole.seen);
        expect(whole.facts).toMatchObject(before);
      },
    ),
    { numRuns: 2000 },
  );
});

const DATA = join(import.meta.dirname, '../../../../../shared/data');
const NER = join(DATA, 'KLUE/klue_benchmark/klue-ner-v1.1/klue-ner-v1.1_dev.tsv');

it.skipIf(!existsSync(NER))('reads every row of a corpus in which quotes are tokens', async () => {
  const bytes = readFileSync(NER);
  const lines = bytes
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const { seen, facts } = await readAll(tsvReader(), bytes, { csv: { header: false, columns: ['글자', '꼬리표'] } });
  expect(facts.quoting).toMatchObject({ reading: 'plain' });
  expect(seen.length).toBe(lines.length);
  expect(seen.filter(({ fault }) => fault === null).length).toBe(lines.filter((line) => line.split('\t').length === 2).length);
});

it.skipIf(!existsSync(DATA))('finds nothing irregular in tables that are quoted well', async () => {
  const paths = [
    'kor-hate/labeled/train.tsv',
    'kor-hate/news_title/train.news_title.txt',
    'songys-chatbot/ChatbotData.csv',
    'APEACH/APEACH/test.csv',
  ];
  for (const path of paths) {
    const reader = path.endsWith('.csv') ? csv : tsvReader();
    const { facts } = await readAll(
      reader,
      readFileSync(join(DATA, path)),
      path.includes('title') ? { csv: { header: false, columns: ['제목'] } } : {},
    );
    expect([path, facts.quoting]).toEqual([path, null]);
  }
});
