/** Excel reads a CSV as UTF-8, Korean or not, where it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet takes for the start of a formula. */
const FORMULA = /^[\t\r ]*[=+\-@]/u;

/** A table for spreadsheets (RFC 4180): every text cell is quoted, and none is a formula. */
export function spreadsheetCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `${BYTE_ORDER_MARK}${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
