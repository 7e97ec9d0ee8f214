import { archiveTree, DamagedSource, type TreeEntry } from '@jatdae/readers';
import type { Localized } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { isObject, type Json, type JsonObject, listOf, member, numberOf, scalarText, textOf } from '../json.js';
import { documentOf, recordsOf, type SourceFiles } from '../records.js';
import type { Reply, Source, SourceAnswer, SourceEntry, SourceFault } from '../source.js';
import { oneModel, scalarsOf, textsOf } from './document.js';

/**
 * Inspect logs (inspect_ai 0.3.260): `.eval`, a zip with `header.json` and one `samples/<id>_epoch_<n>.json` a sample (`log/_recorders/eval.py`),
 * or one `.json` that holds all of it (`log/_log.py`: EvalLog, EvalSpec, EvalSample).
 */
interface Log {
  /** of the file, below the source's root */
  readonly path: string;
  readonly header: JsonObject;
  samples(signal: AbortSignal): AsyncGenerator<Sample, void, void>;
}

type Sample = { readonly kind: 'sample'; readonly value: JsonObject; readonly place: string } | SourceEntry;

/** Null where there are no logs. @throws UsageError where there are, and they cannot be used */
export async function findInspect(files: SourceFiles, _: unknown, signal: AbortSignal): Promise<Source | null> {
  const wanted = files.named === null ? files.entries : [files.named];
  const logs: Log[] = [];
  for (const entry of wanted) {
    const log = entry.path.endsWith('.eval')
      ? await openZip(files.root, entry, signal)
      : await openJson(files.root, entry, signal);
    if (log !== null) logs.push(log);
  }
  const [first] = logs;
  if (first === undefined) return null;
  const model = oneModel(logs.map(({ header }) => textOf(member(header, 'eval', 'model'))));
  return {
    harness: { name: 'inspect_ai', version: textOf(member(first.header, 'eval', 'packages', 'inspect_ai')) },
    model,
    revision: null,
    files: logs.map(({ path }) => path),
    facts: { logs: logs.map(({ header }) => factsOf(header)) },
    async *answers(running) {
      for (const log of logs) yield* answersOf(log, running);
    },
  };
}

const FACTS = [
  'eval_id',
  'run_id',
  'created',
  'task',
  'task_id',
  'task_version',
  'task_args',
  'dataset',
  'model_args',
  'config',
  'revision',
  'packages',
  'scorers',
];

function factsOf(header: JsonObject): JsonObject {
  const told = FACTS.flatMap((name) => {
    const value = member(header, 'eval', name);
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return {
    status: header.status ?? null,
    ...Object.fromEntries(told),
    plan: header.plan ?? null,
    results: header.results ?? null,
  };
}

/** Zips are read in place: nothing needs a temporary file. */
const NO_SPOOL = {
  newSpool: async (): Promise<string> => {
    throw new DamagedSource('', 'corrupt');
  },
};

async function openZip(root: string, entry: TreeEntry, signal: AbortSignal): Promise<Log> {
  const tree = await archiveTree(`${root}/${entry.stored}`, NO_SPOOL).catch((error: unknown) => {
    if (error instanceof DamagedSource) throw new UsageError(noLog(entry.path));
    throw error;
  });
  const named = (path: string): TreeEntry | undefined => tree.entries.find((inner) => inner.path === path);
  // A run that was interrupted has no header yet; what it was started with is in its journal.
  const head = named('header.json') ?? named('_journal/start.json');
  const header = head === undefined ? null : await documentOf(tree.root, head, signal);
  if (!isLog(header)) throw new UsageError(noLog(entry.path));
  const samples = tree.entries.filter(({ path }) => path.startsWith('samples/')).sort(bySample);
  return {
    path: entry.path,
    header,
    async *samples(running) {
      if (head?.path !== 'header.json') yield fault(entry.path, UNFINISHED);
      for (const inner of samples) {
        for await (const record of recordsOf(tree.root, { ...inner, path: `${entry.path}!/${inner.path}` }, running)) {
          if (record.kind === 'fault') yield record;
          else if (isObject(record.value)) yield { kind: 'sample', value: record.value, place: `${entry.path}!/${inner.path}` };
        }
      }
    },
  };
}

/** By epoch, so that the first one counts; ids in the order of their numbers. */
function bySample(a: TreeEntry, b: TreeEntry): number {
  const epoch = ({ path }: TreeEntry): number => Number(/_epoch_(\d+)\.json$/u.exec(path)?.[1] ?? 1);
  return epoch(a) - epoch(b) || a.path.localeCompare(b.path, 'en', { numeric: true });
}

async function openJson(root: string, entry: TreeEntry, signal: AbortSignal): Promise<Log | null> {
  if (!entry.path.endsWith('.json')) return null;
  const document = await documentOf(root, entry, signal);
  if (!isLog(document)) return null;
  const { samples, ...header } = document;
  return {
    path: entry.path,
    header,
    async *samples() {
      for (const [k, value] of listOf(samples).entries()) {
        if (isObject(value)) yield { kind: 'sample', value, place: `${entry.path}#/samples/${k}` };
      }
    },
  };
}

const isLog = (value: Json | SourceFault | null): value is JsonObject =>
  isObject(value as Json) && typeof member(value as Json, 'eval', 'task') === 'string' && 'version' in (value as JsonObject);

const noLog = (path: string): Localized => ({
  ko: `${path}: Inspect 기록으로 읽을 수 없는 파일입니다. 끊기지 않은 파일인지 확인하십시오.`,
  en: `${path}: this cannot be read as a log of Inspect. Make sure that the file is whole.`,
});
const UNFINISHED: Localized = {
  ko: '끝나지 않은 실행의 기록입니다(header.json 없음)',
  en: 'the run did not end (no header.json)',
};
const FAILED: Localized = { ko: '오류로 끝난 문항입니다', en: 'the sample ended with an error' };

const fault = (place: string, why: Localized): SourceEntry => ({ kind: 'fault', fault: { place, why } });

async function* answersOf(log: Log, signal: AbortSignal): AsyncGenerator<SourceEntry, void, void> {
  const task = textOf(member(log.header, 'eval', 'task_display_name')) ?? textOf(member(log.header, 'eval', 'task')) ?? '';
  for await (const sample of log.samples(signal)) {
    if (sample.kind !== 'sample') yield sample;
    else if (isObject(sample.value.error)) yield fault(sample.place, FAILED);
    else yield { kind: 'answer', answer: answerOf(sample.value, task.slice(task.lastIndexOf('/') + 1), sample.place) };
  }
}

function answerOf(sample: JsonObject, task: string, place: string): SourceAnswer {
  const metadata = isObject(sample.metadata) ? sample.metadata : {};
  const id = scalarText(sample.id);
  const scores = Object.entries(isObject(sample.scores) ? sample.scores : {});
  return {
    task,
    index: null,
    ids: { ...scalarsOf(metadata), ...(id === null ? {} : { id }) },
    texts: [...inputTexts(sample), ...textsOf(metadata)],
    prompt: null,
    reply: replyOf(sample, scores[0]?.[1]),
    scores: Object.fromEntries(
      scores.flatMap(([name, score], k) => {
        const value = scoreOf(member(score, 'value'));
        return value === null ? [] : [[name, value] as const, ...(k === 0 ? [['correct', value] as const] : [])];
      }),
    ),
    hashes: {},
    place,
  };
}

/** The texts of the input; long ones stand in the sample's attachments, under a hash. */
function inputTexts(sample: JsonObject): string[] {
  const texts =
    typeof sample.input === 'string'
      ? [sample.input]
      : listOf(sample.input).flatMap((message) => textsOf(member(message, 'content') ?? null));
  return texts.flatMap((text) => {
    const hash = /^attachment:\/\/(\w+)$/u.exec(text)?.[1];
    return hash === undefined ? [text] : (textOf(member(sample, 'attachments', hash)) ?? []);
  });
}

/** What the scorer took for the answer: of a question with choices the letter of one of `sample.choices`. */
function replyOf(sample: JsonObject, score: Json | undefined): Reply {
  const completion = textOf(member(sample, 'output', 'completion'));
  const answer = textOf(member(score, 'answer'));
  const choices = listOf(sample.choices).flatMap((choice) => textOf(choice) ?? []);
  const index = answer !== null && /^[A-Z]$/u.test(answer.trim()) ? answer.trim().charCodeAt(0) - 0x41 : -1;
  if (index >= 0 && index < choices.length) return { kind: 'choice', index, choices, logLikelihoods: null, raw: completion };
  return { kind: 'text', text: answer ?? completion, raw: completion };
}

const LETTER_SCORES: Readonly<Record<string, number>> = { C: 1, P: 0.5, I: 0, N: 0 };

const scoreOf = (value: Json | undefined): number | null =>
  typeof value === 'string' && Object.hasOwn(LETTER_SCORES, value) ? (LETTER_SCORES[value] as number) : numberOf(value);
