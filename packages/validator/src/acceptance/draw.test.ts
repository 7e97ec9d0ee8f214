import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openItems } from '../read-items.js';
import { validate } from '../validate.js';
import { drawSample, type PlanSettings, planSample } from './draw.js';
import { surveyFrame } from './frame.js';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

type Item = {
  readonly id: string;
  readonly question: string;
  readonly choices: readonly string[];
  readonly answer: number | null;
  readonly sub: string;
};

const item = (sub: string, k: number): Item => ({
  id: `${sub}-${k}`,
  question: `${sub} ${k}번 상황에서 알맞은 행동은?`,
  choices: ['가', '나', '다', '라'],
  answer: k % 4,
  sub,
});

async function deliverable(files: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-표본-'));
  folders.push(root);
  await mkdir(join(root, 'data'));
  const manifest = {
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: { name: 'sampled', title: '표본', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
    subMetrics: ['예절', '법'].map((id) => ({ id, itemType: 'multiple-choice' })),
    resources: [{ path: 'data/*.jsonl', subMetric: { field: 'sub' }, split: { value: 'public' } }],
  };
  await writeFile(join(root, 'benchmark.json'), JSON.stringify(manifest));
  for (const [name, items] of Object.entries(files))
    await writeFile(join(root, 'data', `${name}.jsonl`), items.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return root;
}

const settings: PlanSettings = {
  rule: { method: 'proportion', accuracy: 0.9, confidence: 0.9, margin: 0.1 },
  seed: '2024',
  doubleShare: 0.2,
};

async function sampleOf(root: string, given: PlanSettings = settings) {
  const open = await openItems(root, new AbortController().signal);
  if (!open.ok) throw new Error('unusable');
  try {
    const frame = await surveyFrame(open);
    const plan = planSample(frame, given);
    return { frame, plan, items: await drawSample(open, frame, plan) };
  } finally {
    await open.close();
  }
}

const SOME = [...Array.from({ length: 60 }, (_, k) => item('예절', k)), ...Array.from({ length: 40 }, (_, k) => item('법', k))];

it('draws of every sub-metric as many items as the plan says, the same ones in whatever order and files they come', async () => {
  const one = await sampleOf(await deliverable({ a: SOME }));
  const other = await sampleOf(await deliverable({ b: SOME.slice(33).reverse(), c: SOME.slice(0, 33) }));
  expect(one.plan.strata).toMatchObject([
    { subMetric: '예절', population: 60, size: 18, doubles: 4 },
    { subMetric: '법', population: 40, size: 16, doubles: 4 },
  ]);
  expect(one.items.filter(({ sampled }) => sampled.subMetric === '예절')).toHaveLength(18);
  expect(one.items.filter(({ sampled }) => sampled.double)).toHaveLength(8);
  const known = ({ items }: typeof one) =>
    items.map(({ sampled: { item: n, id, print, sha256, double } }) => ({ n, id, print, sha256, double }));
  expect(known(other)).toEqual(known(one));
  expect(other.frame.print).toBe(one.frame.print);
  expect(one.items[0]?.asked.question).toContain('번 상황에서');
});

it('draws others by another seed', async () => {
  const root = await deliverable({ a: SOME });
  const ids = async (seed: string) => (await sampleOf(root, { ...settings, seed })).items.map(({ sampled }) => sampled.id);
  expect(await ids('2025')).not.toEqual(await ids('2024'));
});

it('draws from valid distinct items alone, as many as the report counts', async () => {
  const broken = { ...item('예절', 900), choices: 'none' };
  const root = await deliverable({
    a: [
      ...SOME,
      { ...item('법', 1), id: 'copy' },
      { ...item('예절', 901), id: '예절-1' },
      broken,
      { ...item('예절', 902), sub: '없음' },
    ],
  });
  const { frame } = await sampleOf(root);
  const { report } = await validate(root, { language: 'ko', engine: 'inline' });
  expect(frame.strata.map(({ size }) => size)).toEqual([60, 40]);
  expect(report.subMetrics.map(({ unique }) => unique)).toEqual([60, 40]);
});

it('knows another frame by its print where an item or a key is another', async () => {
  const prints = await Promise.all(
    [SOME, SOME.slice(1), SOME.map((one) => (one.id === '법-7' ? { ...one, answer: 0 } : one))].map(
      async (items) => (await sampleOf(await deliverable({ a: items }))).frame.print,
    ),
  );
  expect(new Set(prints).size).toBe(3);
});
