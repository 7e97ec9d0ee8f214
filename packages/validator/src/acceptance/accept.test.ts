import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Judgements, judgementsProblem, type Report } from '@jatdae/schema';
import { afterAll, expect, it } from 'vitest';
import { openItems } from '../read-items.js';
import { validate } from '../validate.js';
import { drawSample, type PlanSettings, planSample } from './draw.js';
import { surveyFrame } from './frame.js';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** Twenty items; `changed`: the key of one, by its number. `profile`: YAML of requirements that the profile adds. */
async function deliverable(changed: number | null = null, profile: string | null = null): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-판정-'));
  folders.push(root);
  await mkdir(join(root, 'data'));
  const items = Array.from({ length: 20 }, (_, k) => ({
    id: `q-${k}`,
    question: `${k}번 상황에서 알맞은 행동은?`,
    choices: ['가', '나', '다', '라'],
    answer: k === changed ? (k + 1) % 4 : k % 4,
  }));
  await writeFile(join(root, 'data', 'a.jsonl'), items.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const manifest = {
    jatdae: 1,
    profile: profile === null ? 'nia-2024-2' : 'profile.yaml',
    dataset: { name: 'judged', title: '판정', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
    subMetrics: [{ id: '예절', itemType: 'multiple-choice' }],
    resources: [{ path: 'data/*.jsonl', subMetric: { value: '예절' }, split: { value: 'public' } }],
  };
  await writeFile(join(root, 'benchmark.json'), JSON.stringify(manifest));
  if (profile !== null)
    await writeFile(join(root, 'profile.yaml'), `extends: nia-2024-2\nname: mine\nversion: '1'\nrequirements:\n${profile}`);
  return root;
}

const SETTINGS: PlanSettings = {
  rule: { method: 'proportion', accuracy: 0.9, confidence: 0.9, margin: 0.1 },
  seed: '2024',
  doubleShare: 0,
};

/** Of a plan over `root` with all items passed but the first `defects`. */
async function judged(root: string, defects: number, left = 0): Promise<Judgements> {
  const open = await openItems(root, new AbortController().signal);
  if (!open.ok) throw new Error('unusable');
  const frame = await surveyFrame(open);
  const plan = planSample(frame, SETTINGS);
  const items = (await drawSample(open, frame, plan)).map(({ sampled }) => sampled);
  await open.close();
  return {
    jatdae: '0.1.0',
    judgements: 1,
    deliverable: { name: 'judged', version: '1.0.0', frame: frame.print },
    plan,
    items,
    given: items.slice(left).map(({ item }, k) => ({
      id: `00000000-0000-4000-8000-${String(k).padStart(12, '0')}`,
      item,
      reviewer: '가',
      verdict: k < defects ? 'defect' : 'pass',
      defect: k < defects ? 'wrong-key' : null,
      note: null,
      at: '2026-01-01T00:00:00.000Z',
    })),
    adjudications: [],
  };
}

const reportOf = async (root: string, judgements?: Judgements): Promise<Report> =>
  (await validate(root, { language: 'ko', engine: 'inline', ...(judgements === undefined ? {} : { judgements }) })).report;
const rowOf = ({ requirements }: Report) => requirements.find(({ id }) => id === 'N-SEM');

it('has a row for semantic accuracy where judgements are handed in, and leaves the report as it is without them', async () => {
  const root = await deliverable();
  const file = await judged(root, 1);
  expect(await judgementsProblem(file)).toBeNull();
  expect(file.items).toHaveLength(12);
  const plain = await reportOf(root);
  expect(rowOf(plain)).toBeUndefined();
  const report = await reportOf(root, file);
  expect(rowOf(report)).toMatchObject({
    verdict: 'pass',
    measured: { share: 0.916666, subMetric: '예절', sample: 12, judged: 12, defects: 1 },
    threshold: { method: 'proportion', accuracy: 0.9, confidence: 0.9, margin: 0.1, doubleShare: 0 },
    rules: [],
  });
  expect(report.statistics.acceptance).toMatchObject({
    seed: '2024',
    verdict: 'pass',
    subMetrics: [{ kinds: [{ kind: 'wrong-key', count: 1 }] }],
  });
  expect(report.requirements.filter(({ id }) => id !== 'N-SEM')).toEqual(plain.requirements);
  expect(report.findings).toEqual(plain.findings);
});

it('fails with too many defects, and does not pass before everything is judged', async () => {
  const root = await deliverable();
  expect(rowOf(await reportOf(root, await judged(root, 2)))).toMatchObject({ verdict: 'fail', measured: { defects: 2 } });
  const open = rowOf(await reportOf(root, await judged(root, 0, 1)));
  expect(open).toMatchObject({ verdict: 'not-run', note: expect.stringContaining('12문항 가운데 11문항') });
  expect(rowOf(await reportOf(root, await judged(root, 2, 1)))).toMatchObject({ verdict: 'fail' });
});

const ASKED = `  - id: N-SEM
    title: {ko: 의미 정확성, en: Semantic accuracy}
    source: {ko: 사업계획서, en: project plan}
    rules: []
    threshold: {accuracy: 0.9, confidence: 0.9, margin: 0.1}
    reason: {ko: 사업계획서의 목표, en: target of the project plan}
    scope: deliverable
`;

it('is incomplete where the profile asks for it and nobody judged', async () => {
  const report = await reportOf(await deliverable(null, ASKED));
  expect(rowOf(report)).toMatchObject({ verdict: 'not-run', note: expect.stringContaining('jatdae review') });
});

it('counts for a profile only where the sample was planned for what it asks', async () => {
  const root = await deliverable(null, ASKED);
  expect(rowOf(await reportOf(root, await judged(root, 0)))).toMatchObject({ verdict: 'pass' });
  for (const [from, to, what] of [
    ['accuracy: 0.9', 'accuracy: 0.95', 'accuracy'],
    ['margin: 0.1', 'margin: 0.05', 'margin'],
    ['margin: 0.1', 'margin: 0.1, doubleShare: 0.1', 'doubleShare'],
    ['accuracy: 0.9', 'method: iso-2859-1, aql: 1', 'method'],
  ] as const) {
    const strict = await deliverable(null, ASKED.replace(from, to));
    expect(rowOf(await reportOf(strict, await judged(strict, 0)))).toMatchObject({
      verdict: 'not-run',
      note: expect.stringContaining(`(${what})`),
    });
  }
});

it('refuses judgements of other data, and those that were changed', async () => {
  const root = await deliverable();
  const file = await judged(root, 0);
  await expect(reportOf(await deliverable(3), file)).rejects.toThrow(/judge other data/u);
  const refused = (changed: Judgements) => expect(reportOf(root, changed)).rejects;
  const [first, second] = file.items;
  const [given] = file.given;
  if (first === undefined || second === undefined || given === undefined) throw new Error('nothing was drawn');
  await refused({ ...file, items: file.items.slice(1) }).toThrow(/not those that its seed draws/u);
  await refused({ ...file, items: [second, first, ...file.items.slice(2)] }).toThrow(/not those that its seed draws/u);
  await refused({ ...file, plan: { ...file.plan, seed: 'other' } }).toThrow(/not those that its seed draws/u);
  const lenient = file.plan.strata.map((stratum) => ({ ...stratum, accept: 5 }));
  await refused({ ...file, plan: { ...file.plan, strata: lenient } }).toThrow(/not those that its plan gives/u);
  await refused({ ...file, given: [...file.given, given] }).toThrow(/share an id/u);
  await refused({ ...file, given: [{ ...given, item: 99 }] }).toThrow(/not in its sample/u);
});
