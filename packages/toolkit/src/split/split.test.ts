import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { validate } from '@jatdae/validator';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, writeDeliverable } from '../testing/deliverable.js';
import { type SplitOptions, type SplitResult, type SplitTask, splitDeliverable } from './split.js';

interface Item {
  readonly id: string;
  readonly sub: string;
  readonly category?: string;
  readonly passage?: string;
  readonly question?: string;
}

const RESOURCE = '  - {path: data/*.jsonl, subMetric: {field: sub}}\n';
const record = (item: Item): object => ({ question: `${item.id}번 질문`, choices: ['가', '나', '다'], answer: '가', ...item });
const range = <T>(count: number, make: (k: number) => T): T[] => Array.from({ length: count }, (_, k) => make(k));

const folders: string[] = [];
let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'jatdae-split-'));
  folders.push(out);
});
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** The items in files of at most `perFile`. */
async function deliverable(items: readonly Item[], perFile = 1_000, resources = RESOURCE): Promise<string> {
  const files: Record<string, string> = {};
  for (let at = 0; at < items.length; at += perFile)
    files[`data/${at}.jsonl`] = jsonLines(items.slice(at, at + perFile).map(record));
  const folder = await writeDeliverable(resources, files);
  folders.push(folder);
  return folder;
}

type Done = Extract<SplitResult, { status: 'done' }>;

async function split(target: string, task: SplitTask = { kind: 'list' }, more: Partial<SplitOptions> = {}): Promise<Done> {
  const options = {
    seed: '공개한 시드',
    share: '0.1',
    by: [],
    groupBy: null,
    near: true,
    signal: new AbortController().signal,
    ...more,
  };
  const result = await splitDeliverable(target, options, task);
  if (result.status !== 'done') throw new Error(JSON.stringify(result));
  return result;
}

const idsOf = ({ listed }: Done): string[] => listed.map(({ id }) => id);
const folderTask = (name = 'out'): SplitTask => ({ kind: 'folder', folder: join(out, name), field: 'split' });

it('draws the same items whatever order and files they stand in', async () => {
  const items = range(240, (k) => ({ id: `q-${k}`, sub: k % 3 === 0 ? '명절' : '예절' }));
  const wanted = idsOf(await split(await deliverable(items)));
  expect(wanted).toHaveLength(24);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(items, { minLength: items.length }),
      fc.integer({ min: 20, max: 300 }),
      async (shuffled, perFile) => {
        expect(idsOf(await split(await deliverable(shuffled, perFile)))).toEqual(wanted);
      },
    ),
    { numRuns: 8 },
  );
});

it('draws other items for another seed', async () => {
  const target = await deliverable(range(200, (k) => ({ id: `q-${k}`, sub: '예절' })));
  expect(idsOf(await split(target, undefined, { seed: 'a' }))).not.toEqual(idsOf(await split(target, undefined, { seed: 'b' })));
});

it('gives every sub-metric its share to one item, whatever their sizes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(150), fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 99 }), async (a, b, percent) => {
      const items = [...range(a, (k) => ({ id: `a${k}`, sub: '예절' })), ...range(b, (k) => ({ id: `b${k}`, sub: '명절' }))];
      const { summary } = await split(await deliverable(items), undefined, { share: `${percent}%` });
      for (const { items: count, wanted, drawn } of summary.subMetrics) {
        expect(drawn).toBe(wanted);
        expect(Math.abs(drawn - (count * percent) / 100)).toBeLessThan(1);
      }
      expect(summary.drawn).toBe(Math.round(((a + b) * percent) / 100 + 1e-9));
    }),
    { numRuns: 12 },
  );
});

it('is even in the fields that are named, within each sub-metric', async () => {
  const items = range(400, (k) => ({ id: `q-${k}`, sub: k < 200 ? '예절' : '명절', category: k % 4 === 0 ? '드묾' : '흔함' }));
  const drawn = new Set(idsOf(await split(await deliverable(items), undefined, { by: ['category'] })));
  const count = (sub: string, category: string): number =>
    items.filter((item) => drawn.has(item.id) && item.sub === sub && item.category === category).length;
  expect([count('예절', '드묾'), count('예절', '흔함'), count('명절', '드묾'), count('명절', '흔함')]).toEqual([5, 15, 5, 15]);
});

describe('what stays together', () => {
  it('never cuts a group, also where it stands in several sub-metrics', async () => {
    const items = range(300, (k) => ({ id: `q-${k}`, sub: k % 5 === 0 ? '명절' : '예절', passage: `지문 ${Math.floor(k / 7)}` }));
    const result = await split(await deliverable(items), undefined, { groupBy: 'passage' });
    const drawn = new Set(idsOf(result));
    const sides = new Map<string | undefined, Set<boolean>>();
    for (const { id, passage } of items) sides.set(passage, (sides.get(passage) ?? new Set()).add(drawn.has(id)));
    expect([...sides.values()].filter(({ size }) => size > 1)).toEqual([]);
    expect(result.summary.groups).toMatchObject({ count: 43, items: 300, largest: 7 });
  });

  it('keeps the same item, and the same id, on one side', async () => {
    const items = range(100, (k) => ({ id: k < 50 ? `q-${k}` : `r-${k}`, sub: '예절', question: `${k % 50}` }));
    const drawn = new Set(idsOf(await split(await deliverable(items), undefined, { share: '0.3' })));
    expect(drawn.size).toBe(30);
    for (let k = 0; k < 50; k++) expect(drawn.has(`q-${k}`)).toBe(drawn.has(`r-${k + 50}`));
  });

  it('never cuts items that are near each other, in chains and in any order, unless it is told to', async () => {
    const sentence = '가게에서 사과와 배를 사고 남은 돈으로 버스를 타고 집에 돌아온 사람은 모두 몇 사람입니까';
    const words = `${sentence} 그 가운데 걸어서 돌아온 사람과 자전거로 돌아온 사람의 수를 견주어 알맞은 것을 고르십시오`.split(
      ' ',
    );
    const families = range(12, (f) => words.map((word) => `${word}${f}`));
    const items = range(120, (k) => {
      const [family, step] = [k % 12, Math.floor(k / 12)];
      const text = (families[family] ?? []).map((word, w) => (w === step ? `${word}요` : word)).join(' ');
      return { id: `q-${k}`, sub: '예절', question: text };
    });
    const result = await split(await deliverable(items));
    const cut = (drawn: ReadonlySet<string>): number[] =>
      range(12, (f) => f).filter((f) => new Set(items.filter((_, k) => k % 12 === f).map(({ id }) => drawn.has(id))).size > 1);
    expect(cut(new Set(idsOf(result)))).toEqual([]);
    expect(result.summary).toMatchObject({ groups: { count: 12, items: 120, largest: 10 }, notFullyCompared: 0 });
    expect(idsOf(await split(await deliverable(items.toReversed(), 50)))).toEqual(idsOf(result));
    expect(cut(new Set(idsOf(await split(await deliverable(items), undefined, { near: false }))))).not.toEqual([]);
    await split(await deliverable(items), folderTask());
    const { report } = await validate(join(out, 'out'), { language: 'ko', select: ['H004'] });
    expect(report.rules.find(({ code }) => code === 'H004')?.count).toBe(0);
    expect((await split(join(out, 'out'), { kind: 'check' })).difference).toBeNull();
  });

  it('says how near it came where groups leave no exact number', async () => {
    const items = range(60, (k) => ({ id: `q-${k}`, sub: '예절', passage: `${Math.floor(k / 20)}` }));
    const { summary } = await split(await deliverable(items), undefined, { groupBy: 'passage', share: '0.2' });
    expect(summary.subMetrics[0]).toEqual({ id: '예절', items: 60, wanted: 12, drawn: 20 });
  });
});

describe('a copy', () => {
  const items = range(100, (k) => ({ id: `q-${k}`, sub: k % 2 === 0 ? '예절' : '명절' }));

  it('holds the split, is accepted by the hold-out rules, and is found to follow from the seed', async () => {
    const target = await deliverable(items, 30);
    await writeFile(join(target, '읽어보기.txt'), '그대로');
    await split(target, folderTask());
    const { report } = await validate(join(out, 'out'), { language: 'ko', select: ['H', 'M'] });
    expect(report.subMetrics.map(({ leaderboard }) => leaderboard)).toEqual([5, 5]);
    expect(report.rules.filter(({ code, count }) => count > 0 && code !== 'M006')).toEqual([]);
    expect(await readFile(join(out, 'out', '읽어보기.txt'), 'utf8')).toBe('그대로');
    expect(await readFile(join(out, 'out', 'benchmark.yaml'), 'utf8')).toContain('# 손으로 쓴 것');
    expect((await split(join(out, 'out'), { kind: 'check' })).difference).toBeNull();
    expect((await split(join(out, 'out'), { kind: 'check' }, { seed: '다른 시드' })).difference).toMatchObject({
      path: 'data/0.jsonl',
    });
  });

  it('uses the words and the field of the manifest, and leaves all other bytes', async () => {
    const resource = `  - {path: d.jsonl.gz, subMetric: {value: 예절}, split: {field: meta.part, values: {train: public, test: leaderboard}}, sha256: ${'a'.repeat(64)}}\n`;
    const line = '{"id":"a", "n": 1.00, "meta":{"part":"train"},"question":"\\uac00","choices":["가","나"],"answer":"가"}';
    const target = await writeDeliverable(resource, {
      'd.jsonl.gz': gzipSync(`${line}\n${line.replace('"a"', '"b"').replace('ac00', 'ac01')}\n`),
    });
    folders.push(target);
    await split(target, folderTask(), { share: '0.5' });
    const lines = gunzipSync(await readFile(join(out, 'out', 'd.jsonl.gz')))
      .toString()
      .trimEnd()
      .split('\n');
    expect(lines.map((text) => text.replace('test', 'train').replace('"b"', '"a"').replace('ac01', 'ac00'))).toEqual([
      line,
      line,
    ]);
    expect(lines.filter((text) => text.includes('test'))).toHaveLength(1);
    expect(await readFile(join(out, 'out', 'benchmark.yaml'), 'utf8')).not.toContain('sha256');
  });

  it('is not made inside the deliverable, also where its manifest is named instead of its folder', async () => {
    const target = await deliverable(items);
    const task = { kind: 'folder', folder: join(target, 'inside'), field: 'split' } as const;
    await expect(split(join(target, 'benchmark.yaml'), task)).rejects.toThrow(/overlaps/);
    expect((await readdir(target)).sort()).toEqual(['benchmark.yaml', 'data']);
  });

  it('is not made where a field of that name holds something else, and nothing is left behind', async () => {
    const target = await deliverable(items.map((item) => ({ ...item, split: '장' })));
    await expect(split(target, folderTask())).rejects.toThrow(/--field/);
    expect(await readdir(out)).toEqual([]);
  });
});

it('does not split again what hides its answers already', async () => {
  const target = await deliverable(range(20, (k) => ({ id: `q-${k}`, sub: '예절' })));
  const manifest = await readFile(join(target, 'benchmark.yaml'), 'utf8');
  await writeFile(
    join(target, 'benchmark.yaml'),
    manifest.replace('languages: [ko]', 'languages: [ko], leaderboardAnswers: sealed'),
  );
  await expect(split(target, folderTask())).rejects.toThrow(/unseal/);
});

it('draws nothing where a record cannot be read, and says where', async () => {
  const target = await writeDeliverable(RESOURCE, {
    'data/a.jsonl.gz': gzipSync(jsonLines([record({ id: 'a', sub: '예절' })])).subarray(0, 40),
  });
  folders.push(target);
  await writeFile(
    join(target, 'benchmark.yaml'),
    (await readFile(join(target, 'benchmark.yaml'), 'utf8')).replace('*.jsonl', '*.jsonl.gz'),
  );
  const options = { seed: 'a', share: '0.1', by: [], groupBy: null, near: true, signal: new AbortController().signal };
  expect(await splitDeliverable(target, options, { kind: 'list' })).toMatchObject({
    status: 'incomplete',
    first: { path: 'data/a.jsonl.gz' },
  });
});

it('names a field that no item has', async () => {
  const target = await deliverable([{ id: 'a', sub: '예절' }]);
  await expect(split(target, undefined, { by: ['없는 필드'] })).rejects.toThrow('없는 필드');
});
