import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExportOutcome, exportDeliverable } from '../export.js';
import { everyType, PNG, writeDeliverable } from '../testing/deliverable.js';

const folder = join(tmpdir(), `jatdae-inspect-${process.pid}`);
let source: string;
let outcome: ExportOutcome;
let code: string;
beforeAll(async () => {
  const pictured = [
    { id: 'p', question: '무엇?', choices: ['가', '나'], answer: 1, media: ['a.png'] },
    { id: 'x', question: '무엇?', choices: ['가', ' '], answer: 0 },
    { id: 'y', question: '무엇?', choices: Array.from({ length: 27 }, (_, k) => `${k}번`), answer: 0 },
  ];
  source = await writeDeliverable([...everyType(), { id: '그림', itemType: 'multiple-choice', items: pictured }], {
    media: { 'a.png': PNG },
  });
  const result = await exportDeliverable(source, { to: 'inspect', output: folder, includeLeaderboard: false });
  if (result.status !== 'done') throw new Error('unusable');
  outcome = result.outcome;
  code = await readFile(join(folder, 'benchmark.py'), 'utf8');
});
afterAll(async () => {
  for (const path of [folder, source]) await rm(path, { recursive: true, force: true });
});

const samples = async (name: string): Promise<Record<string, unknown>[]> =>
  (await readFile(join(folder, 'data', `${name}.public.jsonl`), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

it('leaves out what Inspect would read otherwise', () => {
  expect(outcome.leftOut).toEqual({ leaderboard: 18, type: 10, 'blank-choice': 1, 'many-choices': 1 });
});

it('asks choices by letter, several where several are right, and scores what is written elsewhere', () => {
  expect(code).toContain('solver=multiple_choice(template=ONE),\n        scorer=choice(),');
  expect(code).toContain('solver=multiple_choice(template=SEVERAL, multiple_correct=True),\n        scorer=choice(),');
  expect(code).toContain('solver=generate(),\n        scorer=exact(),');
  expect(outcome.notes[0]?.en).toContain('small_eval_쓰기');
});

it('makes choices of labels and of a tie', async () => {
  const [first] = await samples('감정');
  expect(first).toMatchObject({ choices: ['긍정', '부정'], target: ['A'] });
  const pairs = await samples('비교');
  expect(pairs[2]).toMatchObject({ choices: ['첫째', expect.anything(), '우열 없음'], target: ['C'] });
});

it('sends a picture by its path from the data file', async () => {
  const [first] = await samples('그림');
  const input = (first?.input ?? []) as { content: { type: string; image?: string }[] }[];
  const path = input[0]?.content[1]?.image ?? '';
  expect(await readFile(join(folder, 'data', path))).toEqual(PNG);
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

// Skipped where there is no Python.
it.skipIf(!hasPython)('is Python', () => {
  expect(spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: code }).status).toBe(0);
});
