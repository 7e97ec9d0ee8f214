import type { TreeEntry } from '@jatdae/readers';
import type { Localized } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { isObject, type JsonObject, listOf, member, numberOf, textOf } from '../json.js';
import { documentOf, recordsOf, type SourceFiles } from '../records.js';
import type { Reply, Source, SourceAnswer, SourceEntry } from '../source.js';
import { oneModel, scalarsOf, textsOf } from './document.js';

/**
 * lighteval (0.13): `details_<task>_<time>.parquet` with a row of `doc`, `model_response` and `metric` a document
 * (`logging/info_loggers.py`: DetailsLogger.Detail), and `results_<time>.json` elsewhere below the same folder.
 */
const DETAILS = /^details_(.+)_(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(?:\.\d+)?)\.parquet$/u;
const RESULTS = /^results_(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(?:\.\d+)?)\.json$/u;

const nameOf = ({ path }: TreeEntry): string => path.slice(path.lastIndexOf('/') + 1);

/** Null where there are no details. @throws UsageError where there are, and they cannot be used */
export async function findLighteval(files: SourceFiles, _: unknown, signal: AbortSignal): Promise<Source | null> {
  const details = (files.named === null ? files.entries : [files.named]).filter((entry) => DETAILS.test(nameOf(entry)));
  if (details.length === 0) return null;
  const times = new Set(details.map((entry) => DETAILS.exec(nameOf(entry))?.[2]));
  if (times.size > 1) throw new UsageError(severalRuns([...times].map(String)));
  const results = files.entries.filter((entry) => times.has(RESULTS.exec(nameOf(entry))?.[1]));
  const documents = await Promise.all(results.map((entry) => documentOf(files.root, entry, signal)));
  const told = documents.filter((document): document is JsonObject => isObject(document as JsonObject));
  const general = member(told[0], 'config_general');
  return {
    harness: { name: 'lighteval', version: textOf(member(general, 'lighteval_version')) },
    model: oneModel(told.map(modelOf)),
    revision: textOf(member(general, 'model_config', 'revision')) ?? textOf(member(general, 'model_sha')),
    files: [...results, ...details].map(({ path }) => path),
    facts: told[0] === undefined ? {} : factsOf(told[0]),
    async *answers(running) {
      for (const entry of details) yield* answersOf(files.root, entry, running);
    },
  };
}

const severalRuns = ([a, b]: readonly string[]): Localized => ({
  ko: `여러 실행의 기록이 있습니다(${a}, ${b}). details 아래에서 실행 하나의 폴더를 지정하십시오.`,
  en: `These are details of several runs (${a}, ${b}). Name the folder of one run below details.`,
});

const modelOf = (results: JsonObject): string | null =>
  textOf(member(results, 'config_general', 'model_name')) ??
  textOf(member(results, 'config_general', 'model_config', 'model_name'));

const FACTS = ['config_general', 'versions', 'summary_tasks', 'summary_general', 'results'];
const factsOf = (results: JsonObject): JsonObject =>
  Object.fromEntries(FACTS.flatMap((name) => (results[name] === undefined ? [] : [[name, results[name]]])));

async function* answersOf(root: string, entry: TreeEntry, signal: AbortSignal): AsyncGenerator<SourceEntry, void, void> {
  const task = (DETAILS.exec(nameOf(entry))?.[1] ?? '').replace(/\|\d+$/u, '');
  let row = 0;
  for await (const record of recordsOf(root, entry, signal)) {
    if (record.kind === 'fault') {
      yield record;
      continue;
    }
    const place = `${entry.path}:${row + 1}`;
    const { value } = record;
    const answer = isObject(value) ? answerOf(value, task, row, place) : null;
    row += 1;
    yield answer === null ? { kind: 'fault', fault: { place, why: NO_ANSWER } } : { kind: 'answer', answer };
  }
}

const NO_ANSWER: Localized = {
  ko: '답을 알 수 없는 행입니다(doc 또는 model_response가 없음). lighteval 0.10 이후의 details만 읽습니다.',
  en: 'no answer can be told from this row (no doc or model_response); details of lighteval 0.10 and later are read',
};

function answerOf(row: JsonObject, task: string, index: number, place: string): SourceAnswer | null {
  const { doc, metric } = row;
  const reply = isObject(doc) ? replyOf(doc, row.model_response) : null;
  if (!isObject(doc) || reply === null) return null;
  const specific = isObject(doc.specific) ? doc.specific : {};
  const scores = Object.entries(isObject(metric) ? metric : {}).flatMap(([name, value]) => {
    const score = numberOf(value);
    return score === null ? [] : [[name, score] as const];
  });
  return {
    task,
    index,
    ids: scalarsOf(specific),
    texts: [...textsOf(specific), ...[doc.original_query].flatMap((text) => textOf(text) ?? [])],
    prompt: textOf(doc.query),
    reply,
    scores: Object.fromEntries(scores),
    hashes: {},
    place,
  };
}

/** The choice of the highest log probability, where every choice has one; else what was generated. */
function replyOf(doc: JsonObject, response: JsonObject[string] | undefined): Reply | null {
  const choices = listOf(doc.choices).flatMap((choice) => textOf(choice) ?? []);
  const logLikelihoods = listOf(member(response, 'logprobs')).flatMap((value) => numberOf(value) ?? []);
  const texts = listOf(member(response, 'text')).flatMap((text) => textOf(text) ?? []);
  if (choices.length > 1 && logLikelihoods.length === choices.length && texts.every((text) => text === '')) {
    return { kind: 'choice', index: logLikelihoods.indexOf(Math.max(...logLikelihoods)), choices, logLikelihoods, raw: null };
  }
  const [raw] = texts;
  if (raw === undefined) return null;
  return { kind: 'text', text: textOf(listOf(member(response, 'text_post_processed'))[0]) ?? raw, raw };
}
