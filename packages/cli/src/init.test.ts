import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from './testing/call.js';
import { makeDeliverable } from './testing/deliverable.js';

let folder = '';
beforeEach(async () => {
  folder = await makeDeliverable({ manifest: null });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('writes a manifest that validate can use, and says what is left to decide', async () => {
  const { code, out, err } = await call('init', folder);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`${folder}/benchmark.yaml`);
  expect(out).toContain('사람이 정할 것');
  expect(await readdir(folder)).toEqual(['benchmark.yaml', 'schemas', '자료']);
  expect((await call('validate', folder, '--no-progress')).code).toBe(1);
});

it('does not write over a manifest unless --force says so', async () => {
  await call('init', folder);
  const before = await readFile(join(folder, 'benchmark.yaml'), 'utf8');
  const again = await call('init', folder, '--lang', 'en');
  expect(again).toMatchObject({ code: 2, out: '' });
  expect(again.err).toContain('--force');
  expect(await readFile(join(folder, 'benchmark.yaml'), 'utf8')).toBe(before);
  expect((await call('init', folder, '--force', '--lang', 'en')).code).toBe(0);
  expect(await readFile(join(folder, 'benchmark.yaml'), 'utf8')).toContain('For a person to decide');
});

it('--dry-run shows the manifest and writes nothing', async () => {
  const { code, out } = await call('init', folder, '--dry-run');
  expect(code).toBe(0);
  expect(out).toMatch(/^jatdae: 1$/mu);
  expect(await readdir(folder)).toEqual(['자료']);
});

it('a folder without items, one that is not there, and a file that is no archive end with 2 and a sentence', async () => {
  const empty = await call('init', join(import.meta.dirname, 'testing'), '--lang', 'en');
  expect(empty).toMatchObject({ code: 2, out: '' });
  expect(empty.err).toContain('No file of items was found');
  for (const target of [join(folder, 'nothing'), join(folder, '자료', '예절.jsonl'), 'https://example.org/a.zip']) {
    const { code, err } = await call('init', target, '--lang', 'ko');
    expect(code).toBe(2);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  }
});
