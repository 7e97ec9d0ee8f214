import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { chooseCompression, chooseReader, readHead } from './registry.js';
import { memorySource } from './source.js';
import { bytesOf } from './testing.js';

function choice(path: string, text: string, format?: string): string | undefined {
  return chooseReader(format, path, bytesOf(text))?.id;
}

it('takes the format that the manifest names, else that of the name', () => {
  expect(choice('a.txt', '[]', 'jsonl')).toBe('jsonl');
  expect(choice('a.json', '{}', 'parquet')).toBe('parquet');
  expect(choice('a.json', '{}', 'hwp')).toBe(undefined);
  expect(choice('data/A.JSONL', '')).toBe('jsonl');
  expect(choice('a.ndjson.gz', '')).toBe('jsonl');
  expect(choice('a.b/c.csv', '[')).toBe('csv');
});

it('looks into a file whose name says nothing', () => {
  expect(choice('a.txt', '{"a":1}\n{"a":2}\n')).toBe('jsonl');
  expect(choice('a.txt', '{\n"a":1}')).toBe('json');
  expect(choice('data', ' [1]')).toBe('json');
  expect(choice('a.txt', '질문\t답\n가, 나\t다, 라\n')).toBe('tsv');
  expect(choice('a.txt', 'a,b\r\n1,2')).toBe('csv');
  expect(choice('a.txt', 'a,b\n"1,5",2\n3,4\n5')).toBe('csv');
  expect(choice('a.txt', 'one, two\nthree, four\nfive\n')).toBe(undefined);
  expect(choice('a.txt', 'just text')).toBe(undefined);
  expect(choice('data', 'PAR1')).toBe('parquet');
  expect(choice('data', 'ARROW1\0\0')).toBe('arrow');
  expect(choice('data', 'PK\u0003\u0004\u0014\0xl/workbook.xml')).toBe('xlsx');
  expect(choice('data', '- id: 1\n  q: 가, 나\n')).toBe('yaml');
});

it('believes what is no text rather than a wrong name', () => {
  expect(choice('a.csv', 'PAR1\u0015\u0004')).toBe('parquet');
  expect(choice('a.xlsx', 'ARROW1\0\0')).toBe('arrow');
  expect(choice('a.json', 'PK\u0003\u0004\u0014\0xl/workbook.xml')).toBe('xlsx');
  expect(choice('a.csv', 'PAR1,PAR2\n1,2\n')).toBe('csv');
  expect(choice('a.jsonl', '\u001e{"a":1}\n')).toBe('jsonl');
  expect(choice('a.csv', 'PAR1\u0015\u0004', 'csv')).toBe('csv');
});

it('knows JSON Lines that are called .json', () => {
  expect(choice('a.json', '{"a":1}\n\n{"a":')).toBe('jsonl');
  expect(choice('a.json', '{"a":1}\n')).toBe('json');
});

it('looks through gzip and past a byte order mark', async () => {
  const stored = gzipSync('\ufeff{"a":1}');
  expect(chooseCompression(undefined, 'a.json', stored)).toBe('gzip');
  expect(chooseCompression(undefined, 'a.json', bytesOf('{}'))).toBe('none');
  expect(chooseCompression('none', 'a.json.gz', stored)).toBe('none');
  expect(chooseCompression(undefined, 'a.json.gz', Buffer.from('28b52ffd', 'hex'))).toBe('zstd');
  expect(chooseCompression(undefined, 'a.json.gz', bytesOf('{}'))).toBe('gzip');
  expect(new TextDecoder().decode(await readHead(memorySource(stored), 'gzip'))).toBe('{"a":1}');
});
