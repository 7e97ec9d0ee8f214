import type { TreeEntry } from '@jatdae/readers';
import type { Localized } from '@jatdae/schema';
import { isObject, type Json, type JsonObject, listOf, member, textOf } from '../json.js';
import { documentOf, type SourceFiles } from '../records.js';
import type { Reply, Source, SourceAnswer, SourceEntry } from '../source.js';
import { oneModel, textsOf } from './document.js';

/**
 * OpenCompass (0.5.3): `predictions/<model>/<dataset>.json`, an object of answers by the number of the document
 * (`icl_base_inferencer.py`); one that was cut into `<dataset>_0.json`, `_1.json` … counts from 0 in each (`openicl_eval.py`).
 */
interface Dataset {
  readonly name: string;
  readonly model: string | null;
  readonly parts: readonly TreeEntry[];
  /** of `results/<model>/<dataset>.json`: what OpenCompass made of them; its details tell which answers were right */
  readonly results: JsonObject | null;
}

/** Null where there are no predictions. */
export async function findOpenCompass(files: SourceFiles, _: unknown, signal: AbortSignal): Promise<Source | null> {
  const candidates = (files.named === null ? files.entries : [files.named]).filter(({ path }) => path.endsWith('.json'));
  const below = candidates.some(({ path }) => /(?:^|\/)predictions\//u.test(path));
  const predictions: TreeEntry[] = [];
  for (const entry of candidates) {
    if (below && !/(?:^|\/)predictions\//u.test(entry.path)) continue;
    if (isPredictions(await documentOf(files.root, entry, signal))) predictions.push(entry);
  }
  if (predictions.length === 0) return null;
  const datasets = await Promise.all(datasetsOf(predictions, files.root).map((dataset) => withResults(dataset, files, signal)));
  return {
    harness: { name: 'opencompass', version: null },
    model: oneModel(datasets.map(({ model }) => model)),
    revision: null,
    files: predictions.map(({ path }) => path),
    facts: { datasets: datasets.map(({ name, parts, results }) => ({ name, files: parts.length, results: summaryOf(results) })) },
    async *answers(running) {
      for (const dataset of datasets) yield* answersOf(files.root, dataset, running);
    },
  };
}

function isPredictions(document: Awaited<ReturnType<typeof documentOf>>): document is JsonObject {
  if (!isObject(document as Json)) return false;
  const first = (document as JsonObject)['0'];
  return isObject(first) && 'prediction' in first;
}

/** `<model>/<dataset>.json`: the folder names the model. */
function datasetsOf(entries: readonly TreeEntry[], root: string): Omit<Dataset, 'results'>[] {
  const names = new Set(entries.map(({ path }) => path));
  const datasets = new Map<string, { name: string; model: string | null; parts: { order: number; entry: TreeEntry }[] }>();
  for (const entry of entries) {
    const folders = entry.path.split('/');
    const file = (folders.pop() ?? '').slice(0, -'.json'.length);
    const part = /^(.*)_(\d+)$/u.exec(file);
    // `<dataset>_3` is a part only where its first part is there.
    const isPart = part !== null && names.has([...folders, `${part[1]}_0.json`].join('/'));
    const name = isPart ? (part[1] as string) : file;
    const model = folders.at(-1) ?? root.split('/').at(-1) ?? null;
    const key = [...folders, name].join('/');
    const dataset = datasets.get(key) ?? { name, model: model === 'predictions' ? null : model, parts: [] };
    dataset.parts.push({ order: isPart ? Number(part[2]) : 0, entry });
    datasets.set(key, dataset);
  }
  return [...datasets.values()].map(({ name, model, parts }) => ({
    name,
    model,
    parts: parts.sort((a, b) => a.order - b.order).map(({ entry }) => entry),
  }));
}

async function withResults(dataset: Omit<Dataset, 'results'>, files: SourceFiles, signal: AbortSignal): Promise<Dataset> {
  const [first] = dataset.parts;
  const folder = first === undefined ? '' : first.path.slice(0, first.path.lastIndexOf('/') + 1);
  const path = `${folder.replace(/(^|\/)predictions\//u, '$1results/')}${dataset.name}.json`;
  const entry = files.entries.find((other) => other.path === path && !dataset.parts.includes(other));
  const document = entry === undefined ? null : await documentOf(files.root, entry, signal);
  return { ...dataset, results: isObject(document as Json) ? (document as JsonObject) : null };
}

/** Numbers of the results, without the answers in their details. */
const summaryOf = (results: JsonObject | null): JsonObject =>
  Object.fromEntries(Object.entries(results ?? {}).filter(([, value]) => typeof value === 'number'));

async function* answersOf(
  root: string,
  { name, parts, results }: Dataset,
  signal: AbortSignal,
): AsyncGenerator<SourceEntry, void, void> {
  let before = 0;
  for (const entry of parts) {
    const document = await documentOf(root, entry, signal);
    if (!isPredictions(document)) {
      yield { kind: 'fault', fault: { place: entry.path, why: UNREADABLE } };
      continue;
    }
    const numbers = Object.keys(document).filter((key) => /^\d+$/u.test(key));
    for (const number of numbers) {
      const value = document[number];
      const place = `${entry.path}#/${number}`;
      if (isObject(value) && 'prediction' in value) {
        yield { kind: 'answer', answer: answerOf(value, name, before + Number(number), place, results) };
      } else yield { kind: 'fault', fault: { place, why: NO_PREDICTION } };
    }
    before += numbers.length;
  }
}

const UNREADABLE: Localized = { ko: '예측 파일로 읽을 수 없습니다', en: 'this cannot be read as predictions' };
const NO_PREDICTION: Localized = { ko: 'prediction이 없는 기록입니다', en: 'the record has no prediction' };

function answerOf(record: JsonObject, task: string, index: number, place: string, results: JsonObject | null): SourceAnswer {
  const prompt = record.origin_prompt ?? member(record, 'testing input') ?? null;
  const turns =
    typeof prompt === 'string' ? [prompt] : listOf(prompt).flatMap((turn) => textOf(member(turn, 'prompt')) ?? textsOf(turn));
  const correct = member(results ?? {}, 'details', String(index), 'correct');
  return {
    task,
    index,
    ids: {},
    texts: [],
    prompt: turns.join('\n'),
    reply: replyOf(record),
    scores: typeof correct === 'boolean' ? { correct: Number(correct) } : {},
    hashes: {},
    place,
  };
}

/** A label that was chosen by perplexity (`label: A`), or what was generated; of several turns the last. */
function replyOf(record: JsonObject): Reply {
  const labels = Object.keys(record).flatMap((key) => (key.startsWith('label: ') ? [key.slice('label: '.length)] : []));
  const { prediction } = record;
  const index = labels.indexOf(String(prediction));
  if (index >= 0 && labels.length > 1) return { kind: 'choice', index, choices: labels, logLikelihoods: null, raw: null };
  const text =
    textOf(prediction) ?? textOf(listOf(prediction).at(-1)) ?? (typeof prediction === 'number' ? String(prediction) : null);
  return { kind: 'text', text, raw: text };
}
