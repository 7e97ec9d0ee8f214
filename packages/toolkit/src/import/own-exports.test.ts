import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@jatdae/schema';
import { validate } from '@jatdae/validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compareDeliveries, type DeliveryDiff } from '../diff/deliverables.js';
import { exportDeliverable } from '../export/export.js';
import { everyType, PNG, type SubMetricItems, writeDeliverable } from '../export/testing/deliverable.js';
import type { Proposal } from '../init/proposal.js';
import { importInto } from './testing/import-into.js';

let root: string;
let source: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-import-'));
  const [first, ...others] = everyType();
  const items = [{ id: 'p', question: '무엇?', choices: ['가', '나'], answer: 0, media: ['a.png'] }, ...(first?.items ?? [])];
  const letters = { id: '글자', itemType: 'multiple-choice', items: quiz((key) => 'ABC'.charAt(key)) };
  source = await writeDeliverable([{ ...first, id: first?.id ?? '', itemType: 'multiple-choice', items }, ...others, letters], {
    media: { 'a.png': PNG },
    dataset: { canary: '0d6b0a52-5a3b-4d5c-9d0e-6a3f1c2b7e94' },
  });
});
afterAll(async () => {
  for (const folder of [root, source]) await rm(folder, { recursive: true, force: true });
});

const quiz = (answer: (key: number) => unknown): SubMetricItems['items'] =>
  Array.from({ length: 12 }, (_, k) => ({
    id: `${answer(0)}-${k}`,
    split: k < 10 ? 'public' : 'leaderboard',
    question: `${answer(0)} 꼴의 ${k}번 물음`,
    choices: ['가', '나', '다'],
    answer: answer(k % 3),
  }));

async function roundTrip(to: 'croissant' | 'datapackage'): Promise<{ folder: string; diff: DeliveryDiff; proposal: Proposal }> {
  const folder = join(root, to);
  await exportDeliverable(source, { to, output: folder, includeLeaderboard: true });
  const { proposal } = await importInto(folder);
  const compared = await compareDeliveries(source, folder, { signal: new AbortController().signal, keep: 100 });
  if (compared.status !== 'compared') throw new Error(JSON.stringify(compared));
  return { folder, diff: compared.diff, proposal };
}

async function judged(target: string): Promise<Report> {
  const result = await validate(target, { language: 'en', engine: 'inline' });
  if (result.status !== 'judged') throw new Error(JSON.stringify(result.problems));
  return result.report;
}

describe.each(['croissant', 'datapackage'] as const)('an export as %s that is imported again', (to) => {
  let folder: string;
  let diff: DeliveryDiff;
  let proposal: Proposal;
  beforeAll(async () => {
    ({ folder, diff, proposal } = await roundTrip(to));
  });

  it('has the same items with the same ids, sub-metrics and splits', () => {
    expect(diff).toMatchObject({ added: { count: 0 }, removed: { count: 0 }, subMetrics: [] });
    expect(diff.by).toMatchObject({ id: 0, split: 0, 'sub-metric': 0 });
    expect(diff.old.items).toBe(121);
    expect(diff.new).toMatchObject({ items: 121, broken: 0, name: 'small-eval', version: '1.2.0' });
  });

  it('asks and answers the same, but for lists that stand as text, of which it warns', () => {
    const changed = diff.changed.first.flatMap(({ what, new: place }) =>
      what.filter((one) => one !== 'other').map((one) => `${place.path.split('/').at(-1)?.split('.')[0]}: ${one}`),
    );
    expect([...new Set(changed)]).toEqual(to === 'croissant' ? ['짧은_답: answer'] : ['짧은_답: answer', '대화: content']);
    const warned = proposal.warnings.flatMap(({ en }) => /^data\/([^.]*).*JSON text/u.exec(en)?.[1] ?? []);
    expect(warned).toEqual(to === 'croissant' ? ['짧은_답'] : ['짧은_답', '대화']);
  });

  it('is judged as the delivery is: every answer names a choice, every size and hash is the declared one', async () => {
    const [was, is] = await Promise.all([source, folder].map(judged));
    const sides = (report: Report | undefined): unknown =>
      report?.subMetrics.map(({ id, public: open, leaderboard }) => [id, open, leaderboard]);
    expect(sides(is)).toEqual(sides(was));
    const found = is?.rules.filter(({ code, count }) => count > 0 && /^(?:I00[1-9]|M007)/.test(code)).map(({ code }) => code);
    expect(found).toEqual([]);
  });

  it('has the titles, the license and the canary of the delivery, and says where each comes from', async () => {
    const text = await readFile(join(folder, 'benchmark.yaml'), 'utf8');
    const { dataset, subMetrics, resources, media } = parse(text);
    expect(dataset).toMatchObject({
      title: '작은 평가',
      license: 'CC-BY-SA-4.0',
      canary: '0d6b0a52-5a3b-4d5c-9d0e-6a3f1c2b7e94',
    });
    expect(subMetrics).toContainEqual(expect.objectContaining({ id: '상식: 역사 <근대>', title: '상식과 역사' }));
    expect(media).toEqual({ root: '.' });
    for (const { sha256 } of resources) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(text).toContain('name: small-eval # 설명에서');
  });
});
