import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Certificate, selftest } from './selftest.js';

const ACCEPTED = fileURLToPath(new URL('../../../../fixtures/accepted/deliverable/', import.meta.url));
let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-selftest-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function certify(target: string, seed = 1): Promise<Certificate> {
  const temp = await mkdtemp(join(root, 'temp-'));
  const result = await selftest(target, { seed, each: 1, items: 1000, temp });
  expect(await readdir(temp)).toEqual([]);
  if (result.status !== 'done') throw new Error(JSON.stringify(result.problems));
  return result.certificate;
}

it('finds every defect that it plants into a copy, and raises no false alarm', async () => {
  const certificate = await certify(ACCEPTED);
  expect(certificate).toMatchObject({ items: 60, copied: 60, seed: 1 });
  expect(certificate.rules.filter(({ planted, caught, falseAlarms }) => planted !== caught || falseAlarms > 0)).toEqual([]);
  expect(certificate.rules.length).toBeGreaterThan(35);
  expect(certificate.notPlanted).toContain('A001');
}, 60_000);

it('plants the same from the same seed, and leaves the deliverable as it is', async () => {
  const folder = join(root, 'deliverable');
  await cp(ACCEPTED, folder, { recursive: true });
  const before = await readFile(join(folder, 'data/counting.jsonl'));
  expect(await certify(folder, 7)).toEqual(await certify(folder, 7));
  expect(await readFile(join(folder, 'data/counting.jsonl'))).toEqual(before);
}, 60_000);

it('says what a deliverable’s own profile makes the checks blind to', async () => {
  const folder = join(root, 'blind');
  await cp(ACCEPTED, folder, { recursive: true });
  const profile = await readFile(join(folder, 'profile.yaml'), 'utf8');
  await writeFile(join(folder, 'profile.yaml'), `${profile}rules: {P004: {options: {allow: ['*']}}}\n`);
  const blind = (await certify(folder)).rules.find(({ code }) => code === 'P004');
  expect(blind).toMatchObject({ planted: 1, caught: 0, missed: [{ path: expect.stringMatching(/^data\/\d+\.jsonl$/) }] });
}, 60_000);

it('copies an even sample of many items', async () => {
  const result = await selftest(ACCEPTED, { seed: 1, each: 1, items: 30, temp: root });
  expect(result).toMatchObject({ status: 'done', certificate: { items: 60, copied: 30 } });
}, 60_000);

it('says what is wrong with a manifest that cannot be used', async () => {
  const folder = await mkdtemp(join(root, 'bad-'));
  await writeFile(join(folder, 'benchmark.yaml'), 'jatdae: 1\n');
  expect(await selftest(folder, { seed: 1, each: 1, items: 10, temp: root })).toMatchObject({ status: 'unusable' });
});
