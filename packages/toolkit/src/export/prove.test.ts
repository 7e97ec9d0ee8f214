import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '@jatdae/schema';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { factsOf } from '../output/file-facts.js';
import type { ExportItem } from './item.js';
import { lmEvalTarget } from './lm-eval/lm-eval.js';
import { ExportDifference, proveExport } from './prove.js';
import type { Written } from './target.js';
import { createPartTable, createPartWriter } from './write-parts.js';

const manifest = {
  dataset: { name: 'a', title: 'a', version: '1.0.0', languages: ['ko'] },
  subMetrics: [{ id: 'a', itemType: 'multiple-choice' }],
} as unknown as Manifest;

const item = (k: number): ExportItem =>
  ({
    name: `q-${k}`,
    id: `q-${k}`,
    subMetric: 'a',
    side: 'public',
    type: 'multiple-choice',
    context: null,
    question: `${k}번?`,
    turns: [],
    choices: ['가', '나'],
    keys: [k % 2],
    labels: [],
    answer: k % 2,
    answerText: String(k % 2),
    media: [],
    mediaPaths: [],
  }) as unknown as ExportItem;

const target = lmEvalTarget({ manifest, language: 'ko' });
const table = createPartTable(manifest, target);
const items = [item(0), item(1), item(2)];

let folder: string;
let written: Written;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-prove-'));
  const writer = createPartWriter(manifest, target, table, folder);
  for (const one of items) await writer.add(one);
  written = { parts: await writer.end(), media: [] };
  await mkdir(join(folder, 'tasks'));
  for (const [path, text] of target.documents(written)) await writeFile(join(folder, path), text);
});
afterEach(() => rm(folder, { recursive: true }));

async function* given(list: readonly ExportItem[]): AsyncGenerator<ExportItem> {
  yield* list;
}
const prove = (list = items): Promise<number> => proveExport(target, table, written, given(list), folder);

/** Changes the data file and what is known of it, as a writer that goes wrong would. */
async function rewrite(change: (text: string) => string): Promise<void> {
  const [part] = written.parts;
  const path = join(folder, part?.path ?? '');
  await writeFile(path, change(await readFile(path, 'utf8')));
  written = { parts: [{ ...(part as NonNullable<typeof part>), ...(await factsOf(path)) }], media: [] };
}

it('counts what it has read back', async () => {
  expect(await prove()).toBe(3);
});

it('sees a file that is not the one that was written', async () => {
  await appendFile(join(folder, 'data', 'a.public.jsonl'), '\n');
  await expect(prove()).rejects.toThrow(new ExportDifference('data/a.public.jsonl', 'SHA-256'));
});

it('sees a text that was changed, and where', async () => {
  await rewrite((text) => text.replace('1번?', '1번'));
  await expect(prove()).rejects.toThrow('data/a.public.jsonl#2: question');
});

it('sees a key that was changed', async () => {
  await rewrite((text) => text.replace('"gold":1', '"gold":0'));
  await expect(prove()).rejects.toThrow('data/a.public.jsonl#2: gold');
});

it('sees a row too few, a row too many, and rows that changed places', async () => {
  await rewrite((text) => text.split('\n').slice(1).join('\n'));
  await expect(prove()).rejects.toThrow(ExportDifference);
  await rewrite((text) => `${text}${text}`);
  await expect(prove()).rejects.toThrow(ExportDifference);
  await expect(prove([item(1), item(0), item(2)])).rejects.toThrow(ExportDifference);
});

it('quotes nothing of a line that is no JSON', async () => {
  await rewrite((text) => text.replace('{"id":"q-0"', '{"id":"secret'));
  await expect(prove()).rejects.toThrow(/^data\/a\.public\.jsonl#1: JSON$/);
});

it('sees a template that asks something else', async () => {
  const path = join(folder, 'tasks', 'a_a.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace('{{ question }}', '{{ question }}!'));
  await expect(prove()).rejects.toThrow('data/a.public.jsonl#1: doc_to_text');
});

it('sees a task that leads to another file, or that cannot be read', async () => {
  const path = join(folder, 'tasks', 'a_a.yaml');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('data/a.public.jsonl', 'data/b.jsonl'));
  await expect(prove()).rejects.toThrow(/does not lead to/);
  await writeFile(path, '{{{');
  await expect(prove()).rejects.toThrow(ExportDifference);
});
