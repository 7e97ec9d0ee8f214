import type { TreeEntry } from '@jatdae/readers';
import type { Localized } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { isObject, type Json, type JsonObject, listOf, member, numberOf, textOf } from '../json.js';
import { documentOf, recordsOf, type SourceFiles } from '../records.js';
import type { Reply, Source, SourceAnswer, SourceEntry } from '../source.js';
import { oneModel, scalarsOf, textsOf } from './document.js';
import type { FormatOptions } from './format.js';

/**
 * lm-evaluation-harness: `results_<time>.json` beside `samples_<task>_<time>.jsonl` (written with `--log_samples`), as
 * `lm_eval/result_schema.py` and `lm_eval/loggers/evaluation_tracker.py` of 0.4.13 describe them. Values of `resps` are texts there.
 */
const SAMPLES = /^samples_(.+)_(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(?:\.\d+)?)\.jsonl$/u;
const RESULTS = /^results_(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(?:\.\d+)?)\.json$/u;

const nameOf = ({ path }: TreeEntry): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = ({ path }: TreeEntry): string => path.slice(0, path.lastIndexOf('/') + 1);
const timeOf = (entry: TreeEntry): string | undefined => SAMPLES.exec(nameOf(entry))?.[2] ?? RESULTS.exec(nameOf(entry))?.[1];

/** Null where these are no files of the harness. @throws UsageError where they are, and cannot be used */
export async function findLmEval(files: SourceFiles, { filter }: FormatOptions, signal: AbortSignal): Promise<Source | null> {
  const named = files.named;
  if (named !== null && timeOf(named) === undefined) return null;
  const isWanted = (entry: TreeEntry): boolean =>
    named === null || entry === named || (SAMPLES.test(nameOf(named)) ? false : timeOf(entry) === timeOf(named));
  const samples = files.entries.filter((entry) => SAMPLES.test(nameOf(entry)) && isWanted(entry));
  const runs = new Set(samples.map((entry) => folderOf(entry) + timeOf(entry)));
  const results = files.entries.filter((entry) => RESULTS.test(nameOf(entry)) && runs.has(folderOf(entry) + timeOf(entry)));
  if (samples.length === 0) {
    if (named === null && !files.entries.some((entry) => RESULTS.test(nameOf(entry)))) return null;
    throw new UsageError(NO_SAMPLES);
  }
  refuseRepeats(samples);
  const documents = await Promise.all(results.map((entry) => documentOf(files.root, entry, signal)));
  const broken = results.filter((_, k) => !isObject(documents[k] as Json));
  if (broken[0] !== undefined) throw new UsageError(noResults(broken[0].path));
  const told = documents as readonly JsonObject[];
  return {
    harness: { name: 'lm-evaluation-harness', version: textOf(told[0]?.lm_eval_version) },
    model: oneModel(told.map(modelOf)),
    revision: textOf(member(told[0], 'config', 'model_sha')) ?? textOf(member(told[0], 'config', 'model_revision')),
    files: [...results, ...samples].map(({ path }) => path),
    facts: factsOf(told),
    answers: (running) => answersOf(files.root, samples, told, filter, running),
  };
}

const NO_SAMPLES: Localized = {
  ko: '결과 파일은 있지만 문항별 기록(samples_*.jsonl)이 없습니다. lm-evaluation-harness를 --log_samples로 다시 실행하십시오.',
  en: 'There are results but no samples_*.jsonl. Run lm-evaluation-harness again with --log_samples.',
};

const noResults = (path: string): Localized => ({
  ko: `${path}: 읽을 수 없는 결과 파일입니다. 온전한 파일로 바꾸거나 samples_*.jsonl 하나만 지정하십시오.`,
  en: `${path}: these results cannot be read. Put the whole file in its place, or name one samples_*.jsonl alone.`,
});

/** The same task of two runs would answer every item twice. */
function refuseRepeats(samples: readonly TreeEntry[]): void {
  const seen = new Map<string, string>();
  for (const entry of samples) {
    const task = taskOf(entry);
    const before = seen.get(task);
    if (before !== undefined) {
      throw new UsageError({
        ko: `과제 ${task}의 실행이 둘 이상입니다(${before}, ${entry.path}). 쓸 실행의 results_*.json을 지정하십시오.`,
        en: `The task ${task} was run more than once (${before}, ${entry.path}). Name the results_*.json of the run to use.`,
      });
    }
    seen.set(task, entry.path);
  }
}

const taskOf = (entry: TreeEntry): string => SAMPLES.exec(nameOf(entry))?.[1] ?? '';

const modelOf = (results: JsonObject): string | null => textOf(results.model_name) ?? textOf(member(results, 'config', 'model'));

const FACTS = [
  'git_hash',
  'upper_git_hash',
  'date',
  'transformers_version',
  'task_hashes',
  'versions',
  'n-shot',
  'n-samples',
  'chat_template_sha',
  'system_instruction_sha',
  'model_source',
  'config',
  'results',
] as const;

function factsOf(told: readonly JsonObject[]): Record<string, Json> {
  const [only, ...others] = told.map((results) =>
    Object.fromEntries(FACTS.flatMap((name) => (results[name] === undefined ? [] : [[name, results[name]]]))),
  );
  return others.length === 0 ? (only ?? {}) : { runs: [only ?? {}, ...others] };
}

async function* answersOf(
  root: string,
  samples: readonly TreeEntry[],
  told: readonly JsonObject[],
  filter: string | null,
  signal: AbortSignal,
): AsyncGenerator<SourceEntry, void, void> {
  for (const entry of samples) {
    const task = taskOf(entry);
    const normal = told.map((results) => textOf(member(results, 'configs', task, 'output_type'))).find((type) => type !== null);
    let used = filter;
    for await (const record of recordsOf(root, entry, signal)) {
      if (record.kind === 'fault') {
        yield record;
        continue;
      }
      const place = `${entry.path}:${record.line}`;
      const { value } = record;
      const own = textOf(member(value, 'filter')) ?? 'none';
      // A document has a line for each filter; by default the first filter of the task counts.
      used ??= own;
      if (own !== used) continue;
      const answer = isObject(value) ? answerOf(value, task, place, normal ?? null) : null;
      yield answer === null ? { kind: 'fault', fault: { place, why: NO_ANSWER } } : { kind: 'answer', answer };
    }
  }
}

const NO_ANSWER: Localized = {
  ko: '답을 알 수 없는 기록입니다(resps, filtered_resps가 없거나 우도 하나뿐)',
  en: 'no answer can be told from this record (no resps or filtered_resps, or one likelihood alone)',
};

function answerOf(sample: JsonObject, task: string, place: string, outputType: string | null): SourceAnswer | null {
  const reply = replyOf(sample, outputType);
  if (reply === null) return null;
  const { doc } = sample;
  const metrics = listOf(sample.metrics).flatMap((name) => textOf(name) ?? []);
  const names = metrics.length > 0 ? metrics : ['acc', 'acc_norm', 'exact_match'];
  return {
    task,
    index: typeof sample.doc_id === 'number' ? sample.doc_id : null,
    ids: isObject(doc) ? scalarsOf(doc) : {},
    texts: isObject(doc) ? textsOf(doc) : [],
    prompt: null,
    reply,
    scores: Object.fromEntries(
      names.flatMap((name) => {
        const score = Array.isArray(sample[name]) ? null : numberOf(sample[name]);
        return score === null ? [] : [[name, score]];
      }),
    ),
    hashes: Object.fromEntries(
      ['doc_hash', 'prompt_hash', 'target_hash'].flatMap((name) => {
        const hash = textOf(sample[name]);
        return hash === null ? [] : [[name, hash]];
      }),
    ),
    place,
  };
}

function replyOf(sample: JsonObject, outputType: string | null): Reply | null {
  const filtered = listOf(sample.filtered_resps);
  const [first] = filtered;
  if (first === undefined) return null;
  if (outputType === 'multiple_choice' || (outputType === null && filtered.length > 1 && filtered.every(isLikelihood))) {
    return choiceOf(sample, filtered);
  }
  if (isLikelihood(first)) return null;
  const text = textOf(first) ?? textOf(listOf(first)[0]);
  const raw = textOf(listOf(listOf(sample.resps)[0])[0]);
  // The filters of the harness write [invalid] where they found no answer.
  return { kind: 'text', text: text === '[invalid]' ? null : text, raw: raw ?? text };
}

const isLikelihood = (response: Json): boolean =>
  Array.isArray(response) &&
  response.length === 2 &&
  numberOf(response[0]) !== null &&
  /^(?:true|false)$/iu.test(String(response[1]));

/** The most likely continuation, the first one of equals, as the harness takes it for `acc`. */
function choiceOf(sample: JsonObject, filtered: readonly Json[]): Reply | null {
  const requests = Object.entries(isObject(sample.arguments) ? sample.arguments : {})
    .sort(([a], [b]) => Number(/\d+$/u.exec(a)?.[0]) - Number(/\d+$/u.exec(b)?.[0]))
    .map(([, request]) => ({ context: textOf(member(request, 'arg_0')), offered: textOf(member(request, 'arg_1')) }));
  // acc_mutual_info asks for every choice once more without a context.
  const half = requests.length / 2;
  const isDoubled =
    Number.isInteger(half) && half > 1 && requests.every(({ context }, k) => (context === '') === k >= half) && half > 0;
  const count = isDoubled ? half : filtered.length;
  const logLikelihoods = filtered.slice(0, count).map((response) => numberOf(listOf(response)[0]) ?? Number.NaN);
  if (logLikelihoods.length < 2 || logLikelihoods.some(Number.isNaN)) return null;
  const index = logLikelihoods.indexOf(Math.max(...logLikelihoods));
  const offered = requests.slice(0, count).map(({ offered: text }) => text ?? '');
  const choices = offered.length === count && new Set(offered).size === count ? offered : [];
  return { kind: 'choice', index, choices, logLikelihoods, raw: null };
}
