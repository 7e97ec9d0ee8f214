import { createReadStream } from 'node:fs';
import papaparse from 'papaparse';
import type { Cell, Column, ItemRecord } from '../columns.js';
import { appendedFile } from './appended.js';
import type { DataFile, FileKind } from './data-file.js';

/** RFC 4180 in UTF-8. Lists stand as JSON text, what is absent as an empty cell. */
export const csvFiles = (columns: readonly Column[]): FileKind => ({
  write: (path) => write(path, columns),
  read: (path) => read(path, columns),
});

async function write(path: string, columns: readonly Column[]): Promise<DataFile> {
  const file = await appendedFile(path);
  await file.add(`${columns.map(({ name }) => quoted(name)).join(',')}\r\n`);
  return {
    add: (record) => file.add(`${columns.map(({ name }) => quoted(cellText(record[name] ?? null))).join(',')}\r\n`),
    end: file.end,
  };
}

const cellText = (cell: Cell): string => (cell === null ? '' : typeof cell === 'string' ? cell : JSON.stringify(cell));

/** Blanks at an end are quoted too, for there are parsers that cut them off. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function* read(path: string, columns: readonly Column[]): AsyncGenerator<ItemRecord, void, void> {
  const settings = { delimiter: ',', newline: '\r\n' } as const;
  const rows = createReadStream(path, 'utf8').pipe(papaparse.parse(papaparse.NODE_STREAM_INPUT, settings));
  let isHeader = true;
  for await (const row of rows as AsyncIterable<readonly string[]>) {
    if (!isHeader) {
      if (row.length !== columns.length) throw new Error(`${row.length} cells in a row of ${columns.length}`);
      yield Object.fromEntries(columns.map(({ name, kind }, at) => [name, cellOf(row[at] ?? '', kind)]));
      continue;
    }
    isHeader = false;
    if (row.join() !== columns.map(({ name }) => name).join()) throw new Error(`other columns: ${row.join()}`);
  }
}

function cellOf(text: string, kind: Column['kind']): Cell {
  if (kind !== 'text') return JSON.parse(text) as Cell;
  return text === '' ? null : text;
}
