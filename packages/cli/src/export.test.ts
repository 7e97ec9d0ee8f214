import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from './main.js';
import { recorder } from './testing/recorder.js';

const ACCEPTED = fileURLToPath(new URL('../../../fixtures/accepted/deliverable/', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-export-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('exports the public items and tells what was left out', async () => {
  const terminal = recorder();
  const output = join(folder, 'out');
  expect(await main(['export', ACCEPTED, '--to', 'datapackage', '-o', output], terminal)).toBe(0);
  expect(terminal.written.out).toContain('문항 60개 가운데 54개를 datapackage 형식으로 내보냈습니다');
  expect(terminal.written.out).toContain('리더보드 분할의 문항: 6');
  const { resources } = JSON.parse(await readFile(join(output, 'datapackage.json'), 'utf8'));
  expect(resources).toHaveLength(3);
});

it('gives the outcome as JSON', async () => {
  const terminal = recorder();
  await main(['export', ACCEPTED, '--to', 'hf', '-o', join(folder, 'out'), '--format', 'json'], terminal);
  expect(JSON.parse(terminal.written.out)).toMatchObject({ to: 'hf', items: 60, exported: 54, leftOut: { leaderboard: 6 } });
});

it('ends with status 3 where items could not be taken', async () => {
  const terminal = recorder();
  const call = ['export', ACCEPTED, '--to', 'lm-eval', '-o', join(folder, 'out'), '--include-leaderboard', '--lang', 'en'];
  // The leaderboard's answers are withheld.
  expect(await main(call, terminal)).toBe(3);
  expect(terminal.written.out).toContain('items without an answer to score by: 6');
});

it('refuses a form that is unknown, and a folder that is not empty', async () => {
  const terminal = recorder();
  expect(await main(['export', ACCEPTED, '--to', 'excel', '-o', join(folder, 'out')], terminal)).toBe(2);
  expect(terminal.written.err).toContain('datapackage');
  expect(await main(['export', ACCEPTED, '--to', 'hf', '-o', fileURLToPath(new URL('.', import.meta.url))], terminal)).toBe(2);
  expect(terminal.written.err).toContain('폴더가 비어 있지 않습니다');
});
