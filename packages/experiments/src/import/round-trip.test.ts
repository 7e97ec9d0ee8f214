import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from '@jatdae/validator';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testItems, writeDeliverable, writeManifest } from '../testing/deliverable.js';
import { choiceSample, writeRun } from '../testing/lm-eval.js';
import { take } from '../testing/take.js';

const ITEMS = testItems(40);
let root = '';
let source = '';

beforeEach(async () => {
  root = await writeDeliverable(ITEMS);
  source = await mkdtemp(join(tmpdir(), 'jatdae-결과-'));
});

afterEach(() => Promise.all([root, source].map((folder) => rm(folder, { recursive: true }))));

it('gives an entry that the manifest takes as it is, files that are accounted for, and scores that the predictions give', async () => {
  const samples = ITEMS.map((item, k) =>
    choiceSample({ doc: { id: item.id }, offered: item.choices, target: k % 4, chosen: k % 5 === 0 ? (k + 1) % 4 : k % 4 }, k),
  );
  await writeRun(source, samples);
  const { entry } = await take(root, source);
  await writeManifest(root, entry);
  const result = await validate(root, { language: 'en' });
  expect(result.status).toBe('judged');
  const count = (code: string) => result.report.rules.find((row) => row.code === code)?.count;
  const codes = ['M002', 'M006', 'E003', 'E004', 'E005'];
  expect(codes.map((code) => [code, count(code)])).toEqual(codes.map((code) => [code, 0]));
  const { experiments } = result.report.statistics as { experiments: { scores: object[] }[] };
  expect(experiments[0]?.scores).toMatchObject([{ items: 36, predicted: 36, declared: 0.7778, state: 'reproduced' }]);
});
