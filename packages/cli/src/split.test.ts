import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from './testing/call.js';
import { makeDeliverable } from './testing/deliverable.js';

let target: string;
let out: string;
beforeEach(async () => {
  target = await makeDeliverable({ items: 50 });
  out = await mkdtemp(join(tmpdir(), 'jatdae-분할-'));
});
afterEach(async () => {
  for (const folder of [target, out]) await rm(folder, { recursive: true, force: true });
});

const split = (...argv: string[]) => call('split', ...argv);

it('writes the ids that were drawn, and says how many of each sub-metric', async () => {
  const list = join(out, 'ids.txt');
  const { code, out: shown } = await split(target, '--seed', '2024-12-20 공고', '--list', list);
  expect(code).toBe(0);
  expect(shown).toMatch(/예절 +50 +5 +5 +10\.00%/u);
  expect((await readFile(list, 'utf8')).trimEnd().split('\n')).toHaveLength(5);
});

it('writes a copy, and the command that derives its split again', async () => {
  const copy = join(out, '사본 하나');
  const { code, out: shown } = await split(target, '--seed', "it's", '-o', copy);
  expect(code).toBe(0);
  expect(shown).toContain(`jatdae split '${copy}' --seed 'it'\\''s' --share 0.1 --check`);
  expect(await split(copy, '--seed', "it's", '--check')).toMatchObject({ code: 0 });
  const { code: other, out: told } = await split(copy, '--seed', 'other', '--check', '--lang', 'en');
  expect(other).toBe(1);
  expect(told).toMatch(/items differ from what follows from this seed\. The first: 자료\/예절\.jsonl:\d+ \(q-\d+\) is /u);
});

it('gives the summary as JSON', async () => {
  const { out: shown } = await split(target, '--seed', 'a', '--check', '--format', 'json');
  expect(JSON.parse(shown)).toMatchObject({ items: 50, drawn: 5, difference: { path: '자료/예절.jsonl' } });
});

it('says what it cannot use, and leaves nothing behind', async () => {
  expect((await split(target, '--seed', 'a')).err).toContain('--check');
  expect((await split(target, '--seed', '', '--check')).err).toContain('--seed');
  expect((await split(target, '--seed', 'a', '--share', '2', '--check')).err).toContain('--share');
  expect(await split(target, '--seed', 'a', '-o', join(target, '안'))).toMatchObject({ code: 2 });
  expect(await split(target, '--seed', 'a', '-o', out)).toMatchObject({ code: 0 });
  expect(await split(target, '--seed', 'a', '-o', out)).toMatchObject({ code: 2 });
  expect((await readdir(target)).sort()).toEqual(['benchmark.yaml', '자료']);
});
