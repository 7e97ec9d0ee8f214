import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from './main.js';
import { makeDeliverable, sampleManifest } from './testing/deliverable.js';
import { recorder } from './testing/recorder.js';

const LETTERS = ['A', 'B', 'C', 'D'];

let root = '';
beforeAll(async () => {
  root = await makeDeliverable({
    manifest: `${sampleManifest}experiments:
  - {id: 모델-가, model: {name: 가, kind: llm}, predictions: {path: 예측/가.jsonl, as: letter}, scores: {예절: 0.75}}
  - {id: 모델-나, model: {name: 나, kind: llm}, predictions: {path: 예측/나.jsonl, as: letter}, scores: {예절: 0.8}}
  - {id: 모델-다, model: {name: 다, kind: llm}, predictions: {path: 예측/나.jsonl, as: letter}, scores: {예절: 0.81}}
`,
  });
  await mkdir(join(root, '예측'));
  // Three of four are right.
  const line = (k: number): string => {
    const letter = LETTERS[(k + (k % 4 === 3 ? 1 : 0)) % 4];
    return JSON.stringify({ id: `q-${k}`, prediction: k % 2 === 0 ? letter : `정답은 ${letter}입니다.` });
  };
  for (const model of ['가', '나']) {
    await writeFile(join(root, '예측', `${model}.jsonl`), Array.from({ length: 20 }, (_, k) => `${line(k)}\n`).join(''));
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function run(...flags: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const terminal = recorder();
  const code = await main(['experiment', 'score', root, ...flags], terminal);
  return { code, out: terminal.written.out, err: terminal.written.err };
}

it('shows what was declared beside what the predictions give', async () => {
  const { code, out } = await run('--lang', 'en');
  expect(code).toBe(1);
  const rows = out.split('\n').map((line) => line.split(/\s{2,}/));
  expect(rows[1]).toEqual(['모델-가', '예절', 'accuracy', '20', '0.75', '0.7500', '0.5313–0.8881', '0.2500', 'reproduced']);
  expect(rows[2]?.slice(4)).toEqual(['0.8', '0.7500', '0.5313–0.8881', '0.2500', 'reproduced']);
  expect(rows[3]?.slice(4)).toEqual(['0.81', '0.7500', '0.5313–0.8881', '0.2500', 'differs']);
  expect(out).toContain(
    '모델-다: predictions 20 · answers read as they are 10 · taken out by rules (version 2) 10 (stated 10) · not readable 0',
  );
  expect(out).toContain('E004 benchmark.yaml');
});

it('judges one experiment alone', async () => {
  const { code, out } = await run('--experiment', '모델-가', '--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    experiments: [{ id: '모델-가', scores: [{ subMetric: '예절', recomputed: 0.75, state: 'reproduced' }] }],
    findings: [],
  });
});

it('gives scores as the manifest takes them', async () => {
  const { out } = await run('--experiment', '모델-가', '--format', 'yaml');
  expect(out).toBe('experiments:\n  - id: "모델-가"\n    scores: {"예절": 0.7500}\n');
});

it('says in Korean too which experiments there are, where the one that was asked for is none', async () => {
  const { code, err } = await run('--experiment', '모델-라');
  expect(code).toBe(2);
  expect(err).toContain('모델-라');
  expect(err).toContain('있는 것: 모델-가, 모델-나, 모델-다');
});

it('has nothing to score where there are no predictions', async () => {
  const other = await makeDeliverable();
  const terminal = recorder();
  expect(await main(['experiment', 'score', other], terminal)).toBe(2);
  expect(terminal.written.err).toContain('experiments[].predictions');
  await rm(other, { recursive: true, force: true });
});
