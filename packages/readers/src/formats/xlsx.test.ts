import { expect, it } from 'vitest';
import { outcomesOf, readAll, textsOf } from '../testing.js';
import { textRow, workbookOf, zipOf } from '../testing-workbook.js';
import { xlsxReader } from './xlsx.js';

const reader = xlsxReader();

it('reads rows by the header, whatever a cell is stored as', async () => {
  const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>점수</t></is></c><c r="C1" t="str"><v>참</v></c></row>
    <row r="3"><c r="B3"><v>1.1000000000000001</v></c><c r="C3" t="b"><v>1</v></c></row>
    <row r="4"><c r="A4" t="s"><v>1</v></c><c r="C4" t="e"><v>#N/A</v></c></row>
    <row r="5"><c r="B5" t="str"><f>1+2</f><v>3</v></c></row>`;
  const strings = '<si><t>질문</t></si><si><r><t>조선 </t></r><r><t>&lt;왕&gt;_x000D_</t></r><rPh><t>왕</t></rPh></si>';
  const { seen, facts } = await readAll(reader, workbookOf({ 문항: rows }, strings));
  expect(textsOf(seen)).toEqual([
    '{"질문":"","점수":"1.1","참":"TRUE"}',
    '{"질문":"조선 <왕>\\r","점수":"","참":"#N/A"}',
    '{"질문":"","점수":"3","참":""}',
  ]);
  expect(seen.map(({ line, byte }) => [line, byte])).toEqual([2, 3, 4].map((line) => [line, -1]));
  expect(facts).toMatchObject({ records: 3, damage: null });
});

it('shows dates as ISO 8601, by the format of the cell', async () => {
  const dates = '<c s="1"><v>45505</v></c><c s="2"><v>0.5451388888888888</v></c><c s="3"><v>45505.5</v></c><c s="1"><v>1</v></c>';
  const { seen } = await readAll(reader, workbookOf({ a: `${textRow(['날짜', '시각', '때', '처음'])}<row>${dates}</row>` }));
  expect(textsOf(seen)).toEqual(['{"날짜":"2024-08-01","시각":"13:05:00","때":"2024-08-01T12:00:00","처음":"1900-01-01"}']);
});

it('reads the sheet that the manifest names', async () => {
  const book = workbookOf({ 첫째: textRow(['a']) + textRow(['1']), '둘~째': textRow(['a']) + textRow(['2']) });
  expect(textsOf((await readAll(reader, book)).seen)).toEqual(['{"a":"1"}']);
  expect(textsOf((await readAll(reader, book, { at: '/둘~0째' })).seen)).toEqual(['{"a":"2"}']);
  const { facts } = await readAll(reader, book, { at: '/셋째' });
  expect(facts.damage).toMatchObject({ code: 'F007', reason: 'pointer-not-found' });
});

it('tells of rows with more cells than columns and of columns named twice', async () => {
  const { seen } = await readAll(
    reader,
    workbookOf({ a: textRow(['a', 'a']) + textRow(['1', '2', '3']) + textRow(['1', '2', '']) }),
  );
  expect(outcomesOf(seen)).toEqual(['F007 ragged-row', 'F007 duplicate-header']);
  expect(seen[1]?.text).toBe('{"a":"1","a_1":"2"}');
});

it('calls a sheet without rows blank', async () => {
  expect((await readAll(reader, workbookOf({ a: textRow(['a', 'b']) }))).facts).toMatchObject({ records: 0, blank: true });
});

const DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';

it.each([
  ['an OLE file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)]), 'not-xlsx'],
  ['no zip', new Uint8Array(100), 'truncated'],
  ['a zip of something else', zipOf({ 'a.txt': 'a' }), 'corrupt'],
  ['XML that does not end', workbookOf({ a: `${textRow(['a'])}<row>` }), 'corrupt'],
  ['an entity of its own', zipOf({ 'xl/workbook.xml': `${DOCTYPE}<workbook>&b;</workbook>` }), 'corrupt'],
  ['a string that is not there', workbookOf({ a: '<row><c t="s"><v>7</v></c></row>' }), 'corrupt'],
  ['a column beyond all', workbookOf({ a: '<row><c r="ZZZ1"><v>7</v></c></row>' }), 'corrupt'],
  ['a sheet that expands a thousandfold', workbookOf({ a: textRow(['x'.repeat(80 << 20)]) }), 'expansion-ratio'],
])('reports %s', async (_, bytes, reason) => {
  expect((await readAll(reader, bytes)).facts.damage).toMatchObject({ code: 'F005', reason });
});
