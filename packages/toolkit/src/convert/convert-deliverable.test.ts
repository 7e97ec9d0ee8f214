import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ConvertedDeliverable, convertDeliverable } from './convert-deliverable.js';
import { TARGETS, type Target } from './losses.js';

const ACCEPTED = fileURLToPath(new URL('../../../../fixtures/accepted/deliverable/', import.meta.url));

let root: string;
let made = 0;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-변환-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

type Done = Extract<ConvertedDeliverable, { status: 'converted' }> & { readonly out: string };
async function convert(target: string, to: Target): Promise<Done> {
  const out = join(root, `out-${made++}`);
  const result = await convertDeliverable(target, out, { to, language: 'en' });
  if (result.status !== 'converted') throw new Error('unusable');
  return { ...result, out };
}

async function write(resource: object, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(root, 'in-'));
  const manifest = {
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: { name: 'a', title: '작은 납품물', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
    subMetrics: [{ id: '예절', itemType: 'multiple-choice' }],
    resources: [
      { split: { value: 'public' }, fields: { id: 'id', question: 'q', choices: 'choices', answer: 'answer' }, ...resource },
    ],
  };
  for (const [path, content] of Object.entries({ 'benchmark.json': JSON.stringify(manifest, null, 2), ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

const item = '{"id":"q1","q":"물음입니다","choices":["가","나"],"answer":"가"}\n';
const findings = ({ after }: Done): string[] => after.rules.flatMap(({ code, count }) => (count > 0 ? [code] : []));

it.each(TARGETS)(
  'a deliverable that is accepted still is as %s, and back again',
  async (to) => {
    const there = await convert(ACCEPTED, to);
    const back = await convert(there.out, 'jsonl');
    for (const { after, before } of [there, back]) {
      expect(after.verdict).toBe('accepted');
      expect(after.subMetrics).toEqual(before.subMetrics);
    }
    expect((await readdir(join(there.out, 'data'))).every((name) => name.endsWith(`.${to}`))).toBe(true);
  },
  120_000,
);

it('the manifest names the new files, and no longer what only the old ones had', async () => {
  const csv = 'id;q;choices;answer\r\nq1;물음입니다;"[""가"",""나""]";가\r\n';
  const folder = await write(
    {
      path: 'data/{subMetric}.csv'.replace('{subMetric}', '*'),
      subMetric: { path: 'data/{subMetric}.csv' },
      format: 'csv',
      encoding: 'utf-8',
      csv: { delimiter: ';' },
      bytes: 1,
      sha256: '0'.repeat(64),
    },
    { 'data/예절.csv': csv },
  );
  const done = await convert(folder, 'parquet');
  const { resources } = JSON.parse(await readFile(join(done.out, 'benchmark.json'), 'utf8')) as {
    resources: Record<string, unknown>[];
  };
  expect(resources[0]).toMatchObject({
    path: 'data/*.parquet',
    format: 'parquet',
    subMetric: { path: 'data/{subMetric}.parquet' },
  });
  expect(Object.keys(resources[0] ?? {})).not.toEqual(expect.arrayContaining(['encoding']));
  expect(resources[0]).not.toHaveProperty('csv');
  expect(findings(done)).not.toContain('M007');
});

it.each([
  [
    'two files of one new name',
    { path: 'data/*' },
    { 'data/a.jsonl': item, 'data/a.json': item },
    'csv',
    /both be called data\/a\.csv/,
  ],
  [
    'a glob that does not match the new names',
    { path: 'data/*.{jsonl,txt}' },
    { 'data/a.jsonl': item },
    'csv',
    /end it with their extension/,
  ],
  [
    'a field inside a value',
    { path: 'a.jsonl', fields: { id: 'id', question: 'q.text' } },
    { 'a.jsonl': item },
    'csv',
    /\/q\/text/,
  ],
  ['members of an archive', { path: 'a.zip!/*.jsonl' }, {}, 'csv', /one by one/],
  ['a record that cannot be read', { path: 'a.jsonl' }, { 'a.jsonl': `${item}{` }, 'json', /record 2 cannot be read/],
] as const)('%s is refused, and nothing is left', async (_, resource, files, to, message) => {
  const folder = await write({ subMetric: { value: '예절' }, ...resource }, files);
  const before = await readdir(root);
  await expect(convertDeliverable(folder, join(root, 'out'), { to, language: 'en' })).rejects.toThrow(message);
  expect(await readdir(root)).toEqual(before);
});
