import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openItems } from './read-items.js';
import type { LostRecords, RecordRun } from './record-runs.js';
import { type Files, manifestText, withFolder } from './testing/folder.js';

interface Seen {
  readonly record: number;
  readonly text: string;
  readonly isItem: boolean;
  readonly id: string | null;
  readonly side: string;
  readonly subMetric: string | null;
  readonly values: readonly (string | null)[];
  readonly print: string;
}

async function runsOf(files: Files, fields: readonly string[] = []): Promise<{ seen: Seen[]; lost: LostRecords[] }> {
  return withFolder(files, async (root) => {
    const open = await openItems(root, new AbortController().signal);
    if (!open.ok) throw new Error('the deliverable cannot be opened');
    const lost: LostRecords[] = [];
    const seen: Seen[] = [];
    const look = (run: RecordRun, i: number): Seen => ({
      record: run.first + i,
      text: Buffer.from(run.text(i)).toString(),
      isItem: run.isItem(i),
      id: run.id(i),
      side: run.side(i),
      subMetric: run.subMetric(i),
      values: fields.map((_, k) => run.value(i, k)),
      print: run
        .prints()
        .subarray(i * 4, i * 4 + 4)
        .join(),
    });
    for await (const run of open.runs({ fields, whole: true, onLost: (one) => lost.push(one) }))
      for (let i = 0; i < run.size; i++) seen.push(look(run, i));
    await open.close();
    return { seen, lost };
  });
}

it('gives every record in its own bytes, also those that are no items', async () => {
  const lines = [
    '{"id": 1.0, "question":"\\uac00?", "choices":["a", "b"],"answer":0,"sub_metric":"a","split":"public"}',
    '[1]',
    '{"cut',
    '{"id":"  둘 ","question":"가?","choices":["b","a"],"answer":1,"sub_metric":"?","split":"leaderboard"}',
  ];
  const { seen, lost } = await runsOf({ 'benchmark.json': manifestText(), 'data/a.jsonl': `${lines.join('\n')}\n` });
  expect(seen.map(({ text }) => text)).toEqual(lines);
  expect(seen.map(({ isItem }) => isItem)).toEqual([true, false, false, true]);
  expect(seen[0]).toMatchObject({ record: 1, id: '1.0', side: 'public', subMetric: 'a' });
  expect(seen[3]).toMatchObject({ record: 4, id: '둘', side: 'leaderboard', subMetric: null });
  expect(seen[0]?.print).toBe(seen[3]?.print);
  expect(lost).toEqual([]);
});

it('finds fields by the part of the item that they are, and else in the raw record', async () => {
  const resource = { fields: { id: 'id', question: 'question', category: 'kind' } };
  const line = {
    id: 'q',
    question: '?',
    kind: ' 가 ',
    meta: { source: 7 },
    'a.b': 'dot',
    empty: ' ',
    sub_metric: 'a',
    split: 'public',
  };
  const files = { 'benchmark.json': manifestText(resource), 'data/a.jsonl': JSON.stringify(line) };
  const { seen } = await runsOf(files, ['category', 'meta.source', '/meta/source', 'a.b', 'empty', 'none']);
  expect(seen[0]?.values).toEqual(['가', '7', '7', 'dot', null, null]);
});

it('tells of files and records that are there and cannot be read', async () => {
  const line = '{"id":"q","question":"?","sub_metric":"a","split":"public"}\n';
  const files = {
    'benchmark.json': manifestText({ path: 'data/*' }),
    'data/a.jsonl.gz': gzipSync(line.repeat(50)).subarray(0, -12),
    'data/b.jsonl': Buffer.concat([Buffer.from(line), Buffer.from('{"id":"\xff"}\n', 'latin1'), Buffer.from(line)]),
  };
  const { lost } = await runsOf(files);
  expect(lost).toContainEqual({ path: 'data/a.jsonl.gz', record: null });
  expect(lost.some(({ path }) => path === 'data/b.jsonl')).toBe(true);
});
