import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Manifest } from '@jatdae/schema';
import { type OpenItems, openItems, type Problem, UsageError, VERSION } from '@jatdae/validator';
import type { FindSource } from './formats/format.js';
import { findInspect } from './formats/inspect.js';
import { findLighteval } from './formats/lighteval.js';
import { findLmEval } from './formats/lm-eval.js';
import { findOpenCompass } from './formats/opencompass.js';
import { type ItemIndex, indexItems } from './items.js';
import { type Candidate, candidateOf, type Join, type JoinedTask, joinTask } from './join.js';
import type { Json } from './json.js';
import { predictionOf } from './prediction.js';
import { listSource, type SourceFiles, sha256Of } from './records.js';
import { redact } from './redact.js';
import { type SubMetricOutcome, scoreSubMetrics } from './scores.js';
import { experimentEntry } from './snippet.js';
import type { Source, SourceFault } from './source.js';
import { type Draft, openDraft } from './write.js';

/** In the order in which they are asked: results of lm-eval and of lighteval have the same name. */
const FORMATS = {
  lighteval: findLighteval,
  inspect: findInspect,
  opencompass: findOpenCompass,
  'lm-eval': findLmEval,
} as const satisfies Record<string, FindSource>;
export type ImportFormat = keyof typeof FORMATS;

export interface ImportOptions {
  /** folder of the deliverable, or its manifest */
  readonly to: string;
  /** found by the files where absent */
  readonly format?: ImportFormat;
  /** id of the experiment; made of the model's name where absent */
  readonly id?: string;
  readonly model?: string;
  readonly kind: 'llm' | 'lmm';
  /** sub-metrics by the source's tasks, where their names differ */
  readonly tasks: ReadonlyMap<string, string>;
  readonly filter?: string;
  readonly join?: Join;
  /** folder for the files, inside the deliverable; `experiments/<id>` where absent */
  readonly output?: string;
  readonly force: boolean;
  readonly signal: AbortSignal;
}

export interface TaskOutcome {
  readonly task: string;
  readonly answers: number;
  /** answers that found their item, by what they found it */
  readonly joined: Readonly<Record<Join, number>>;
  /** the field of the documents that held the ids */
  readonly field: string | null;
  /** answers that are in no prediction, by reason */
  readonly left: Readonly<Record<'unknown' | 'conflict' | 'repeated' | 'choices', number>>;
  /** where the first of these stand in the source */
  readonly firstLeft: readonly string[];
}

export interface ImportOutcome {
  readonly experiment: string;
  readonly harness: Source['harness'];
  readonly model: string;
  /** relative to the deliverable */
  readonly predictions: string;
  readonly record: string;
  readonly written: number;
  readonly tasks: readonly TaskOutcome[];
  readonly subMetrics: readonly SubMetricOutcome[];
  /** parts of the source that could not be read */
  readonly faults: { readonly count: number; readonly first: readonly SourceFault[] };
  /** YAML to put below `experiments:` */
  readonly entry: string;
}

export type ImportResult =
  | { readonly status: 'written'; readonly outcome: ImportOutcome }
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] };

const SHOWN = 5;

/**
 * Makes an experiment's prediction file of what another harness wrote. The source is only read; nothing is written unless some answer
 * finds its item.
 * @throws UsageError where the source, the deliverable or the call cannot be used
 */
export async function importExperiment(target: string, options: ImportOptions): Promise<ImportResult> {
  const { signal } = options;
  const files = await listSource(target);
  const source = await findSource(files, target, options);
  const open = await openItems(options.to, signal);
  if (!open.ok) return { status: 'unusable', problems: open.problems };
  try {
    const place = await placeFor(source, options);
    const index = await indexItems(open);
    if (index.items.length === 0) throw new UsageError(NO_ITEMS);
    const { byTask, faults } = await collect(source, index, signal);
    const joined = [...byTask].map(([task, candidates]) =>
      joinTask(task, candidates, joinOptions(open.manifest, index, options)),
    );
    const outcome = await write(open, source, files, index, { joined, faults }, place, options);
    return { status: 'written', outcome };
  } finally {
    await open.close();
  }
}

async function findSource(files: SourceFiles, target: string, { format, filter, signal }: ImportOptions): Promise<Source> {
  for (const [name, find] of Object.entries(FORMATS)) {
    if (format !== undefined && format !== name) continue;
    const source = await find(files, { filter: filter ?? null }, signal);
    if (source !== null) return source;
  }
  const known = Object.keys(FORMATS).join(', ');
  throw new UsageError({
    ko: `${target}: 알 수 있는 평가 결과가 없습니다. 읽을 수 있는 형식: ${known}`,
    en: `${target}: no results of a known harness are here. Known formats: ${known}`,
  });
}

const NO_ITEMS = {
  ko: 'id가 있는 문항이 없어 예측을 문항에 이을 수 없습니다. 매니페스트의 fields.id에 id가 든 칸을 적으십시오.',
  en: 'No item has an id, so nothing can be joined. Name the field that holds the ids in fields.id of the manifest.',
};

interface Place {
  readonly id: string;
  readonly model: string;
  /** absolute */
  readonly folder: string;
  /** relative to the deliverable, '/' between names */
  readonly path: string;
}

async function placeFor(source: Source, options: ImportOptions): Promise<Place> {
  const root = await rootOf(options.to);
  const model = options.model ?? source.model;
  if (model === null) throw new UsageError(NO_MODEL);
  const id = options.id ?? idOf(model);
  if (id === '' || /[/\\]/u.test(id) || /^\.+$/u.test(id)) throw new UsageError(badId(id));
  const folder = options.output === undefined ? join(root, 'experiments', id) : resolve(options.output);
  const path = relative(root, folder).split(sep).join('/');
  if (path === '' || path.startsWith('..') || /^(?:\/|[A-Za-z]:)/u.test(path)) throw new UsageError(OUTSIDE);
  return { id, model, folder, path };
}

/** The folder that holds the manifest. @throws UsageError where the deliverable is no folder */
async function rootOf(target: string): Promise<string> {
  const facts = await stat(target).catch(() => null);
  if (facts?.isDirectory() === true) return realpath(target);
  if (facts === null || !/\.(?:ya?ml|json)$/iu.test(target)) throw new UsageError(NO_FOLDER);
  return realpath(dirname(target));
}

const idOf = (model: string): string =>
  (model.replace(/\/+$/u, '').split('/').at(-1) ?? '').normalize('NFC').replace(/[^\p{L}\p{N}._-]+/gu, '-');

const NO_FOLDER = {
  ko: '--to에는 폴더인 납품물을 지정하십시오. 압축 파일이나 원격 주소에는 예측 파일을 쓸 수 없습니다.',
  en: 'Name a deliverable that is a folder with --to: predictions cannot be written into an archive or to an address.',
};
const NO_MODEL = {
  ko: '결과 파일에 모델 이름이 없습니다. --model로 적으십시오.',
  en: 'The source does not name its model. Name it with --model.',
};
const OUTSIDE = {
  ko: '-o 폴더는 납품물 안에 있어야 매니페스트가 가리킬 수 있습니다.',
  en: 'The -o folder must lie inside the deliverable, so that the manifest can refer to it.',
};
const badId = (id: string) => ({
  ko: `실험 id로 쓸 수 없는 이름입니다: «${id}». --id로 다른 이름을 적으십시오.`,
  en: `This cannot be the id of an experiment: “${id}”. Name another with --id.`,
});

interface Collected {
  readonly byTask: ReadonlyMap<string, readonly Candidate[]>;
  readonly faults: ImportOutcome['faults'];
}

async function collect(source: Source, index: ItemIndex, signal: AbortSignal): Promise<Collected> {
  const byTask = new Map<string, Candidate[]>();
  const first: SourceFault[] = [];
  let count = 0;
  for await (const entry of source.answers(signal)) {
    if (entry.kind === 'fault') {
      count += 1;
      if (first.length < SHOWN) first.push(entry.fault);
      continue;
    }
    const candidates = byTask.get(entry.answer.task) ?? [];
    candidates.push(candidateOf(entry.answer, index));
    byTask.set(entry.answer.task, candidates);
  }
  return { byTask, faults: { count, first } };
}

function joinOptions({ resources, subMetrics }: Manifest, index: ItemIndex, { tasks, join: only }: ImportOptions) {
  const spellings = resources.map(({ fields }) => fields?.id ?? 'id');
  const idNames = new Set(spellings.map((spelling) => String(spelling).split(/[./]/u).at(-1) ?? ''));
  const known = new Set(subMetrics.map(({ id }) => id));
  const nameOf = (task: string): string | undefined => {
    const named = tasks.get(task) ?? (known.has(task) ? task : undefined);
    return named ?? (subMetrics.length === 1 ? subMetrics[0]?.id : undefined);
  };
  return {
    idNames,
    only: only ?? null,
    inOrder(task: string, documents: number): readonly number[] | null {
      const name = nameOf(task);
      const items = index.items.flatMap(({ subMetric, side }, k) => (subMetric === name ? [{ k, side }] : []));
      const lists = [items, items.filter(({ side }) => side === 'public'), items.filter(({ side }) => side === 'leaderboard')];
      return lists.find(({ length }) => length === documents && length > 0)?.map(({ k }) => k) ?? null;
    },
  };
}

async function write(
  open: OpenItems,
  source: Source,
  files: SourceFiles,
  index: ItemIndex,
  { joined, faults }: { readonly joined: readonly JoinedTask[]; readonly faults: ImportOutcome['faults'] },
  place: Place,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const { signal, force } = options;
  const outcomes: TaskOutcome[] = [];
  const lines = new Map<number, Record<string, Json>>();
  const scored = new Map<number, Candidate['answer']>();
  for (const task of joined) outcomes.push(takeTask(task, index, lines, scored));
  if (lines.size === 0) throw new UsageError(nothingJoined(outcomes, faults));
  await mkdir(place.folder, { recursive: true });
  const name = 'predictions.jsonl';
  const record = 'predictions.run.json';
  const drafts: Draft[] = [];
  try {
    const predictions = await openDraft(join(place.folder, name), force);
    drafts.push(predictions);
    for (const item of [...lines.keys()].sort((a, b) => a - b)) await predictions.line(JSON.stringify(lines.get(item)));
    const subMetrics = scoreSubMetrics(open.manifest, index, scored);
    const hashes = [];
    const entries = new Map(files.entries.map((entry) => [entry.path, entry]));
    for (const path of source.files) {
      const entry = entries.get(path);
      if (entry !== undefined) hashes.push({ path, bytes: entry.size, sha256: await sha256Of(files.root, entry, signal) });
    }
    const written = await openDraft(join(place.folder, record), force);
    drafts.push(written);
    const told = {
      'jatdae-import': 1,
      jatdae: VERSION,
      experiment: place.id,
      harness: source.harness,
      model: { name: place.model, revision: source.revision },
      files: hashes,
      tasks: outcomes,
      source: redact(source.facts),
    };
    await written.line(JSON.stringify(told, null, 2));
    for (const draft of drafts) await draft.keep();
    return {
      experiment: place.id,
      harness: source.harness,
      model: place.model,
      predictions: `${place.path}/${name}`,
      record: `${place.path}/${record}`,
      written: lines.size,
      tasks: outcomes,
      subMetrics,
      faults,
      entry: experimentEntry({
        id: place.id,
        model: { name: place.model, kind: options.kind, revision: source.revision },
        harness: source.harness,
        predictions: `${place.path}/${name}`,
        scores: subMetrics,
      }),
    };
  } catch (error) {
    for (const draft of drafts) await draft.drop();
    throw error;
  }
}

function takeTask(
  { task, field, answers }: JoinedTask,
  { items }: ItemIndex,
  lines: Map<number, Record<string, Json>>,
  scored: Map<number, Candidate['answer']>,
): TaskOutcome {
  const joined = { id: 0, question: 0, index: 0 };
  const left = { unknown: 0, conflict: 0, repeated: 0, choices: 0 };
  const firstLeft: string[] = [];
  for (const { candidate, item, by, why } of answers) {
    const known = items[item];
    const reason = known === undefined ? (why ?? 'unknown') : lines.has(item) ? 'repeated' : null;
    const line = known === undefined || reason !== null ? null : predictionOf(candidate, known);
    if (line === null || by === null) {
      left[reason ?? 'choices'] += 1;
      if (firstLeft.length < SHOWN) firstLeft.push(candidate.answer.place);
      continue;
    }
    joined[by] += 1;
    lines.set(item, line);
    scored.set(item, candidate.answer);
  }
  return { task, answers: answers.length, joined, field, left, firstLeft };
}

function nothingJoined(tasks: readonly TaskOutcome[], { count, first }: ImportOutcome['faults']) {
  const answers = tasks.reduce((sum, task) => sum + task.answers, 0);
  const [fault] = first;
  const unread =
    fault === undefined
      ? { ko: '', en: '' }
      : {
          ko: ` 읽지 못한 기록이 ${count}건 있습니다(${fault.place}: ${fault.why.ko}).`,
          en: ` ${count} records were not read (${fault.place}: ${fault.why.en}).`,
        };
  return {
    ko: `답 ${answers}개를 읽었지만 이 납품물의 문항에 이은 것이 없어 아무것도 쓰지 않았습니다.${unread.ko} 과제와 하위 측정 항목의 이름이 다르면 --task 과제=하위항목으로 적고, 같은 데이터의 결과인지 확인하십시오.`,
    en: `Of ${answers} answers none belongs to an item of this deliverable, so nothing was written.${unread.en} Name sub-metrics with --task TASK=SUBMETRIC where they differ from the tasks, and make sure that these are results of this data.`,
  };
}
