import { createReadStream } from 'node:fs';
import { linesOf } from '../../json/lines.js';
import type { ItemRecord } from '../columns.js';
import { appendedFile } from './appended.js';
import type { DataFile, FileKind } from './data-file.js';

export const JSON_LINES: FileKind = { write, read };

async function write(path: string): Promise<DataFile> {
  const file = await appendedFile(path);
  return { add: (record) => file.add(`${JSON.stringify(record)}\n`), end: file.end };
}

async function* read(path: string): AsyncGenerator<ItemRecord, void, void> {
  for await (const line of linesOf(createReadStream(path))) yield JSON.parse(line) as ItemRecord;
}
