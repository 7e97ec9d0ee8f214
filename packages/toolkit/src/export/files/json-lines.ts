import { createReadStream } from 'node:fs';
import type { ItemRecord } from '../columns.js';
import { appendedFile } from './appended.js';
import type { DataFile, FileKind } from './data-file.js';

export const JSON_LINES: FileKind = { write, read };

async function write(path: string): Promise<DataFile> {
  const file = await appendedFile(path);
  return { add: (record) => file.add(`${JSON.stringify(record)}\n`), end: file.end };
}

async function* read(path: string): AsyncGenerator<ItemRecord, void, void> {
  for await (const line of linesOf(path)) yield JSON.parse(line) as ItemRecord;
}

/** Lines end at `\n` alone: readline would end them at U+2028 too, which may stand in a string of JSON. */
async function* linesOf(path: string): AsyncGenerator<string, void, void> {
  let rest = '';
  for await (const piece of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
