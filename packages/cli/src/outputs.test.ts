import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addOutput, checkOutputs, checkTemp, type Output, writeOutput } from './outputs.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-출력-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('the ending names the format', () => {
  const paths = ['a.json', 'b.TXT', 'c.sarif', 'd.xml', 'e.md', 'f.csv'];
  expect(paths.reduce<readonly Output[]>((before, path) => addOutput(path, before), []).map(({ format }) => format)).toEqual([
    'json',
    'pretty',
    'sarif',
    'junit',
    'markdown',
    'csv',
  ]);
});

it.each(['a', 'json', 'a.pdf', 'a.constructor'])('%s names no format', (path) => {
  expect(() => addOutput(path, [])).toThrow('.json .sarif .xml');
});

it('a missing folder is told before the work starts', async () => {
  await expect(checkOutputs(addOutput(join(folder, '없음', 'a.json'), []))).rejects.toThrow('does not exist');
});

it('a folder in the way is told before the work starts', async () => {
  await mkdir(join(folder, 'a.json'));
  await expect(checkOutputs(addOutput(join(folder, 'a.json'), []))).rejects.toThrow('not a file');
});

it('replaces the report of an earlier run and leaves nothing else behind', async () => {
  const path = join(folder, '보고서.json');
  await writeFile(path, 'old');
  await writeOutput(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['보고서.json']);
});

it('a write that fails says why in one sentence', async () => {
  await expect(writeOutput(join(folder, '없음', 'a.json'), 'x')).rejects.toMatchObject({
    localized: { ko: expect.stringContaining('폴더가 없습니다') },
  });
});

it('a --temp folder that is not there is told before the work starts', async () => {
  await expect(checkTemp(join(folder, '없음'))).rejects.toThrow('--temp names no folder');
  await expect(checkTemp(folder)).resolves.toBeUndefined();
});
