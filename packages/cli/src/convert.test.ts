import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from './main.js';
import { recorder } from './testing/recorder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-변환-'));
  await writeFile(join(folder, 'items.jsonl'), '{"id":1,"choices":["가","나"],"answer":"=가"}\n{"id":2,"choices":[]}\n');
});
afterEach(() => rm(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

it('converts a file and says first what the format does not hold', async () => {
  const terminal = recorder();
  expect(await main(['convert', at('items.jsonl'), '--to', 'csv', '-o', at('items.csv')], terminal)).toBe(0);
  expect(await readFile(at('items.csv'), 'utf8')).toBe('id,choices,answer\r\n1,"[""가"",""나""]",\'=가\r\n2,[],""\r\n');
  expect(terminal.written.out).toContain('레코드 2개를 jsonl에서 csv 형식으로 썼고, 다시 읽어 모든 값을 견주었습니다');
  expect(terminal.written.err).toContain('목록과 객체는 JSON 글로 한 칸에 들어갑니다: choices');
  expect(terminal.written.err).toContain('(--formulas keep으로 그대로 둡니다): answer');
});

it('speaks English, and reads what it wrote', async () => {
  const terminal = recorder();
  expect(await main(['convert', at('items.jsonl'), '--to', 'parquet', '-o', at('p'), '--lang', 'en'], terminal)).toBe(0);
  expect(terminal.written.err).toBe('missing values become null: answer\n');
  const back = ['convert', at('p'), '--to', 'jsonl', '-o', at('back.jsonl'), '--lang', 'en'];
  expect(await main(back, terminal)).toBe(0);
  expect(await readFile(at('back.jsonl'), 'utf8')).toBe(
    '{"id":1,"choices":["가","나"],"answer":"=가"}\n{"id":2,"choices":[],"answer":null}\n',
  );
});

it('says what it cannot use, and leaves nothing', async () => {
  const terminal = recorder();
  const wrong = [
    ['convert', at('none.jsonl'), '--to', 'csv', '-o', at('a')],
    ['convert', folder, '--to', 'csv', '-o', at('a')],
    ['convert', folder, '--to', 'csv', '-o', at('a'), '--encoding', 'cp949'],
    ['convert', at('items.jsonl'), '--to', 'xls', '-o', at('a')],
    ['convert', at('items.jsonl'), '--to', 'csv'],
    ['convert', at('items.jsonl'), '--to', 'json', '-o', at('items.jsonl')],
    ['convert', at('items.jsonl'), '--to', 'json', '-o', join(folder, 'none', 'a')],
  ];
  for (const argv of wrong) expect(await main(argv, terminal)).toBe(2);
  expect(terminal.written.err).toMatch(
    /그런 파일이 없습니다[\s\S]*--to[\s\S]*--output[\s\S]*이미 있습니다[\s\S]*폴더가 없습니다/,
  );
  expect(await readdir(folder)).toEqual(['items.jsonl']);
});

it('converts a deliverable into a new folder and validates it', async () => {
  const accepted = fileURLToPath(new URL('../../../fixtures/accepted/deliverable/', import.meta.url));
  const terminal = recorder();
  expect(await main(['convert', accepted, '--to', 'parquet', '-o', at('copy'), '--lang', 'en'], terminal)).toBe(0);
  expect(await readdir(at('copy/data'))).toContain('capitals.parquet');
  expect(terminal.written.out).toMatch(
    /^60 records of 3 files written to parquet[\s\S]*60 items · verdict of the copy: accepted/,
  );
});
