import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExportOutcome, exportDeliverable } from '../export.js';
import { everyType, writeDeliverable } from '../testing/deliverable.js';

const folder = join(tmpdir(), `jatdae-opencompass-${process.pid}`);
let source: string;
let outcome: ExportOutcome;
let code: string;
beforeAll(async () => {
  const items = [{ id: 't', question: '{answer}와 {prompt}, {id} 가운데?', choices: ['{answer}', '나'], answer: 0 }];
  source = await writeDeliverable([...everyType(), { id: '틀', itemType: 'multiple-choice', items }]);
  const result = await exportDeliverable(source, { to: 'opencompass', output: folder, includeLeaderboard: false });
  if (result.status !== 'done') throw new Error('unusable');
  outcome = result.outcome;
  code = await readFile(join(folder, 'benchmark.py'), 'utf8');
});
afterAll(async () => {
  for (const path of [folder, source]) await rm(path, { recursive: true, force: true });
});

const lines = async (path: string): Promise<string[]> =>
  (await readFile(join(folder, path), 'utf8')).split('\n').filter((line) => line !== '');

it('keeps items of different numbers of choices apart, so that no letter is read that there is not', () => {
  expect(outcome.files.map(({ path }) => path)).toContain('data/상식_역사_근대_2.public.jsonl');
  expect(outcome.files.map(({ path }) => path)).toContain('data/상식_역사_근대_4.public.jsonl');
  expect(code).toContain('options="ABCD"');
});

it('puts the prompt last, so that braces in a question are not filled in', async () => {
  const [line = ''] = await lines('data/틀_2.public.jsonl');
  expect(Object.keys(JSON.parse(line)).at(-1)).toBe('prompt');
});

it('leaves out what OpenCompass does not score by itself', () => {
  expect(outcome.leftOut).toEqual({ leaderboard: 18, type: 50, 'several-answers': 5 });
});

it('weighs the data sets of a split by their items', () => {
  expect(code).toMatch(
    /name="small_eval", subsets=\["small_eval_상식_역사_근대_2", .*weights=\{"small_eval_상식_역사_근대_2": 4, /,
  );
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

// Skipped where there is no Python.
it.skipIf(!hasPython)('is Python', () => {
  expect(spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: code }).status).toBe(0);
});
