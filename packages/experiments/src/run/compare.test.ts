import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkComparable, compareRuns } from './compare.js';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-비교-'));
});
afterAll(() => rm(root, { recursive: true }));

async function file(name: string, lines: readonly object[]): Promise<string> {
  const path = join(root, name);
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
}

const line = (id: string | number, prediction: unknown, prompt = 'p') => ({ id, subMetric: 'a', prediction, raw: null, prompt });

it('tells item by item what a rerun answers otherwise, whatever the order of the files', async () => {
  const here = await file('here.jsonl', [line('q-3', 'C'), line(1, ['A']), line('q-2', null), line('q-5', 'A')]);
  const there = await file('there.jsonl', [line('q-2', 'B'), line('1', ['A']), line('q-3', 'C', 'other'), line('q-4', 'A')]);
  expect(await compareRuns(here, there, false, 10)).toEqual({
    items: 3,
    same: 2,
    different: ['q-2'],
    otherPrompts: 1,
    onlyHere: 1,
    onlyThere: 1,
    settings: null,
  });
});

it('a file is not compared with itself', async () => {
  const here = await file('same.jsonl', [line('q-1', 'A')]);
  await expect(checkComparable(here, join(root, '.', 'same.jsonl'))).rejects.toThrow('the same file');
});

it('a file that is not there, or is none of predictions, is told of before anything is asked', async () => {
  await expect(checkComparable('x', join(root, 'none.jsonl'))).rejects.toThrow('cannot be read');
  const other = await file('other.jsonl', [{ question: 'q-1' }]);
  await expect(checkComparable('x', other)).rejects.toThrow('Line 1');
});
