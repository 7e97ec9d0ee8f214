import { columnName, EXCEL, escapeText, numberCell, textCell } from './cells.js';
import { contentTypes, HEAD, MAIN, relationships, sheetRelationships, workbookPart } from './parts.js';
import { type StyleName, styleIndex, stylesPart } from './styles.js';
import { zipStream } from './zip-stream.js';

/** Text, a number, or nothing; with a style where it is not the column's. */
export type Cell = string | number | null | { readonly value: string | number; readonly style: StyleName };

export interface Column {
  readonly title: string;
  /** in characters of the default font */
  readonly width: number;
  /** of its cells; `text` where absent */
  readonly style?: StyleName;
  /** what a person may choose in its cells */
  readonly choices?: readonly string[];
}

/** A table: its first row is the columns' titles, which stay in sight and filter. */
export interface Sheet {
  /** of at most 31 characters, without []:*?/\ */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: Iterable<readonly Cell[]>;
  /** columns on the left that stay in sight */
  readonly frozen?: number;
}

/** Characters of rows that are made before they are packed. */
const PIECE = 128 << 10;
/** Heights in points; of a row as many lines are shown as this. */
const [LINE, PADDING, HEAD_HEIGHT, MOST_LINES] = [14, 4, 22, 12];

/**
 * A workbook (ECMA-376) of tables, made while it is read and never whole in memory: the same tables are the same bytes. Texts are texts, so that no cell is a
 * formula, and stay so when somebody edits them; what is longer than a cell holds is cut, and rows over Excel's limit are left out.
 */
export async function* workbookBytes(sheets: readonly Sheet[], font: string): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const zip = zipStream({ write: async (bytes) => void packed.push(Uint8Array.from(bytes)) });
  const parts = {
    '[Content_Types].xml': contentTypes(sheets.length, true),
    '_rels/.rels': relationships,
    'xl/workbook.xml': workbookPart(
      sheets.map(({ name }) => name),
      sheets.map(namesOf).join(''),
    ),
    'xl/_rels/workbook.xml.rels': sheetRelationships(sheets.length, true),
    'xl/styles.xml': stylesPart(font),
  };
  for (const [name, content] of Object.entries(parts)) {
    const part = zip.member(name);
    await part.write(Buffer.from(HEAD + content));
    await part.end();
  }
  for (const [at, sheet] of sheets.entries()) {
    const part = zip.member(`xl/worksheets/sheet${at + 1}.xml`);
    for (const piece of sheetPieces(sheet, at === 0)) {
      await part.write(Buffer.from(piece));
      yield* packed.splice(0);
    }
    await part.end();
  }
  await zip.end();
  yield* packed.splice(0);
}

/** The row of titles is repeated on every printed page. */
function namesOf({ name }: Sheet, at: number): string {
  const quoted = `'${escapeText(name).replaceAll("'", "''")}'`;
  return `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${quoted}!$1:$1</definedName>`;
}

function* sheetPieces(sheet: Sheet, selected: boolean): Generator<string> {
  const { columns, rows } = sheet;
  const last = columnName(columns.length - 1);
  yield sheetStart(sheet, selected);
  let row = 1;
  let piece = '';
  for (const cells of rows) {
    if (row >= EXCEL.rows) break;
    row += 1;
    piece += rowXml(row, cells, columns);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}</sheetData><autoFilter ref="A1:${last}${row}"/>${choicesXml(sheet, row)}${PAGE}</worksheet>\n`;
}

const PAGE =
  '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
  '<headerFooter><oddFooter>&amp;C&amp;A  &amp;P / &amp;N</oddFooter></headerFooter>';

function sheetStart({ columns, frozen = 0 }: Sheet, selected: boolean): string {
  const split = `${frozen === 0 ? '' : ` xSplit="${frozen}"`} ySplit="1" topLeftCell="${columnName(frozen)}2"`;
  const pane = `<pane${split} activePane="${frozen === 0 ? 'bottomLeft' : 'bottomRight'}" state="frozen"/>`;
  const widths = columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const titles = columns.map(({ title }, at) => cellXml(columnName(at), 1, title, 'head'));
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="${LINE + PADDING}" customHeight="1"/><cols>${widths.join('')}</cols>` +
    `<sheetData><row r="1" ht="${HEAD_HEIGHT}" customHeight="1">${titles.join('')}</row>\n`
  );
}

/** Lists to choose from (18.3.1.32); a text of a list stands in quotes and holds no comma. */
function choicesXml({ columns }: Sheet, row: number): string {
  const lists = columns.flatMap(({ choices }, at) => {
    if (choices === undefined || row === 1) return [];
    const letter = columnName(at);
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${letter}2:${letter}${row}">` +
        `<formula1>${escapeText(`"${choices.join(',')}"`)}</formula1></dataValidation>`,
    ];
  });
  return lists.length === 0 ? '' : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
}

function rowXml(row: number, cells: readonly Cell[], columns: readonly Column[]): string {
  let text = `<row r="${row}"${heightOf(
    cells,
    columns.map(({ width }) => width),
  )}>`;
  for (const [at, { style = 'text' }] of columns.entries()) {
    const cell = cells[at] ?? null;
    text +=
      typeof cell === 'object' && cell !== null
        ? cellXml(columnName(at), row, cell.value, cell.style)
        : cellXml(columnName(at), row, cell, style);
  }
  return `${text}</row>\n`;
}

function cellXml(letter: string, row: number, value: string | number | null, style: StyleName): string {
  const place = `<c r="${letter}${row}"`;
  if (value === null || value === '') return `${place} s="${styleIndex(style)}"/>`;
  if (typeof value === 'number') return `${place}${numberCell(String(value), ` s="${styleIndex(style)}"`)}</c>`;
  const quoted = /^[=+\-@]/u.test(value);
  return `${place}${textCell(cut(value), ` s="${styleIndex(style, quoted)}"`)}</c>`;
}

function cut(text: string): string {
  if (text.length <= EXCEL.cell) return text;
  // Not between the halves of a character.
  return `${text.slice(0, EXCEL.cell - 2).replace(/[\ud800-\udbff]$/u, '')}…`;
}

/** Programs measure a wrapped row when they open the file, but not all do; nothing where one line is enough. A Hangul syllable is two wide. */
function heightOf(cells: readonly Cell[], widths: readonly number[]): string {
  let lines = 1;
  for (const [at, cell] of cells.entries()) {
    const text = typeof cell === 'object' && cell !== null ? cell.value : cell;
    if (typeof text !== 'string') continue;
    let needed = 0;
    for (const line of text.split('\n')) {
      let width = 0;
      for (let k = 0; k < line.length && width < 4000; k++) width += line.charCodeAt(k) > 0x2e7f ? 2 : 1;
      needed += Math.max(1, Math.ceil(width / Math.max(1, (widths[at] ?? 1) - 1)));
    }
    lines = Math.max(lines, needed);
  }
  return lines === 1 ? '' : ` ht="${Math.min(lines, MOST_LINES) * LINE + PADDING}" customHeight="1"`;
}
