import { createTextCollector, readXml, unescaped, type Workbook, XlsxProblem } from './xlsx-package.js';
import { numberText } from './xlsx-values.js';

/** A row that is there: its number as Excel shows it, and its cells, with nothing where none is. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly (string | undefined)[];
}

/** Excel's own limits. */
const MAX_COLUMNS = 16_384;
const MAX_ROWS = 1_048_576;

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
}

/** The rows of a sheet, as many at a time as a piece of the file holds. @throws XlsxProblem */
export async function* rowsOf(workbook: Workbook): AsyncGenerator<readonly SheetRow[], void, void> {
  let rows: SheetRow[] = [];
  for await (const _ of readXml(
    workbook.sheet,
    sheetHandler(workbook, (row) => rows.push(row)),
  )) {
    yield rows;
    rows = [];
  }
  yield rows;
}

function sheetHandler(workbook: Workbook, add: (row: SheetRow) => void): Parameters<typeof readXml>[1] {
  const inline = createTextCollector();
  let number = 0;
  let cells: (string | undefined)[] = [];
  let column = 0;
  let cell: OpenCell | null = null;
  let inValue = false;

  const openRow = (r: string | undefined): void => {
    number = r === undefined ? number + 1 : Number(r);
    if (!Number.isInteger(number) || number < 1 || number > MAX_ROWS) throw new XlsxProblem('corrupt');
    cells = [];
    column = 0;
  };
  const openCell = (r: string | undefined, type: string, style: number): void => {
    if (r !== undefined) column = columnOf(r);
    if (!(column >= 0 && column < MAX_COLUMNS)) throw new XlsxProblem('corrupt');
    cell = { column, type, style, value: '' };
    column += 1;
  };
  return {
    open(name, { r, t = 'n', s = '0' }) {
      if (name === 'row') openRow(r);
      else if (name === 'c') openCell(r, t, Number(s));
      else if (name === 'v') inValue = true;
      else inline.handler.open(name);
    },
    text(text) {
      if (inValue && cell !== null) cell.value += text;
      else inline.handler.text(text);
    },
    close(name) {
      inValue = false;
      inline.handler.close(name);
      if (name === 'c' && cell !== null) {
        const inlined = inline.take();
        cells[cell.column] = cell.type === 'inlineStr' ? inlined : cellText(workbook, cell);
        cell = null;
      } else if (name === 'row') add({ number, cells });
    },
  };
}

/** The column of a cell's address, from 0; -1 where it has none. */
function columnOf(address: string): number {
  let column = 0;
  for (const letter of /^[A-Za-z]{1,3}/u.exec(address)?.[0].toUpperCase() ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** A formula's cell holds what it came to when the workbook was saved. */
function cellText({ strings, dates, since1904 }: Workbook, { type, style, value }: OpenCell): string {
  if (type === 's') {
    const text = strings[Number(value)];
    if (text === undefined) throw new XlsxProblem('corrupt');
    return text;
  }
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type === 'str') return unescaped(value);
  return type === 'n' ? numberText(value, dates[style] ?? null, since1904) : value;
}
