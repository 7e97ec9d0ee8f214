import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EXCEL } from './cells.js';
import { rowsOf, unzip } from './testing/read-workbook.js';
import { type Sheet, workbookBytes } from './workbook.js';

async function written(sheets: readonly Sheet[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of workbookBytes(sheets, '맑은 고딕')) pieces.push(piece);
  return Buffer.concat(pieces);
}

const sheet = (rows: Sheet['rows'], changes: Partial<Sheet> = {}): Sheet => ({
  name: '지적',
  columns: [
    { title: '내용', width: 20 },
    { title: '줄', width: 8, style: 'count' },
    { title: '조치', width: 10, style: 'input', choices: ['수정함', '문의'] },
  ],
  rows,
  ...changes,
});

const rowsIn = (bytes: Buffer, number = 1): ReturnType<typeof rowsOf> =>
  rowsOf(unzip(bytes).get(`xl/worksheets/sheet${number}.xml`) ?? '');

it('holds the rows below their titles, in every sheet', async () => {
  const bytes = await written([
    sheet([['가', 1, '']]),
    sheet([], { name: '둘째' }),
    sheet([[null, 2.5, { value: '나', style: 'bad' }]]),
  ]);
  expect(rowsIn(bytes).map((row) => row.map(({ place, text }) => `${place}=${text}`))).toEqual([
    ['A1=내용', 'B1=줄', 'C1=조치'],
    ['A2=가', 'B2=1', 'C2='],
  ]);
  expect(rowsIn(bytes, 2)).toHaveLength(1);
  expect(rowsIn(bytes, 3)[1]?.map(({ text }) => text)).toEqual(['', '2.5', '나']);
});

it('no text is a formula or breaks the file, and each comes back as it was', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('=1+1', '+1', '-1', '@a', '<c>&amp;]]>', '_x0007_', '=cmd|x'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
      const [, ...rows] = rowsIn(await written([sheet(texts.map((one) => [one, 1, '']))]));
      expect(rows.map(([cell]) => cell?.isFormula)).toEqual(texts.map(() => false));
      const back = rows.map(([cell]) =>
        (cell?.text ?? '').replace(/_x([0-9A-F]{4})_/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
      );
      // A file holds no half of a character.
      expect(back).toEqual(texts.map((one) => Buffer.from(one).toString()));
    }),
    { numRuns: 30 },
  );
});

it('a text that starts like a formula stays a text when somebody edits the cell', async () => {
  const bytes = await written([
    sheet([
      ['=1+1', 1, ''],
      ['1+1', 1, ''],
    ]),
  ]);
  const looks = (unzip(bytes).get('xl/styles.xml') ?? '').match(/<xf [^>]*xfId[^>]*>/gu) ?? [];
  const [, quoted, plain] = rowsIn(bytes).map(([cell]) => looks[Number(cell?.style)] ?? '');
  expect(quoted).toContain('quotePrefix="1"');
  expect(plain).not.toContain('quotePrefix');
});

it('titles stay in sight, filter, and choices are offered in every row', async () => {
  const xml = unzip(
    await written([
      sheet([
        ['가', 1, ''],
        ['나', 2, ''],
      ]),
    ]),
  ).get('xl/worksheets/sheet1.xml');
  expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
  expect(xml).toContain('<autoFilter ref="A1:C3"/>');
  expect(xml).toContain('sqref="C2:C3"><formula1>"수정함,문의"</formula1>');
});

it('the same tables are the same bytes', async () => {
  const tables = [sheet([['가', 1, '']])];
  expect((await written(tables)).equals(await written(tables))).toBe(true);
});

it('what Excel cannot hold is cut: cells', async () => {
  const [, row] = rowsIn(await written([sheet([['가'.repeat(EXCEL.cell + 10), 1, '']])]));
  expect(row?.[0]?.text.length).toBeLessThanOrEqual(EXCEL.cell);
  expect(row?.[0]?.text.endsWith('…')).toBe(true);
});
