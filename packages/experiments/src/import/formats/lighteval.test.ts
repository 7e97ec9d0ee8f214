import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Table as ArrowTable,
  type DataType,
  Field,
  Float64,
  Int32,
  List,
  Struct,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { Table, writeParquet } from 'parquet-wasm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testItems, writeDeliverable } from '../../testing/deliverable.js';
import { letter, linesOf, take } from '../../testing/take.js';

const ITEMS = testItems(20);
const TIME = '2025-11-05T14-43-47.148527';
const chosenFor = (k: number): number => (k % 5 === 0 ? (k + 1) % 4 : k % 4);
let root = '';
let source = '';

beforeEach(async () => {
  root = await writeDeliverable(ITEMS);
  source = await mkdtemp(join(tmpdir(), 'jatdae-lighteval-'));
});

afterEach(() => Promise.all([root, source].map((folder) => rm(folder, { recursive: true }))));

const struct = (types: Readonly<Record<string, DataType>>): Struct =>
  new Struct(Object.entries(types).map(([name, type]) => new Field(name, type, true)));
const list = (type: DataType): List => new List(new Field('element', type, true));

const TYPES = {
  doc: struct({ query: new Utf8(), choices: list(new Utf8()), gold_index: new Int32(), id: new Utf8(), task_name: new Utf8() }),
  metric: struct({ acc: new Float64(), extractive_match: new Float64() }),
  model_response: struct({ text: list(new Utf8()), logprobs: list(new Float64()), text_post_processed: list(new Utf8()) }),
};

/** Columns of structs in the order of their names, as EvaluationTracker.save of lighteval 0.13 writes them. */
function details(rows: readonly Readonly<Record<keyof typeof TYPES, object>>[]): Uint8Array {
  const columns = Object.entries(TYPES).map(([name, type]) => {
    const values = rows.map((row) => ({
      ...Object.fromEntries(type.children.map((field) => [field.name, null])),
      ...row[name as keyof typeof TYPES],
    }));
    return [name, vectorFromArray(values, type)] as const;
  });
  return writeParquet(Table.fromIPCStream(tableToIPC(new ArrowTable(Object.fromEntries(columns)), 'stream')));
}

const doc = (k: number) => ({
  query: `다음 질문에 답하십시오.\n\n질문: ${ITEMS[k]!.question}\nA. 가\nB. 나\n정답:`,
  choices: [' A', ' B', ' C', ' D'],
  gold_index: k % 4,
  id: String(k),
  task_name: 'manners',
});

async function write(name: string, rows: Parameters<typeof details>[0]): Promise<void> {
  const folder = join(source, 'details/org/model-z', TIME);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), details(rows));
  await mkdir(join(source, 'results/org/model-z'), { recursive: true });
  const results = {
    config_general: { lighteval_sha: '3fd1526', model_config: { model_name: 'org/model-z', revision: 'main' } },
    summary_general: { hashes: { hash_examples: '0123456789abcdef' } },
  };
  await writeFile(join(source, `results/org/model-z/results_${TIME}.json`), JSON.stringify(results));
}

it('takes the choice of the highest log probability', async () => {
  const rows = ITEMS.map((_, k) => ({
    doc: doc(k),
    metric: { acc: chosenFor(k) === k % 4 ? 1 : 0 },
    model_response: { text: [''], logprobs: [0, 1, 2, 3].map((c) => (c === chosenFor(k) ? -0.5 : -2.5)) },
  }));
  await write(`details_manners|5_${TIME}.parquet`, rows);
  const outcome = await take(root, source);
  expect(outcome).toMatchObject({
    experiment: 'model-z',
    model: 'org/model-z',
    harness: { name: 'lighteval' },
    tasks: [{ task: 'manners', answers: 20, joined: { question: 20 } }],
    subMetrics: [{ score: 0.7778, metric: 'acc' }],
  });
  const lines = await linesOf(root, outcome);
  expect(lines.map(({ prediction }) => prediction)).toEqual(ITEMS.map((_, k) => letter(chosenFor(k))));
  expect(lines[1]).toMatchObject({ logLikelihoods: [-2.5, -0.5, -2.5, -2.5] });
});

it('takes what was generated, without the reasoning that was cut away, and keeps all of it', async () => {
  const rows = ITEMS.map((_, k) => ({
    doc: doc(k),
    metric: { extractive_match: chosenFor(k) === k % 4 ? 1 : 0 },
    model_response: { text: [`<think>음</think>${letter(chosenFor(k))}`], text_post_processed: [letter(chosenFor(k))] },
  }));
  await write(`details_manners|0_${TIME}.parquet`, rows);
  const outcome = await take(root, source);
  expect(outcome.subMetrics).toMatchObject([{ score: 0.7778, metric: 'extractive_match' }]);
  expect((await linesOf(root, outcome))[2]).toMatchObject({ prediction: 'C', raw: '<think>음</think>C' });
});

it('says that details of other versions cannot be read', async () => {
  const folder = join(source, 'details');
  await mkdir(folder, { recursive: true });
  const columns = { full_prompt: vectorFromArray(['질문']), predictions: vectorFromArray(['A']) };
  const bytes = writeParquet(Table.fromIPCStream(tableToIPC(new ArrowTable(columns), 'stream')));
  await writeFile(join(folder, `details_manners_${TIME}.parquet`), bytes);
  await expect(take(root, source, { model: 'm' })).rejects.toThrow('details of lighteval 0.10 and later are read');
});
