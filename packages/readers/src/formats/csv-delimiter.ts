import { Buffer } from 'node:buffer';
import Papa from 'papaparse';
import type { CsvOptions } from '../reader.js';

/** In the order in which one is preferred where several fit. */
const DELIMITERS = [',', '\t', ';', '|'] as const;
const SNIFFED_ROWS = 10;

/** The delimiter by which the first rows have equally many cells, as many as there are names of columns; a comma where none fits. */
export function detectDelimiter(head: Uint8Array, { quote = '"', columns }: CsvOptions): string {
  const widths = DELIMITERS.map((delimiter) => commonWidth(head, delimiter, quote));
  const fits = widths.findIndex((width) => (columns === undefined ? width > 1 : width === columns.length && width > 1));
  return DELIMITERS[fits] ?? ',';
}

/** Whether the first rows have equally many cells, and more than one. */
export function looksDelimited(head: Uint8Array, delimiters: readonly string[]): boolean {
  if (head.includes(0)) return false;
  return delimiters.some((delimiter) => commonWidth(head, delimiter, '"', 2) > 1);
}

/** Cells of each of the first rows, 0 where they differ or are fewer than `least` rows. */
function commonWidth(head: Uint8Array, delimiter: string, quote: string | null, least = 1): number {
  const text = Buffer.from(head).toString('latin1').replaceAll(/\r\n?/g, '\n');
  const { data } = Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    ...(quote === null ? { fastMode: true } : { quoteChar: quote }),
  });
  const widths = data.filter((cells) => cells.length > 1 || cells[0] !== '').map(({ length }) => length);
  // A head that ends inside a row tells nothing of that row.
  const whole = text.endsWith('\n') || widths.length <= 2 ? widths : widths.slice(0, -1);
  const first = widths[0] ?? 0;
  return whole.length >= least && whole.slice(0, SNIFFED_ROWS).every((width) => width === first) ? first : 0;
}
