/** What a spreadsheet takes for the start of a formula (OWASP, CSV injection), in full width too. */
const STARTS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

/** A text that no spreadsheet takes for a formula: one that would be has an apostrophe before it. */
const inert = (text: string): string => (STARTS_FORMULA.test(text) ? `'${text}` : text);

/** A field of RFC 4180. Semicolons are quoted, too: some spreadsheets take them for the delimiter. */
const field = (text: string): string => (/[",;\r\n\t]|^ | $/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csvRow = (cells: readonly (string | number)[]): string =>
  `${cells.map((cell) => field(typeof cell === 'number' ? String(cell) : inert(cell))).join(',')}\r\n`;
