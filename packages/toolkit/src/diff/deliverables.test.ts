import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareDeliveries, type DeliveryDiff, isSameDelivery } from './deliverables.js';

interface Item {
  readonly id?: string | null;
  readonly sub: string;
  readonly split: string;
  readonly question: string;
  readonly choices: readonly string[];
  readonly answer: number | null;
  readonly [more: string]: unknown;
}

const item = (k: number, more: Partial<Item> = {}): Item => ({
  id: `q${k}`,
  sub: k % 2 === 0 ? '예절' : '음식',
  split: k % 10 === 9 ? 'leaderboard' : 'public',
  question: `${k}번 질문입니다. 알맞은 것은?`,
  choices: ['가', '나', `${k}`],
  answer: k % 3,
  ...more,
});
const items = (count: number): Item[] => Array.from({ length: count }, (_, k) => item(k));

const MANIFEST = {
  jatdae: 1,
  profile: 'nia-2024-2',
  dataset: { name: 'small', title: '작은 것', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
  subMetrics: [
    { id: '예절', itemType: 'multiple-choice' },
    { id: '음식', itemType: 'multiple-choice' },
  ],
  resources: [
    {
      path: '자료/*.jsonl',
      subMetric: { field: 'sub' },
      split: { field: 'split' },
      fields: { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } },
    },
  ],
};

let root: string;
let made = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-견주기-'));
  await mkdir(join(root, 'temp'));
});
afterAll(() => rm(root, { recursive: true }));

const line = (one: unknown): string => `${JSON.stringify(one)}\n`;

/** A delivery of files of lines. */
async function delivery(files: Readonly<Record<string, string>>, manifest: object = MANIFEST): Promise<string> {
  const folder = join(root, String(made++));
  await mkdir(join(folder, '자료'), { recursive: true });
  await writeFile(join(folder, 'benchmark.json'), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, '자료', name), text);
  return folder;
}

const deliveryOf = (list: readonly unknown[], manifest?: object): Promise<string> =>
  delivery({ 'a.jsonl': list.map(line).join('') }, manifest);

async function diffOf(old: string, now: string, memory?: number): Promise<DeliveryDiff> {
  const result = await compareDeliveries(old, now, {
    signal: new AbortController().signal,
    keep: 50,
    temp: join(root, 'temp'),
    ...(memory === undefined ? {} : { memory }),
  });
  if (result.status !== 'compared') throw new Error(result.status);
  return result.diff;
}

const between = async (old: readonly unknown[], now: readonly unknown[]): Promise<DeliveryDiff> =>
  diffOf(await deliveryOf(old), await deliveryOf(now));
const counts = ({ same, added, removed, changed }: DeliveryDiff) => [same, added.count, removed.count, changed.count];

it('finds nothing where items moved, stand in other files, or are written in another way', async () => {
  const list = items(30);
  const rewritten = [...list].reverse().map((one) => Object.fromEntries(Object.entries(one).reverse()));
  const text = rewritten.map((one) => `${JSON.stringify(one, null, 1).replaceAll('\n', ' ')}\r\n`);
  const escaped = text.map((one) => one.replace(/[가-힣]/gu, (c) => `\\u${c.charCodeAt(0).toString(16)}`));
  const other = await delivery({ 'b.jsonl': escaped.slice(0, 11).join(''), 'c.jsonl': text.slice(11).join('') });
  const diff = await diffOf(await deliveryOf(list), other);
  expect(counts(diff)).toEqual([30, 0, 0, 0]);
  expect(isSameDelivery(diff)).toBe(true);
});

it('says in what an item differs', async () => {
  const changes: readonly (readonly [Partial<Item>, string])[] = [
    [{ question: '다른 질문입니다.' }, 'content'],
    [{ answer: 2 }, 'answer'],
    [{ answer: null }, 'answer'],
    [{ split: 'leaderboard' }, 'split'],
    [{ sub: '음식' }, 'sub-metric'],
    [{ note: 'more' }, 'other'],
    [{ id: '다른 id' }, 'id'],
    [{ id: null }, 'id'],
  ];
  for (const [change, what] of changes) {
    const { changed, by } = await between([item(0), item(2)], [item(0, change), item(2)]);
    const place = { path: '자료/a.jsonl', record: 1 };
    expect(changed).toEqual({ count: 1, first: [{ old: place, new: place, what: [what] }] });
    expect(by[what as keyof typeof by]).toBe(1);
  }
});

it('does not take choices in another order for another content, and tells the answer by what it says', async () => {
  const shuffled = item(0, { choices: ['0', '나', '가'], answer: 2 });
  expect((await between([item(0)], [shuffled])).changed.first.map(({ what }) => what)).toEqual([['other']]);
});

it('tells what was added and removed with its place, and counts by sub-metric', async () => {
  const diff = await between(items(10), [...items(12).slice(0, 3), ...items(12).slice(4)]);
  expect(diff.added).toEqual({
    count: 2,
    first: [
      { path: '자료/a.jsonl', record: 10 },
      { path: '자료/a.jsonl', record: 11 },
    ],
  });
  expect(diff.removed).toEqual({ count: 1, first: [{ path: '자료/a.jsonl', record: 4 }] });
  expect(diff.subMetrics).toEqual([
    { id: '예절', old: { public: 5, leaderboard: 0, unknown: 0 }, new: { public: 6, leaderboard: 0, unknown: 0 } },
  ]);
});

it('pairs items without ids by their content, and of equal ids as many as there are', async () => {
  const plain = items(6).map(({ id: _, ...rest }) => rest);
  const diff = await between(plain, [...plain.slice(1), { ...plain[1], answer: 2 }]);
  expect(counts(diff)).toEqual([5, 1, 1, 0]);
  const twice = [item(0), item(0), item(0, { note: 1 })];
  expect(counts(await between(twice, [item(0), item(0, { note: 1 })]))).toEqual([2, 0, 1, 0]);
});

it('tells fields that came, went, or hold other kinds of values, and records that are broken', async () => {
  const old = await delivery({ 'a.jsonl': `${line(item(0, { level: 1, gone: 'x' }))}{"id": \n` });
  const diff = await diffOf(old, await deliveryOf([item(0, { level: '상', came: [] })]));
  expect(diff.fields).toEqual([
    { name: 'came', old: null, new: { records: 1, kinds: ['array'] } },
    { name: 'gone', old: { records: 1, kinds: ['string'] }, new: null },
    { name: 'level', old: { records: 1, kinds: ['number'] }, new: { records: 1, kinds: ['string'] } },
  ]);
  expect([diff.old.broken, diff.new.broken]).toEqual([1, 0]);
});

it('compares ids in the scope that both manifests give them', async () => {
  const scoped = { ...MANIFEST, dataset: { ...MANIFEST.dataset, idScope: 'sub-metric' } };
  const turned = { ...scoped, subMetrics: [...MANIFEST.subMetrics].reverse() };
  const both = [item(0, { id: '1' }), item(1, { id: '1' })];
  const diff = await diffOf(await deliveryOf(both, scoped), await deliveryOf([...both].reverse(), turned));
  expect(counts(diff)).toEqual([2, 0, 0, 0]);
});

const edit = fc.record({
  at: fc.nat({ max: 39 }),
  kind: fc.constantFrom('add', 'remove', 'content', 'answer', 'rename'),
});

it('counts any edits as they were made, the other way round too, and the same from the disk as in memory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(edit, { selector: ({ at }) => at, maxLength: 20 }), fc.boolean(), async (edits, reversed) => {
      const kindAt = new Map(edits.map(({ at, kind }) => [at, kind]));
      const now = items(40).flatMap((one, k): Item[] => {
        switch (kindAt.get(k)) {
          case 'remove':
            return [];
          case 'add':
            return [one, item(100 + k)];
          case 'content':
            return [{ ...one, question: `고친 ${one.question}` }];
          case 'answer':
            return [{ ...one, answer: ((one.answer ?? 0) + 1) % 3 }];
          case 'rename':
            return [{ ...one, id: `new-${k}` }];
          default:
            return [one];
        }
      });
      const count = (kind: string): number => edits.filter((one) => one.kind === kind).length;
      const changed = count('content') + count('answer') + count('rename');
      const [a, b] = [await deliveryOf(items(40)), await deliveryOf(reversed ? [...now].reverse() : now)];
      const diff = await diffOf(a, b);
      expect(counts(diff)).toEqual([40 - count('remove') - changed, count('add'), count('remove'), changed]);
      expect([diff.by.content, diff.by.answer, diff.by.id]).toEqual([count('content'), count('answer'), count('rename')]);
      expect(await diffOf(a, b, 1)).toEqual(diff);
      const [same, added, removed, others] = counts(await diffOf(b, a));
      expect([same, removed, added, others]).toEqual(counts(diff));
    }),
    { numRuns: 15 },
  );
  expect(await readdir(join(root, 'temp'))).toEqual([]);
});

it('ends with the interrupt, and says what cannot be opened', async () => {
  const controller = new AbortController();
  controller.abort();
  const folder = await deliveryOf(items(3));
  const options = { signal: controller.signal, keep: 1 };
  await expect(compareDeliveries(folder, folder, options)).rejects.toThrow('abort');
  const none = await mkdtemp(join(root, 'none-'));
  expect(await compareDeliveries(folder, none, { ...options, signal: new AbortController().signal })).toMatchObject({
    status: 'unusable',
    problems: [{ code: 'M001' }],
  });
});
