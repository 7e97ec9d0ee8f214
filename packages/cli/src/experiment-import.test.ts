import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from './main.js';
import { makeDeliverable } from './testing/deliverable.js';
import { recorder } from './testing/recorder.js';

let root = '';
let source = '';

beforeAll(async () => {
  root = await makeDeliverable({ items: 4 });
  source = await mkdtemp(join(tmpdir(), 'jatdae-samples-'));
  const samples = [0, 1, 2, 3, 7].map((k) => ({
    doc_id: k,
    doc: { id: `q-${k}` },
    target: String(k % 4),
    arguments: { gen_args_0: { arg_0: 'p', arg_1: {} } },
    resps: [['B']],
    filtered_resps: ['B'],
    filter: 'none',
    metrics: ['exact_match'],
    exact_match: k === 1 ? 1 : 0,
  }));
  await writeFile(
    join(source, 'samples_예절_2026-03-02T10-11-12.123456.jsonl'),
    samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''),
  );
});

afterAll(() => Promise.all([root, source].map((folder) => rm(folder, { recursive: true }))));

async function call(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const terminal = recorder();
  const status = await main(['experiment', 'import', ...argv], terminal);
  return { status, ...terminal.written };
}

it('needs the model’s name where the files do not tell it', async () => {
  expect(await call(source, '--to', root, '--lang', 'en')).toMatchObject({
    status: 2,
    out: '',
    err: 'The source does not name its model. Name it with --model.\n',
  });
});

it('tells what was taken, what was not, and what to put into the manifest', async () => {
  const { status, out, err } = await call(source, '--to', root, '--model', 'org/모델 7B');
  expect({ status, err }).toEqual({ status: 3, err: '' });
  expect(out).toBe(`lm-evaluation-harness에서 org/모델 7B의 답 4개를 옮겼습니다: experiments/모델-7B/predictions.jsonl
실행 기록: experiments/모델-7B/predictions.run.json

예절: 답 5개 · id로 (id) 4
  옮기지 못함: 납품물에 없는 문항 1 (samples_예절_2026-03-02T10-11-12.123456.jsonl:5)
예절: 0.25 (4/4)

매니페스트의 experiments: 아래에 넣을 내용:

- id: 모델-7B
  model:
    name: org/모델 7B
    kind: llm
  harness:
    name: lm-evaluation-harness
  predictions:
    path: experiments/모델-7B/predictions.jsonl
    as: letter
  scores:
    예절: 0.25
`);
  const predictions = await readFile(join(root, 'experiments/모델-7B/predictions.jsonl'), 'utf8');
  expect(predictions.split('\n')[0]).toBe('{"id":"q-0","prediction":"B","raw":"B","source":{"task":"예절","doc":0}}');
});

it('says in one sentence what is wrong with a call', async () => {
  expect(await call(source, '--to', join(root, 'nowhere'), '--model', 'm', '--lang', 'en')).toMatchObject({ status: 2, out: '' });
  const { err } = await call(source, '--to', root, '--task', 'a=', '--lang', 'en');
  expect(err).toBe('Write --task as TASK=SUBMETRIC: a=\n');
});
