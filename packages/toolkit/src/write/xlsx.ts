import { Kind, kindOf, type Tape, textOf } from '@jatdae/kernel';
import {
  type ByteSink,
  buffered,
  columnName,
  contentTypes,
  EXCEL,
  HEAD,
  MAIN,
  numberCell,
  relationships,
  sheetRelationships,
  textCell,
  workbookPart,
  zipStream,
} from '@jatdae/workbook';
import { createRecordParser, exactNumber, isDouble, membersOf, sourceOf } from './json-node.js';
import type { RecordWriter } from './record-writer.js';
import type { Column } from './survey.js';

/** The parts of a workbook of one sheet but for the sheet itself. */
const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': contentTypes(1, false),
  '_rels/.rels': relationships,
  'xl/workbook.xml': workbookPart(['Sheet1']),
  'xl/_rels/workbook.xml.rels': sheetRelationships(1, false),
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
      return isKept(text) ? numberCell(text) : textCell(text);
    }
    case Kind.String:
      return textCell(textOf(tape, node));
    default:
      return textCell(sourceOf(tape, node));
  }
}

/** Whether Excel keeps a number as it is. */
const isKept = (text: string): boolean => isDouble(text) && (/\d+/u.exec(exactNumber(text))?.[0].length ?? 0) <= EXCEL.digits;
