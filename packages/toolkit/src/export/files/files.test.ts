import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cell, columnsOf, type ItemRecord } from '../columns.js';
import { csvFiles } from './csv.js';
import type { FileKind } from './data-file.js';
import { JSON_LINES } from './json-lines.js';
import { parquetFiles } from './parquet.js';

const COLUMNS = columnsOf(undefined);
const KINDS: readonly (readonly [string, FileKind])[] = [
  ['CSV', csvFiles(COLUMNS)],
  ['JSON Lines', JSON_LINES],
  ['Parquet', parquetFiles(COLUMNS)],
];

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

const full = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => `${text}.`);
const odd = fc.constantFrom(
  '"',
  ',',
  '\r',
  '\n',
  '\r\n',
  ' a ',
  '\u2028',
  '\ufeff',
  '\u0000',
  '""',
  '[]',
  'null',
  '=1',
  ';',
  '; ',
  '\t',
  '|',
);
const text = fc.oneof(full, odd);
const turn = fc.record<Record<string, string | null>>(
  { role: fc.option(fc.string()), content: fc.string() },
  { noNullPrototype: true },
);
const record: fc.Arbitrary<ItemRecord> = fc.record<Record<string, Cell>>({
  id: text,
  sub_metric: text,
  split: text,
  type: text,
  context: fc.option(text),
  question: fc.option(text),
  turns: fc.array(turn, { maxLength: 3 }),
  choices: fc.array(fc.oneof(fc.string(), odd), { maxLength: 4 }),
  keys: fc.array(fc.nat(30), { maxLength: 3 }),
  answer: fc.option(text),
  explanation: fc.option(text),
  category: fc.option(text),
  difficulty: fc.option(text),
  media: fc.array(text, { maxLength: 2 }),
});

async function readAll(kind: FileKind, path: string): Promise<ItemRecord[]> {
  const rows: ItemRecord[] = [];
  for await (const row of kind.read(path)) rows.push(row);
  return rows;
}

describe.each(KINDS)('%s', (name, kind) => {
  it('gives back every record as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 20 }), async (records) => {
        const path = join(folder, 'sub', String(count++));
        const file = await kind.write(path);
        for (const one of records) await file.add(one);
        await file.end();
        expect(await readAll(kind, path)).toEqual(records);
      }),
      { numRuns: 60 },
    );
  });

  it('is not misled by texts that hold what separates the cells of other tables', async () => {
    for (const mark of [';', '; ', '\t', '|']) {
      const texts = Object.fromEntries(COLUMNS.flatMap(({ name, kind }) => (kind === 'text' ? [[name, `${mark}.`]] : [])));
      const written = { ...texts, context: null, turns: [{ role: mark, content: mark }], choices: [mark], keys: [], media: [] };
      const path = join(folder, 'marks', String(count++));
      const file = await kind.write(path);
      await file.add(written);
      await file.end();
      expect(await readAll(kind, path)).toEqual([written]);
    }
  });

  it('does not take another file for its own', async () => {
    const path = join(folder, `other-${name}`);
    await writeFile(path, 'a,b\r\n1,2\r\n');
    await expect(readAll(kind, path)).rejects.toThrow();
  });
});
