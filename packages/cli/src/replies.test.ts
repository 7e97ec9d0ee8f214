import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Report } from '@jatdae/schema';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from './main.js';
import { makeDeliverable } from './testing/deliverable.js';
import { recorder } from './testing/recorder.js';

let folder: string;
const beside = (name: string): string => join(dirname(folder), `${folder.split('/').at(-1)}-${name}`);

beforeEach(async () => {
  folder = await makeDeliverable({ items: 20 });
});

afterEach(async () => {
  for (const path of [folder, beside('요청.xlsx'), beside('답변.csv'), beside('보고서.json')])
    await rm(path, { recursive: true, force: true });
});

async function validate(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = recorder();
  const code = await main(['validate', folder, '--engine', 'inline', '--no-progress', ...argv], terminal);
  return { code, ...terminal.written };
}

it('a 보완요청서 goes out with a report and comes back with the next one, and changes no verdict', async () => {
  await validate('-o', beside('요청.xlsx'), '-o', beside('답변.csv'));
  const untouched = await validate('--replies', beside('요청.xlsx'), '-o', beside('보고서.json'));
  expect(untouched.code).toBe(1);
  const { replies, findings } = JSON.parse(await readFile(beside('보고서.json'), 'utf8')) as Report;
  expect(replies).toMatchObject({ unanswered: findings.length, new: 0, gone: 0, rows: [] });

  const [head, first, ...rest] = (await readFile(beside('답변.csv'), 'utf8')).split('\r\n');
  const answered = first?.replace(/,,,,$/u, ',수정함,분할을 다시 했습니다,홍길동,2024-12-01');
  await writeFile(beside('답변.csv'), [head, answered, ...rest].join('\r\n'));
  const { code, out } = await validate('--replies', beside('답변.csv'));
  expect(code).toBe(1);
  expect(out.replace(/\s+/gu, ' ')).toContain('수정했다고 했으나 남아 있음: 수정함 - 분할을 다시 했습니다 (홍길동, 2024-12-01)');
});

it('a report is not written over the answers', async () => {
  await validate('-o', beside('답변.csv'));
  const before = await readFile(beside('답변.csv'), 'utf8');
  const { code, err } = await validate(
    '--replies',
    beside('답변.csv'),
    '-o',
    join(folder, '..', beside('답변.csv').split('/').at(-1) ?? ''),
  );
  expect(code).toBe(2);
  expect(err).toContain('같은 파일을 적었습니다');
  expect(await readFile(beside('답변.csv'), 'utf8')).toBe(before);
});

it('a file that holds no answers is told before anything is checked', async () => {
  await writeFile(beside('답변.csv'), 'a,b\r\n1,2\r\n');
  const { code, out, err } = await validate('--replies', beside('답변.csv'));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain("'지문' 열이 없습니다");
});
