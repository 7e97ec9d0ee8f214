import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@jatdae/validator';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestItem, testItems, writeDeliverable } from '../testing/deliverable.js';
import { type ChoiceDocument, choiceSample, writeRun } from '../testing/lm-eval.js';
import { letter, linesOf as readLines, take as takeInto } from '../testing/take.js';
import type { ImportOptions, ImportOutcome } from './outcome.js';

const ITEMS = testItems(40);
let root = '';
let source = '';

beforeEach(async () => {
  root = await writeDeliverable(ITEMS);
  source = await mkdtemp(join(tmpdir(), 'jatdae-결과-'));
});

afterEach(() => Promise.all([root, source].map((folder) => rm(folder, { recursive: true }))));

/** Right on all but every fifth item. */
const chosenFor = (k: number): number => (k % 5 === 0 ? (k + 1) % 4 : k % 4);

const documentOf = (item: TestItem, k: number): ChoiceDocument => ({
  doc: { id: item.id, question: item.question, options: item.choices },
  offered: item.choices,
  target: k % 4,
  chosen: chosenFor(k),
});

const sampleOf = (change: (document: ChoiceDocument, k: number) => ChoiceDocument = (document) => document) =>
  ITEMS.map((item, k) => choiceSample(change(documentOf(item, k), k), k));

const take = (target: string, more: Partial<ImportOptions> = {}): Promise<ImportOutcome> => takeInto(root, target, more);

const linesOf = (outcome: ImportOutcome) => readLines(root, outcome);

it('takes over what the harness recorded: the likeliest choice of every item, in the items’ order', async () => {
  await writeRun(source, sampleOf());
  const outcome = await take(source);
  expect(outcome).toMatchObject({
    experiment: 'Model-7B',
    harness: { name: 'lm-evaluation-harness', version: '0.4.13' },
    written: 40,
    tasks: [{ task: '예절', answers: 40, field: 'id', joined: { id: 40, question: 0, index: 0 } }],
    faults: { count: 0 },
  });
  const lines = await linesOf(outcome);
  expect(lines.map(({ id, prediction }) => [id, prediction])).toEqual(ITEMS.map(({ id }, k) => [id, letter(chosenFor(k))]));
});

it('declares the score over the items that have a key, as the harness gave it', async () => {
  await writeRun(source, sampleOf());
  const { subMetrics, entry } = await take(source);
  // 36 items have a key; of them k = 0, 5, 10 … 35 are wrong.
  expect(subMetrics).toEqual([{ id: '예절', items: 36, answered: 36, score: 0.7778, metric: 'acc' }]);
  expect(entry).toBe(`- id: Model-7B
  model:
    name: example/Model-7B
    kind: llm
    revision: 0123abcd
  harness:
    name: lm-evaluation-harness
    version: 0.4.13
  predictions:
    path: experiments/Model-7B/predictions.jsonl
    as: letter
  scores:
    예절: 0.7778
`);
});

it('keeps the hashes of the source, but none that tells the key of a leaderboard item', async () => {
  const samples = sampleOf();
  await writeRun(source, samples);
  const outcome = await take(source);
  const lines = await linesOf(outcome);
  const { doc_hash, prompt_hash, target_hash } = samples[3]!;
  expect(lines[3]).toMatchObject({ source: { task: '예절', doc: 3, doc_hash, prompt_hash, target_hash } });
  expect(lines[9]!.source).toEqual({ task: '예절', doc: 9, prompt_hash: samples[9]!.prompt_hash });
  const record = JSON.parse(await readFile(join(root, outcome.record), 'utf8'));
  expect(record.source).toMatchObject({
    git_hash: 'v0.4.13-1-gabc',
    task_hashes: { 예절: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  expect(record.files.map(({ path, sha256 }: { path: string; sha256: string }) => [path, sha256.length])).toEqual([
    ['results_2026-03-02T10-11-12.123456.json', 64],
    ['samples_예절_2026-03-02T10-11-12.123456.jsonl', 64],
  ]);
});

it('leaves tokens out of the record', async () => {
  await writeRun(source, sampleOf());
  const { record } = await take(source);
  const text = await readFile(join(root, record), 'utf8');
  expect(text).toContain('pretrained=example/Model-7B,hf_token=***');
  expect(text).not.toContain('hf_abcdef');
});

it('finds choices by their texts where the harness shuffled them', async () => {
  const turned = sampleOf((document) => ({
    ...document,
    offered: [...document.offered].reverse(),
    chosen: 3 - document.chosen,
    target: 3 - document.target,
  }));
  await writeRun(source, turned);
  const lines = await linesOf(await take(source));
  expect(lines.map(({ prediction }) => prediction)).toEqual(ITEMS.map((_, k) => letter(chosenFor(k))));
  expect((lines[1]!.logLikelihoods as number[]).indexOf(-1.25)).toBe(chosenFor(1));
});

it.each([
  ['letters', ['A', 'B', 'C', 'D']],
  ['letters in brackets', ['(a)', '(b)', '(c)', '(d)']],
  ['numbers', ['1.', '2.', '3.', '4.']],
  ['circled numbers', ['①', '②', '③', '④']],
])('takes %s for the item’s own order', async (_, offered) => {
  await writeRun(
    source,
    sampleOf((document) => ({ ...document, offered })),
  );
  const lines = await linesOf(await take(source));
  expect(lines.map(({ prediction }) => prediction)).toEqual(ITEMS.map((_item, k) => letter(chosenFor(k))));
});

it('does not guess where the choices are others than the item’s', async () => {
  await writeRun(
    source,
    sampleOf((document, k) => (k === 7 ? { ...document, offered: ['10', '20', '30', '40'] } : document)),
  );
  const { tasks, written } = await take(source);
  expect(written).toBe(39);
  expect(tasks[0]).toMatchObject({ left: { choices: 1 }, firstLeft: [expect.stringMatching(/jsonl:8$/)] });
});

it('goes by the question where the documents have no ids of the deliverable', async () => {
  await writeRun(
    source,
    sampleOf((document) => ({ ...document, doc: { text: `  ${document.doc.question}\n` } })),
  );
  const { tasks, written } = await take(source);
  expect(written).toBe(40);
  expect(tasks[0]).toMatchObject({ field: null, joined: { id: 0, question: 40, index: 0 } });
});

it('goes by the order only where nothing else is known and the numbers fit', async () => {
  const samples = sampleOf((document) => ({ ...document, doc: { prompt: 'rewritten' } }));
  await writeRun(source, samples);
  expect((await take(source)).tasks[0]).toMatchObject({ joined: { id: 0, question: 0, index: 40 } });
  const few = await mkdtemp(join(tmpdir(), 'jatdae-few-'));
  await writeRun(few, samples.slice(0, 39));
  await expect(take(few, { id: 'few' })).rejects.toThrow(UsageError);
  await rm(few, { recursive: true });
});

it('does not take numbers from 0 for ids when the questions say otherwise', async () => {
  const numbered = testItems(40).map((item, k) => ({ ...item, id: k }));
  await rm(root, { recursive: true });
  root = await writeDeliverable(numbered);
  // The harness numbers its documents in another order.
  const samples = ITEMS.map((item, k) => {
    const document = documentOf(item, k);
    return choiceSample({ ...document, doc: { ...document.doc, id: (k + 7) % 40 } }, k);
  });
  await writeRun(source, samples);
  const outcome = await take(source);
  expect(outcome.tasks[0]).toMatchObject({ field: null, joined: { id: 0, question: 40, index: 0 } });
  expect((await linesOf(outcome)).map(({ prediction }) => prediction)).toEqual(ITEMS.map((_, k) => letter(chosenFor(k))));
});

it('takes the first filter of generated answers, or the one that is named', async () => {
  const samples = ITEMS.flatMap((item, k) =>
    [
      { filter: 'strict-match', answer: letter(chosenFor(k)), right: chosenFor(k) === k % 4 },
      { filter: 'flexible-extract', answer: '[invalid]', right: false },
    ].map(({ filter, answer, right }) => ({
      ...choiceSample(documentOf(item, k), k),
      arguments: { gen_args_0: { arg_0: item.question, arg_1: "{'until': ['\\n']}" } },
      resps: [[`정답은 ${letter(chosenFor(k))}입니다.`]],
      filtered_resps: [answer],
      filter,
      metrics: ['exact_match'],
      acc: undefined,
      exact_match: right ? 1.0 : 0.0,
    })),
  );
  await writeRun(source, samples);
  const first = await linesOf(await take(source));
  expect(first[1]).toMatchObject({ id: 'q-1001', prediction: 'B', raw: '정답은 B입니다.' });
  const outcome = await take(source, { filter: 'flexible-extract', id: 'flexible' });
  expect((await linesOf(outcome))[1]).toMatchObject({ prediction: null, raw: '정답은 B입니다.' });
  expect(outcome.subMetrics[0]).toMatchObject({ score: 0, metric: 'exact_match' });
});

it('says what it could not read or join, and takes over the rest', async () => {
  const { samples } = await writeRun(source, [
    ...sampleOf(),
    choiceSample({ doc: { id: 'nobody', question: '없는 문항' }, offered: ['가', '나'], target: 0, chosen: 1 }, 40),
    choiceSample(documentOf(ITEMS[4]!, 4), 41),
    choiceSample({ ...documentOf(ITEMS[5]!, 5), doc: { id: ITEMS[5]!.id, question: ITEMS[6]!.question } }, 42),
  ]);
  await appendFile(samples, '{"doc_id": 43, "doc": {"id": "q-10');
  const { tasks, faults, written } = await take(source);
  expect(written).toBe(40);
  expect(tasks[0]).toMatchObject({ answers: 43, left: { unknown: 1, conflict: 1, repeated: 1, choices: 0 } });
  expect(faults).toMatchObject({ count: 1, first: [{ place: expect.stringMatching(/jsonl:44$/) }] });
});

it('reads NaN and Infinity, which Python writes into JSON', async () => {
  const samples = sampleOf().map((sample) => ({ ...sample, acc_norm: 'NAN' }));
  const { samples: path } = await writeRun(source, samples);
  await writeFile(path, (await readFile(path, 'utf8')).replaceAll('"NAN"', 'NaN'));
  expect((await take(source)).written).toBe(40);
});

it('replaces nothing unless told to, and writes nothing when nothing fits', async () => {
  await writeRun(source, sampleOf());
  await take(source);
  await expect(take(source)).rejects.toThrow('is there already');
  expect((await take(source, { force: true })).written).toBe(40);
  const other = await mkdtemp(join(tmpdir(), 'jatdae-other-'));
  await writeRun(other, [choiceSample({ doc: { id: 'x' }, offered: ['a', 'b'], target: 0, chosen: 0 }, 0)]);
  await expect(take(other, { id: 'other' })).rejects.toThrow('none belongs to an item');
  await expect(readFile(join(root, 'experiments/other/predictions.jsonl'))).rejects.toThrow('ENOENT');
  await rm(other, { recursive: true });
});

it('asks which run is meant where there are several', async () => {
  await writeRun(source, sampleOf());
  const later = await writeRun(source, sampleOf(), { time: '2026-03-03T00-00-00.000001' });
  await expect(take(source)).rejects.toThrow('was run more than once');
  expect((await take(later.results)).written).toBe(40);
});

it.each([
  ['an empty folder', async () => undefined, 'no results of a known harness'],
  ['results without samples', () => writeFile(join(source, 'results_2026-03-02T10-11-12.json'), '{}'), '--log_samples'],
])('says what to do about %s', async (_, prepare, message) => {
  await prepare();
  await expect(take(source)).rejects.toThrow(message);
});

it('tells why nothing could be read', async () => {
  const { samples } = await writeRun(source, sampleOf());
  await writeFile(samples, '<html>Service Unavailable</html>');
  await expect(take(source)).rejects.toThrow(/1 records were not read \(samples_.*: not read, because it is no JSON\)/);
});

it.each(['../outside', '/tmp/outside'])('writes only into the deliverable, not into %s', async (output) => {
  await writeRun(source, sampleOf());
  await expect(take(source, { output })).rejects.toThrow('inside the deliverable');
});
