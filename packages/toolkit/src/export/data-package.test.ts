import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportDeliverable } from './export.js';
import { everyType, PNG, writeDeliverable } from './testing/deliverable.js';

const SCHEMA = new URL('./testing/datapackage-2.0.schema.json', import.meta.url);

interface Descriptor {
  resources: { name: string; path: string; hash: string }[];
  contributors?: unknown;
}

const folder = join(tmpdir(), `jatdae-datapackage-${process.pid}`);
let source: string;
let descriptor: Descriptor;
beforeAll(async () => {
  const [first, ...others] = everyType();
  const items = [{ id: 'p', question: '무엇?', choices: ['가', '나'], answer: 0, media: ['a.png'] }, ...(first?.items ?? [])];
  source = await writeDeliverable([{ ...first, id: first?.id ?? '', itemType: 'multiple-choice', items }, ...others], {
    media: { 'a.png': PNG },
  });
  await exportDeliverable(source, { to: 'datapackage', output: folder, includeLeaderboard: true });
  descriptor = JSON.parse(await readFile(join(folder, 'datapackage.json'), 'utf8'));
});
afterAll(async () => {
  for (const path of [folder, source]) await rm(path, { recursive: true, force: true });
});

it('is a Data Package by the published schema of version 2.0', async () => {
  const ajv = formats.default(new Ajv({ strict: false, allErrors: true }));
  ajv.addFormat('textarea', true);
  const check = ajv.compile(JSON.parse(await readFile(SCHEMA, 'utf8')));
  check(descriptor);
  expect(check.errors).toBeNull();
  expect(check({ ...descriptor, resources: [{ path: 'no-name.csv' }] })).toBe(false);
});

it('names resources as the standard asks: unique, lower-case letters, digits, dots and hyphens', () => {
  const names = descriptor.resources.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9.-]+$/);
  expect(names).toContain('sub-metric-2-public');
  expect(names).toContain('medium-000001');
});
