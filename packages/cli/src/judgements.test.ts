import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Judgements } from '@jatdae/schema';
import { drawSample, openItems, planSample, surveyFrame } from '@jatdae/validator';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from './testing/call.js';
import { makeDeliverable } from './testing/deliverable.js';

let folder: string;
let desk: string;

beforeEach(async () => {
  folder = await makeDeliverable();
  desk = await mkdtemp(join(tmpdir(), 'jatdae-판정-'));
});

afterEach(async () => {
  for (const each of [folder, desk]) await rm(each, { recursive: true, force: true });
});

/** As `jatdae review` exports them: every item of the sample passed. */
async function judgementsFile(): Promise<string> {
  const open = await openItems(folder, new AbortController().signal);
  if (!open.ok) throw new Error('unusable');
  const frame = await surveyFrame(open);
  const plan = planSample(frame, {
    rule: { method: 'proportion', accuracy: 0.95, confidence: 0.95, margin: 0.05 },
    seed: '2024',
    doubleShare: 0,
  });
  const items = (await drawSample(open, frame, plan)).map(({ sampled }) => sampled);
  const { name, version } = open.manifest.dataset;
  await open.close();
  const file: Judgements = {
    jatdae: '0.1.0',
    judgements: 1,
    deliverable: { name, version, frame: frame.print },
    plan,
    items,
    given: items.map(({ item }) => ({
      id: `00000000-0000-4000-8000-${String(item).padStart(12, '0')}`,
      item,
      reviewer: '김심사',
      verdict: 'pass',
      defect: null,
      note: null,
      at: '2026-01-01T00:00:00.000Z',
    })),
    adjudications: [],
  };
  const path = join(desk, 'judgements.json');
  await writeFile(path, JSON.stringify(file));
  return path;
}

it('validate judges semantic accuracy by what reviewers said, and reads well', async () => {
  const path = await judgementsFile();
  const { out } = await call('validate', folder, '--judgements', path);
  expect(out).toMatch(/N-SEM +의미 정확성/u);
  expect(out).toContain('정확도 95% 이상');
  expect(out).toContain('100% (예절)');
  expect(out).toContain('결함 0개');
  const english = await call('validate', folder, '--judgements', path, '--lang', 'en');
  expect(english.out).toMatch(/N-SEM +Semantic accuracy/u);
});

it('a receipt names the judgements, and is verified with them alone', async () => {
  const path = await judgementsFile();
  const receipt = join(desk, 'receipt.json');
  expect(await call('sign', folder, '-o', receipt, '--judgements', path)).toMatchObject({ code: 0 });
  expect(await call('verify', folder, receipt, '--replay', '--judgements', path)).toMatchObject({ code: 0 });
  const without = await call('verify', folder, receipt, '--replay');
  expect(without).toMatchObject({ code: 2 });
  expect(without.err).toContain('--judgements');
});

it('a file that is something else is refused with what it should be', async () => {
  for (const text of ['', '{', '[]', '{"judgements": 1}', 'waivers: []']) {
    const path = join(desk, 'other.json');
    await writeFile(path, text);
    const { code, err } = await call('validate', folder, '--judgements', path);
    expect(code).toBe(2);
    expect(err).toContain('jatdae review');
    expect(err).toContain(path);
  }
  expect(await call('validate', folder, '--judgements', join(desk, 'missing.json'))).toMatchObject({ code: 2 });
});
