import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@jatdae/schema';
import { afterAll, expect, it } from 'vitest';
import { zipOf } from './testing/zip.js';
import { validate } from './validate.js';

const folder = mkdtempSync(join(tmpdir(), 'jatdae-압축-'));
afterAll(() => rmSync(folder, { recursive: true }));

const manifest = {
  jatdae: 1,
  profile: 'nia-2024-2',
  dataset: { name: 'zipped', title: '압축', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
  subMetrics: [{ id: '예절', itemType: 'multiple-choice' }],
  resources: [{ path: '자료/*.jsonl', schema: 'schemas/item.json', subMetric: { value: '예절' } }],
};
const items = [
  { id: 1, question: '첫째 질문은 무엇입니까?', choices: ['가', '나'], answer: 0 },
  { id: 1, question: '둘째 질문은 무엇입니까?', choices: ['가', '나'], answer: 1 },
  { id: 3, question: '?', choices: ['가', '나'], answer: 1 },
];
const files: Readonly<Record<string, string>> = {
  'benchmark.json': JSON.stringify(manifest),
  'schemas/item.json': JSON.stringify({ properties: { question: { minLength: 5 } } }),
  '자료/문항.jsonl': items.map((item) => `${JSON.stringify(item)}\n`).join(''),
};

const countsOf = ({ rules }: Report) => rules.filter(({ count }) => count > 0).map(({ code, count }) => [code, count]);

it('judges a delivery in a zip as it judges the folder', async () => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, 'plain', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'plain', path), text);
  }
  writeFileSync(join(folder, '납품.zip'), zipOf(files));
  const [plain, zipped] = await Promise.all(
    ['plain', '납품.zip'].map(async (name) => (await validate(join(folder, name), { language: 'ko', engine: 'inline' })).report),
  );
  expect(countsOf(zipped)).toEqual(countsOf(plain));
  expect(countsOf(zipped)).toEqual(
    expect.arrayContaining([
      ['I001', 1],
      ['I002', 1],
    ]),
  );
  expect(zipped.subMetrics).toEqual(plain.subMetrics);
  expect(zipped.complete).toBe(true);
});

it('refuses a zip that is cut short, with a sentence', async () => {
  writeFileSync(join(folder, '끊긴.zip'), readFileSync(join(folder, '납품.zip')).subarray(0, -30));
  const result = await validate(join(folder, '끊긴.zip'), { language: 'ko', engine: 'inline' });
  expect(result.status).toBe('unusable');
  expect(result.report.findings.map(({ code }) => code)).toEqual(['M001']);
});
