import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import type { CsvOptions, CsvSurvey, Reader } from '../reader.js';
import { bytesOf, outcomesOf, readAll, type Seen } from '../testing.js';
import { csvReader, tsvReader } from './csv.js';

const csv = csvReader();
const chunkBytes = fc.integer({ min: 1, max: 60 });

function rowsOf(seen: readonly Seen[]): unknown[] {
  return seen.map(({ text, fault }) => (fault === null ? JSON.parse(text ?? '') : `${fault.code} ${fault.data.reason}`));
}

async function read(text: string, options: CsvOptions = {}, reader: Reader = csv) {
  return readAll(reader, text, { csv: options });
}

it('reads rows as objects of strings, with their places', async () => {
  const { seen, facts } = await read('\ufeffid,질문\r\n1,"줄\n바꿈 ""인용"""\r\n\r\n2,\n');
  expect(rowsOf(seen)).toEqual([
    { id: '1', 질문: '줄\n바꿈 "인용"' },
    { id: '2', 질문: '' },
  ]);
  expect(seen.map(({ record, line, byte }) => [record, line, byte])).toEqual([
    [0, 1, 14],
    [1, 4, 43],
  ]);
  expect(facts).toMatchObject({ records: 2, lines: 5, lf: 1, crlf: 3, bom: true, blank: false, damage: null });
});

it('reads tabs, other delimiters, files without a header and files without quoting', async () => {
  expect(rowsOf((await read('a\tb\n1\t2,3\n', {}, tsvReader())).seen)).toEqual([{ a: '1', b: '2,3' }]);
  expect(rowsOf((await read('a·b\n1·"2·3"\n', { delimiter: '·' })).seen)).toEqual([{ a: '1', b: '2·3' }]);
  expect(rowsOf((await read('1,2\n', { header: false, columns: ['가', 'b'] })).seen)).toEqual([{ 가: '1', b: '2' }]);
  expect(rowsOf((await read('x,y\n1,2\n', { columns: ['a', 'b'] })).seen)).toEqual([{ a: '1', b: '2' }]);
  expect(rowsOf((await read('1,2\n', { header: false })).seen)).toEqual([{ column1: '1', column2: '2' }]);
  expect(rowsOf((await read('a,b\n"x,y\nz",w"\n', { quote: null })).seen)).toEqual([
    { a: '"x', b: 'y' },
    { a: 'z"', b: 'w"' },
  ]);
});

it('keeps a quote inside a cell that does not begin with one', async () => {
  expect(rowsOf((await read('a,b\nsay "hi",x"\n')).seen)).toEqual([{ a: 'say "hi"', b: 'x"' }]);
});

it('reports ragged rows and reads the others', async () => {
  const { seen, facts } = await read('a,b\n1\n1,2\n1,2,3\n');
  expect(rowsOf(seen)).toEqual(['F007 ragged-row', { a: '1', b: '2' }, 'F007 ragged-row']);
  expect(seen[0]?.fault?.data).toMatchObject({ expected: 2, found: 1 });
  expect(facts.damage).toBe(null);
});

it('tells where a quote begins that never ends, where the manifest says that quotes count', async () => {
  const quoted = { quote: '"' };
  const { seen, facts } = await read('a,b\n1,2\n3,"4\n5,6\n7,8\n', quoted);
  expect(rowsOf(seen)).toEqual([{ a: '1', b: '2' }, 'F007 unclosed-quote']);
  expect(seen[1]).toMatchObject({ line: 2, byte: 8 });
  expect(facts.damage).toMatchObject({ code: 'F007', byte: 8, reason: 'unclosed-quote', told: true });
  expect((await read('a,"b\n1,2\n', quoted)).facts.damage).toMatchObject({ reason: 'unclosed-quote', told: false });
});

it('gives every column a name of its own', async () => {
  const { seen } = await read(',a,a,a_1\n0,1,2,3\n0,1,2,3\n');
  expect(seen.map(({ text }) => JSON.parse(text ?? ''))).toEqual(Array(2).fill({ column1: '0', a: '1', a_2: '2', a_1: '3' }));
  expect(seen.map(({ fault }) => fault?.data ?? null)).toEqual([{ reason: 'duplicate-header', columns: ['a'] }, null]);
});

it('reports a row that is not UTF-8, and does not go past a header that is not', async () => {
  const bad = (text: string) => Uint8Array.from(bytesOf(text), (byte) => (byte === 0x21 ? 0xb0 : byte));
  const { seen } = await readAll(csv, bad('질문,b\n가,!\n나,2\n'));
  expect(rowsOf(seen)).toEqual(['F001 invalid-utf-8', { 질문: '나', b: '2' }]);
  expect(seen[0]?.fault?.data.byte).toBe(13);
  expect((await readAll(csv, bad('a,!\n1,2\n'))).facts.damage).toMatchObject({ code: 'F001', byte: 2, told: false });
});

it('calls a file blank that has no row, but not one that has a header only', async () => {
  for (const text of ['', '\ufeff', '\n\r\n']) expect((await read(text)).facts.blank).toBe(true);
  expect((await read('a,b\n')).facts.blank).toBe(false);
});

it('reads lines that end with CR alone, and counts them', async () => {
  const { seen, facts } = await read('a,b\r1,"x\ry"\r\r3,4');
  expect(rowsOf(seen)).toEqual([
    { a: '1', b: 'x\ny' },
    { a: '3', b: '4' },
  ]);
  expect(facts).toMatchObject({ lf: 0, crlf: 0, cr: 3, damage: null });
  const mixed = await read('a,b\n1,2\r3,4\r\n5,6\r7,8\n');
  expect(mixed.seen.length).toBe(4);
  expect(mixed.facts).toMatchObject({ lf: 2, crlf: 1, cr: 2 });
  expect(rowsOf((await read('a,b\n1,x\ry\n2,3\n')).seen)).toEqual([
    { a: '1', b: 'x\ry' },
    { a: '2', b: '3' },
  ]);
});

const cell = fc.oneof(
  fc.constantFrom('', '가', ' ', '"', 'x\ny', 'x\r\ny', '",', '""', '\r', '1'),
  fc.string({ unit: fc.constantFrom('a', '나', '"', ',', ' ', '😀'), maxLength: 5 }),
);
/** Written properly or not at all: what a program writes and what a person types. */
const written = fc
  .tuple(cell, fc.boolean())
  .map(([text, proper]) => (proper ? `"${text.replaceAll('"', '""')}"` : text.replaceAll(/[\r\n]/g, '')));
const table = fc
  .tuple(
    fc.array(fc.array(written, { minLength: 1, maxLength: 4 }), { minLength: 1 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([rows, end, last]) => ({ end, text: rows.map((row) => row.join(',')).join(end) + (last ? end : '') }));

it('finds the cells that papaparse finds in the whole text, whatever the chunk size', async () => {
  await fc.assert(
    fc.asyncProperty(table, chunkBytes, async ({ text, end }, bytes) => {
      const expected = Papa.parse<string[]>(text, { delimiter: ',', newline: end as '\n' });
      const options = { header: false, columns: ['a', 'b'], delimiter: ',', quote: '"' };
      const { seen, facts } = await read(text, { ...options, survey: readAsToldBy(options) }, csvReader({ chunkBytes: bytes }));
      const unclosed = expected.errors.some(({ code }) => code === 'MissingQuotes');
      const rows = expected.data
        .map((cells, i) => (unclosed && i === expected.data.length - 1 ? 'F007 unclosed-quote' : cells))
        .filter((cells, i) => typeof cells === 'string' || cells.length > 1 || cells[0] !== '' || isQuotedEmpty(seen[i]));
      expect(rowsOf(seen.filter(({ fault }) => fault?.data.reason !== 'ragged-row'))).toEqual(
        rows
          .filter((cells) => typeof cells === 'string' || cells.length === 2)
          .map((cells) => (typeof cells === 'string' ? cells : { a: cells[0], b: cells[1] })),
      );
      expect((facts.damage === null) === !unclosed).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

function readAsToldBy({ delimiter, quote }: { delimiter: string; quote: string }): CsvSurvey {
  return { delimiter, quote, crEnds: false, irregular: null };
}

/** A row of one cell cannot be compared by number of cells: `""` is a row, an empty line is not. */
function isQuotedEmpty(record: Seen | undefined): boolean {
  return record?.fault?.data.found === 1;
}

it('finds the same records whatever the chunk size, also above the record limit', async () => {
  await fc.assert(
    fc.asyncProperty(table, chunkBytes, fc.integer({ min: 3, max: 30 }), async ({ text }, bytes, recordBytes) => {
      const options = { csv: { header: false }, limits: { recordBytes, depth: 9 } };
      expect(await readAll(csvReader({ chunkBytes: bytes }), text, options)).toEqual(await readAll(csv, text, options));
    }),
    { numRuns: 3000 },
  );
});

const odd = fc
  .array(
    fc.constantFrom(
      ...[
        '"',
        '""',
        ',',
        '\n',
        '\r\n',
        '\r',
        '",',
        '"\n',
        '"\r\n',
        ',"',
        '\n"',
        ' ',
        '"  ,',
        '" \n',
        'a',
        '가',
        '\t',
        '\u0001',
        '\\',
      ],
      ...['1,2\n', '"x ""y""\nz",2\n', 'x'.repeat(30)],
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

it('finds what papaparse alone finds: the same records, places and faults', async () => {
  const headers = fc.constantFrom<CsvOptions>(
    { header: false, columns: ['a', 'b'] },
    { header: false },
    {},
    { columns: ['가', 'b"'] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        odd,
        table.map(({ text }) => text),
      ),
      headers,
      fc.constantFrom(',', ';', 'a', '가'),
      fc.constantFrom('"', "'", null),
      fc.constantFrom(20, 1 << 20),
      fc.oneof(chunkBytes, fc.constant(1 << 20)),
      fc.option(fc.nat({ max: 200 })),
      async (text, options, delimiter, quote, recordBytes, bytes, broken) => {
        const input = bytesOf(text);
        if (broken !== null && broken < input.length) input[broken] = 0xb0;
        const survey = { delimiter, quote, crEnds: false, irregular: null };
        const told = { csv: { ...options, survey }, limits: { recordBytes, depth: 9 } };
        const ours = await readAll(csvReader({ chunkBytes: bytes }), input, told);
        expect(ours).toEqual(await readAll(csvReader({ chunkBytes: bytes, plain: true }), input, told));
      },
    ),
    { numRuns: 5000 },
  );
});

it('passes over a row above the limit to the line end that ends it', async () => {
  const long = `"${'x\n,""'.repeat(2000)}"`;
  const { seen } = await readAll(csvReader({ chunkBytes: 64 }), `a,b\n1,2\n1,${long}\r\n3,4\n${'y'.repeat(999)}`, {
    limits: { recordBytes: 500, depth: 9 },
  });
  expect(outcomesOf(seen)).toEqual(['{"a":"1","b":"2"}', 'F006 record-bytes', '{"a":"3","b":"4"}', 'F006 record-bytes']);
  expect(seen[1]?.fault?.data.size).toBe(long.length + 2);
  expect(seen[2]?.line).toBe(2003);
});

it('ends in records and faults for any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), chunkBytes, async (bytes, size) => {
      const { seen, facts } = await readAll(csvReader({ chunkBytes: size }), bytes, { limits: { recordBytes: 64, depth: 9 } });
      expect(
        seen.every(({ text, fault }) => (text === null) === (fault !== null && fault.data.reason !== 'duplicate-header')),
      ).toBe(true);
      expect(facts.records).toBe(seen.length);
    }),
  );
});

it('reads a cell of nothing but quotes in no time', async () => {
  const { facts } = await readAll(csvReader(), `a\n"${'"'.repeat(2 << 20)}`);
  expect(facts.records).toBe(1);
}, 5000);

const SPECTRUM = join(import.meta.dirname, '../../../../../shared/data/csv-spectrum');

it.skipIf(!existsSync(SPECTRUM))('reads the twelve files of csv-spectrum', async () => {
  const names = readdirSync(join(SPECTRUM, 'csvs'));
  expect(names.length).toBe(12);
  for (const name of names) {
    const expected = JSON.parse(readFileSync(join(SPECTRUM, 'json', name.replace('.csv', '.json')), 'utf8'));
    const text = readFileSync(join(SPECTRUM, 'csvs', name), 'utf8');
    // Git has turned the CRLF of some copies into LF.
    const { seen } = await read(name.endsWith('_crlf.csv') ? text.replaceAll(/\r?\n/g, '\r\n') : text);
    // One pair disagrees with itself on a telephone number, and its JSON is a bare object.
    const rows = name === 'location_coordinates.csv' ? rowsOf(seen).map(withoutNumber) : rowsOf(seen);
    expect([name, rows]).toEqual([name, name === 'location_coordinates.csv' ? [withoutNumber(expected)] : expected]);
  }
});

function withoutNumber(row: unknown): unknown {
  return { ...(row as object), 'Contact Phone Number': null };
}
