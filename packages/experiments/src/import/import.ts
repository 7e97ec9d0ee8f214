import type { Manifest } from '@jatdae/schema';
import { openItems, UsageError } from '@jatdae/validator';
import { writeFiles } from './files.js';
import { FORMATS } from './formats/all.js';
import { type ItemIndex, indexItems } from './items.js';
import { type Candidate, candidateOf, type JoinOptions, joinTask } from './join.js';
import type { ImportOptions, ImportOutcome, ImportResult } from './outcome.js';
import { placeFor } from './place.js';
import { listSource, type SourceFiles } from './records.js';
import { scoreSubMetrics } from './scores.js';
import { SHOWN } from './shown.js';
import { experimentEntry } from './snippet.js';
import type { Source, SourceFault } from './source.js';
import { takeAnswers } from './take.js';

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
    const { manifest } = open;
    const joining = joinOptions(manifest, index, options);
    const joined = [...byTask].map(([task, candidates]) => joinTask(task, candidates, joining));
    const taken = takeAnswers(joined, index, faults);
    const written = await writeFiles({ source, files, taken, place }, options);
    const subMetrics = scoreSubMetrics(manifest, index, taken.answers);
    const { id, model } = place;
    const { harness, revision } = source;
    const facts = { id, model: { name: model, kind: options.kind, revision }, harness, predictions: written.predictions };
    const entry = experimentEntry({ ...facts, scores: subMetrics });
    return {
      status: 'written',
      outcome: { experiment: id, harness, model, ...written, tasks: taken.tasks, subMetrics, faults, entry },
    };
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

function joinOptions({ resources, subMetrics }: Manifest, index: ItemIndex, { tasks, join: only }: ImportOptions): JoinOptions {
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
