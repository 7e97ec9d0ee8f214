import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULES } from '@jatdae/rules';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Certificate, RuleCertificate } from './certificate.js';
import { selftest } from './selftest.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../../../../fixtures/${name}/deliverable/`, import.meta.url));
const ACCEPTED = fixture('accepted');
let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-selftest-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function certify(target: string): Promise<Certificate> {
  const temp = await mkdtemp(join(root, 'temp-'));
  const result = await selftest(target, { seed: 1, each: 1, items: 1000, temp });
  expect(await readdir(temp)).toEqual([]);
  if (result.status !== 'done') throw new Error(JSON.stringify(result.problems));
  return result.certificate;
}

const failed = ({ rules }: Certificate): RuleCertificate[] =>
  rules.filter(({ planted, caught, falseAlarms }) => planted !== caught || (falseAlarms ?? 0) > 0);
const codesOf = (rows: readonly { readonly code: string }[]): string[] => rows.map(({ code }) => code);
const reasonFor = ({ notPlanted }: Certificate, code: string): string | undefined =>
  notPlanted.find((row) => row.code === code)?.reason;

let accepted: Promise<Certificate> | null = null;
const certifyAccepted = (): Promise<Certificate> => (accepted ??= certify(ACCEPTED));

it('finds every defect that it plants into a copy, and raises no false alarm', async () => {
  const certificate = await certifyAccepted();
  expect(certificate).toMatchObject({ items: 60, copied: 60, leftOut: 0, seed: 1 });
  expect(failed(certificate)).toEqual([]);
  expect(codesOf(certificate.rules)).toEqual(expect.arrayContaining(['E004', 'E005']));
  expect(certificate.rules.length).toBeGreaterThan(55);
}, 180_000);

it('names every rule: what was planted for it, or why nothing was', async () => {
  const certificate = await certifyAccepted();
  const named = [...codesOf(certificate.rules), ...codesOf(certificate.notPlanted)].sort();
  expect(named).toEqual(RULES.map(({ meta }) => meta.code).sort());
  expect(reasonFor(certificate, 'A001')).toBe('no-media');
  expect(reasonFor(certificate, 'C005')).toBe('several-manifests');
  expect(reasonFor(certificate, 'E006')).toBe('few-keyed-items');
  expect(reasonFor(certificate, 'E007')).toBe('few-keyed-items');
}, 180_000);

it('plants missing, wrong and repeated media', async () => {
  const certificate = await certify(fixture('A003-unused-media'));
  expect(failed(certificate)).toEqual([]);
  expect(codesOf(certificate.rules)).toEqual(expect.arrayContaining(['A001', 'A002', 'A003', 'A004', 'A005']));
}, 180_000);

it('writes tables and JSON documents in their own formats, says what it does not write, and cuts such files as they are', async () => {
  const tables = await certify(fixture('accepted-table-formats'));
  expect(failed(tables)).toEqual([]);
  expect(tables.rewritten.map(({ format, writtenAs }) => [format, writtenAs])).toEqual([
    ['parquet', 'jsonl'],
    ['xlsx', 'jsonl'],
  ]);
  expect(tables.rules.find(({ code }) => code === 'F005')?.planted).toBe(3);
  expect(codesOf(tables.rules)).toEqual(expect.arrayContaining(['F011', 'F012']));
  const texts = await certify(fixture('accepted-text-formats'));
  expect(failed(texts)).toEqual([]);
  expect(texts.rewritten.map(({ format }) => format)).toEqual(['yaml']);
}, 180_000);

/** A deliverable of one sub-metric with enough items for what is told of distributions. */
async function manyItems(side: (k: number) => string, models = 0, metric = 'accuracy'): Promise<string> {
  const folder = await mkdtemp(join(root, 'many-'));
  const [words, places] = [
    ['가로', '세로', '높이', '둘레', '넓이', '무게', '길이', '부피'],
    ['A', 'B', 'C', 'D'],
  ];
  const word = (k: number): string => words[k % words.length] ?? '';
  const lines = Array.from({ length: 300 }, (_, k) => {
    const question = `${word(k * 7)} ${word(k * 3 + 1)} ${(k * 37) % 1009}번 ${word(k >> 3)} ${word(k >> 5)} 가운데 무엇이 ${k}번째입니까?`;
    const choices = places.map((_, c) => `${word(k + c)} ${'나다라마'[(k * 3 + c) % 4]}${(k * 4 + c) % 97}`);
    const answer = side(k) === 'leaderboard' ? null : places[(k >> 2) % 4];
    return JSON.stringify({ id: `q${k}`, split: side(k), category: word(k), question, choices, answer });
  });
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data/a.jsonl'), `${lines.join('\n')}\n`);
  const profile = await readFile(join(ACCEPTED, 'profile.yaml'), 'utf8');
  await writeFile(join(folder, 'profile.yaml'), profile.replace('min: 3', 'min: 1'));
  const manifest = {
    jatdae: 1,
    profile: 'profile.yaml',
    dataset: {
      name: 'many',
      title: '많은 문항',
      version: '1.0.0',
      task: 8,
      modalities: ['text'],
      languages: ['ko'],
      leaderboardAnswers: 'withheld',
    },
    subMetrics: [{ id: 'a', itemType: 'multiple-choice', metric }],
    resources: [
      {
        path: 'data/a.jsonl',
        subMetric: { value: 'a' },
        split: { field: 'split' },
        fields: {
          id: 'id',
          question: 'question',
          choices: 'choices',
          category: 'category',
          answer: { field: 'answer', as: 'letter' },
        },
      },
    ],
    experiments: Array.from({ length: models }, (_, m) => ({
      id: `m${m}`,
      model: { name: `m${m}`, kind: 'llm' },
      predictions: `experiments/m${m}.jsonl`,
      scores: { a: 0.5 },
    })),
  };
  await writeFile(join(folder, 'benchmark.json'), JSON.stringify(manifest));
  return folder;
}

it('shifts keys, lengths, categories and splits where there are enough items', async () => {
  const certificate = await certify(await manyItems((k) => (k % 10 === 0 ? 'leaderboard' : 'public')));
  expect(failed(certificate)).toEqual([]);
  const shifted = ['D003', 'D004', 'D005', 'D006', 'H001', 'H002', 'H006', 'I011', 'S002'];
  expect(codesOf(certificate.rules)).toEqual(expect.arrayContaining(shifted));
  expect(reasonFor(certificate, 'E006')).toBe('few-models');
}, 180_000);

const open = (): string => 'public';

it('plants what only answers of several models show: all of them right, all wrong, and keys that they do not choose', async () => {
  const certificate = await certify(await manyItems(open, 3));
  expect(certificate.rules.filter(({ code }) => code === 'E006' || code === 'E007')).toMatchObject([
    { code: 'E006', planted: 2, caught: 2, before: 0 },
    { code: 'E007', planted: 1, caught: 1, before: 0 },
  ]);
}, 180_000);

it('says where models are too few for wrong keys, and where no answer is right or wrong', async () => {
  const two = await certify(await manyItems(open, 2));
  expect(codesOf(two.rules)).toContain('E006');
  expect(reasonFor(two, 'E007')).toBe('few-models');
  expect(reasonFor(await certify(await manyItems(open, 3, 'judge')), 'E007')).toBe('no-share-of-right-answers');
}, 180_000);

it('plants the same from the same seed, and leaves the deliverable as it is', async () => {
  const folder = join(root, 'deliverable');
  await cp(ACCEPTED, folder, { recursive: true });
  const before = await readFile(join(folder, 'data/counting.jsonl'));
  expect(await certify(folder)).toEqual(await certifyAccepted());
  expect(await readFile(join(folder, 'data/counting.jsonl'))).toEqual(before);
}, 180_000);

it('says what a deliverable’s own profile makes the checks blind to', async () => {
  const folder = join(root, 'blind');
  await cp(ACCEPTED, folder, { recursive: true });
  const profile = await readFile(join(folder, 'profile.yaml'), 'utf8');
  await writeFile(join(folder, 'profile.yaml'), `${profile}rules: {P004: {options: {allow: ['*']}}}\n`);
  const blind = (await certify(folder)).rules.find(({ code }) => code === 'P004');
  expect(blind).toMatchObject({ planted: 1, caught: 0, missed: [expect.stringMatching(/^data\/\d+\.jsonl:\d+$/)] });
}, 180_000);

it('says how much room the copy takes before it is there, and does not begin where that is refused', async () => {
  const temp = await mkdtemp(join(root, 'room-'));
  const refuse = (bytes: number, folder: string): void => {
    throw new Error(`${bytes} in ${folder}`);
  };
  await expect(selftest(ACCEPTED, { seed: 1, each: 1, items: 60, temp, onNeed: refuse })).rejects.toThrow(/^\d{4,5} in /);
  expect(await readdir(temp)).toEqual([]);
});

it('removes the copy when it is interrupted, at any moment', async () => {
  for (const delay of [0, 30, 150, 400]) {
    const temp = await mkdtemp(join(root, 'interrupted-'));
    const controller = new AbortController();
    const running = selftest(ACCEPTED, { seed: 1, each: 1, items: 60, temp, signal: controller.signal });
    setTimeout(() => controller.abort(), delay);
    await expect(running).rejects.toThrow(/abort/i);
    expect(await readdir(temp)).toEqual([]);
  }
}, 180_000);

it('says what is wrong with a manifest that cannot be used', async () => {
  const folder = await mkdtemp(join(root, 'bad-'));
  await writeFile(join(folder, 'benchmark.yaml'), 'jatdae: 1\n');
  expect(await selftest(folder, { seed: 1, each: 1, items: 10, temp: root })).toMatchObject({ status: 'unusable' });
});
