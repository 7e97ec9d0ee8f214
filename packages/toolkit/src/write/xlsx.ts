import { Kind, kindOf, type Tape, textOf } from '@jatdae/kernel';
import { createRecordParser, exactNumber, isDouble, membersOf, sourceOf } from './json-node.js';
import { type ByteSink, buffered, type RecordWriter } from './record-writer.js';
import type { Column } from './survey.js';
import { zipStream } from './zip-stream.js';

/** What Excel holds (its specifications and limits): rows with the header, columns, UTF-16 code units of a cell, digits of a number. */
export const EXCEL = { rows: 1_048_576, columns: 16_384, cell: 32_767, digits: 15 } as const;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts of a workbook of one sheet but for the sheet itself (ECMA-376 part 1, 12.3). */
const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/**
 * A workbook of one sheet, whose first row names the columns. Texts stand in their cells as texts, so that none is ever a formula; numbers
 * of more digits than Excel keeps are texts, too. Null and what is missing are no cells.
 */
export async function xlsxWriter(sink: ByteSink, columns: readonly Column[]): Promise<RecordWriter> {
  const zip = zipStream(sink);
  for (const [name, content] of Object.entries(PARTS)) {
    const part = zip.member(name);
    await part.write(Buffer.from(HEAD + content));
    await part.end();
  }
  const sheet = zip.member('xl/worksheets/sheet1.xml');
  const out = buffered(sheet);
  const letters = columns.map((_, k) => columnName(k));
  const parse = createRecordParser();
  let row = 0;
  const writeRow = (cells: readonly string[]): Promise<void> => {
    row += 1;
    const placed = cells.map((cell, k) => (cell === '' ? '' : `<c r="${letters[k]}${row}"${cell}</c>`));
    return out.write(Buffer.from(`<row r="${row}">${placed.join('')}</row>\n`));
  };
  await out.write(Buffer.from(`${HEAD}<worksheet xmlns="${MAIN}"><sheetData>\n`));
  await writeRow(columns.map(({ name }) => textCell(name)));
  return {
    async add(record) {
      const parsed = parse(record);
      if (parsed === null) return;
      const members = membersOf(parsed.tape, parsed.root);
      await writeRow(columns.map(({ name }) => cellOf(parsed.tape, members.get(name) ?? -1)));
    },
    async end() {
      await out.write(Buffer.from('</sheetData></worksheet>\n'));
      await out.flush();
      await sheet.end();
      await zip.end();
    },
  };
}

/** What follows the place of a cell in its tag, up to its end; nothing for no cell. */
function cellOf(tape: Tape, node: number): string {
  if (node < 0) return '';
  switch (kindOf(tape, node)) {
    case Kind.Null:
      return '';
    case Kind.True:
    case Kind.False:
      return ` t="b"><v>${kindOf(tape, node) === Kind.True ? 1 : 0}</v>`;
    case Kind.Number: {
      const text = textOf(tape, node);
      return isKept(text) ? `><v>${text}</v>` : textCell(text);
    }
    case Kind.String:
      return textCell(textOf(tape, node));
    default:
      return textCell(sourceOf(tape, node));
  }
}

/** Whether Excel keeps a number as it is. */
const isKept = (text: string): boolean => isDouble(text) && (/\d+/u.exec(exactNumber(text))?.[0].length ?? 0) <= EXCEL.digits;

const textCell = (text: string): string => ` t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is>`;

/** What XML 1.0 has no characters for is written as Excel does, `_x0007_`; a text that reads so already gets its `_` escaped. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/gu,
      (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A, B, …, Z, AA, … */
function columnName(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? '' : columnName(rest)) + String.fromCharCode(65 + (index % 26));
}
