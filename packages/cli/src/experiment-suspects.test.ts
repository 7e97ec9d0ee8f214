import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from './main.js';
import { makeDeliverable } from './testing/deliverable.js';
import { recorder } from './testing/recorder.js';

const LETTERS = ['A', 'B', 'C', 'D'];
/** Two items whose delivered key is not what the models agree on: one is public, one of the leaderboard. */
const WRONG = [13, 40];
let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-정답-'));
  await mkdir(join(root, 'p'));
  const items = Array.from({ length: 300 }, (_, k) => ({
    id: `q-${k}`,
    sub: '예절',
    split: k % 10 === 0 ? 'leaderboard' : 'public',
    question: k === 13 ? '=SUM(A1)은 010-9173-4826로 물어보시오' : `${k}번째 질문은?`,
    choices: ['가', '나', '다', '라'].map((name) => `${name} ${k}`),
    answer: (k + Number(WRONG.includes(k))) % 4,
  }));
  await writeFile(join(root, 'items.jsonl'), items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  const models = ['a', 'b', 'c', 'd'];
  for (const [m, name] of models.entries()) {
    const errs = (k: number): boolean => (k * 7 + m * 11) % (9 + m) === 2 && !WRONG.includes(k);
    const lines = items.map(({ id }, k) =>
      JSON.stringify({ id, prediction: LETTERS[(k + (errs(k) ? 1 + ((k + m) % 3) : 0)) % 4] }),
    );
    await writeFile(join(root, 'p', `${name}.jsonl`), `${lines.join('\n')}\n`);
  }
  await writeFile(
    join(root, 'benchmark.json'),
    JSON.stringify({
      jatdae: 1,
      profile: 'nia-2024-2',
      dataset: { name: 'small', title: '작은 데이터', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
      subMetrics: [{ id: '예절', metric: 'accuracy', itemType: 'multiple-choice' }],
      resources: [
        {
          path: 'items.jsonl',
          subMetric: { field: 'sub' },
          split: { field: 'split' },
          fields: { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } },
        },
      ],
      experiments: models.map((name) => ({
        id: name,
        model: { name, kind: 'llm' },
        predictions: { path: `p/${name}.jsonl`, as: 'letter' },
      })),
    }),
  );
});

afterAll(() => rm(root, { recursive: true }));

async function call(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const terminal = recorder();
  const status = await main(['experiment', 'suspects', ...argv], terminal);
  return { status, out: terminal.written.out, err: terminal.written.err };
}

it('writes the suspects for a spreadsheet: no formula, nobody’s telephone, no answer of the leaderboard', async () => {
  const file = join(root, 'suspects.csv');
  const { status, out, err } = await call(root, '-o', file);
  expect({ status, out, err }).toEqual({ status: 0, out: '', err: '문항 300개의 정답을 살펴 2개를 골랐습니다.\n' });
  const csv = await readFile(file, 'utf8');
  expect(csv.startsWith('\uFEFF"파일","레코드","id"')).toBe(true);
  const [, open = '', hidden = ''] = csv.split('\r\n');
  expect(open).toMatch(/^"items\.jsonl",14,"q-13","예절","public",0\.\d+,4,4,"C","B","'=SUM\(A1\)은 /u);
  expect(csv).not.toContain('9173-4826');
  expect(hidden).toMatch(/^"items\.jsonl",41,"q-40","예절","leaderboard",0\.\d+,4,4,"","",/u);
});

it('says what it takes where there is nothing to compare', async () => {
  const plain = await makeDeliverable();
  const { status, out, err } = await call(plain, '--lang', 'en');
  expect(status).toBe(0);
  expect(out.split('\r\n')).toHaveLength(2);
  expect(err).toContain('It takes the predictions of three models');
  await rm(plain, { recursive: true });
});

it('says in one sentence what is wrong with a call', async () => {
  expect((await call(join(root, 'nowhere'), '--lang', 'en')).status).toBe(2);
  expect((await call(root, '-o', join(root, 'no/folder.csv'), '--lang', 'en')).err).toMatch(
    /^The folder of the -o file does not exist/u,
  );
});
