import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spreadsheetCsv } from './csv.js';

/** Quoted cells alone, as RFC 4180 reads them. */
const parse = (csv: string): string[][] =>
  [...csv.matchAll(/((?:"(?:[^"]|"")*",?)+)\r\n/gu)].map(([, row = '']) =>
    [...row.matchAll(/"((?:[^"]|"")*)",?/gu)].map(([, cell = '']) => cell.replaceAll('""', '"')),
  );

it('gives back every text that is no formula, Korean, quotes and line breaks too', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !/^[\t\r ]*[=+\-@]/u.test(value) && !value.includes('\uFEFF'));
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const csv = spreadsheetCsv(rows);
      expect(csv.startsWith('\uFEFF')).toBe(true);
      expect(parse(csv.slice(1))).toEqual(rows);
    }),
  );
});

it.each(['=1+1', '+82', '-1', '@SUM(A1)', ' =1', '\t=1'])('lets no spreadsheet compute %j', (formula) => {
  expect(spreadsheetCsv([[formula, 3]])).toBe(`\uFEFF"'${formula}",3\r\n`);
});
