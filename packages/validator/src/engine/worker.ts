import { parentPort } from 'node:worker_threads';
import type { TreeEntry } from '@jatdae/readers';
import type { MediaFacts } from '@jatdae/rules';
import type { KeyIndex } from '../evidence/key-store.js';
import { type ScoredPredictions, type ScoreWork, scorePredictions } from '../evidence/scorer.js';
import { inspectMedia } from '../media/media-list.js';
import type { Plan, Split } from '../plan/plan.js';
import { createItemReaders, type ItemReaders } from '../scan/items.js';
import type { ScannedSplit } from '../scan/scan-split.js';
import { createSplitScanner, type SplitScanner } from '../scan/scan-split.js';
import { readWitnesses, type SplitRows, type Witness } from '../scan/witness.js';
import { buffersOf, type SearchFound, type SearchWork, search } from '../similar/search.js';
import { similarSettings } from '../similar/settings.js';
import { type PackedFailure, packFailure } from './failure.js';
import { type PackedPlan, unpackPlan } from './packed-plan.js';

export type Task =
  /** comes first, once */
  | { readonly kind: 'plan'; readonly plan: PackedPlan }
  | { readonly kind: 'scan'; readonly split: number }
  | ({ readonly kind: 'witness' } & SplitRows)
  | { readonly kind: 'search'; readonly part: SearchWork }
  | { readonly kind: 'score'; readonly work: ScoreWork; readonly keys: KeyIndex }
  /** needs no plan */
  | { readonly kind: 'inspect'; readonly root: string; readonly entries: readonly TreeEntry[] }
  | { readonly kind: 'stop' };

export type Reply =
  | { readonly kind: 'progress'; readonly bytes: number; readonly items: number }
  | { readonly kind: 'scanned'; readonly result: ScannedSplit }
  | { readonly kind: 'witnessed'; readonly split: number; readonly witnesses: readonly Witness[] }
  | { readonly kind: 'found'; readonly found: SearchFound }
  | { readonly kind: 'scored'; readonly result: ScoredPredictions }
  | { readonly kind: 'inspected'; readonly facts: readonly (MediaFacts | null)[] }
  | ({ readonly kind: 'failed' } & PackedFailure);

/** Progress is told at most once for so many bytes. */
const PROGRESS_BYTES = 4 << 20;

/** What is made of the plan. */
interface Tools {
  readonly plan: Plan;
  readonly readers: ItemReaders;
  readonly scanSplit: SplitScanner;
}

let tools: Tools | null = null;

function take(packed: PackedPlan): Tools {
  const plan = unpackPlan(packed);
  const readers = createItemReaders(plan);
  return { plan, readers, scanSplit: createSplitScanner(plan, readers) };
}

function given(index: number): Tools & { readonly split: Split } {
  const split = tools?.plan.splits[index];
  if (tools === null || split === undefined) throw new RangeError(`no split ${index}`);
  return { ...tools, split };
}

const stop = new AbortController();

function reply(message: Reply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

async function scan(index: number): Promise<void> {
  const { scanSplit, split } = given(index);
  let bytes = 0;
  let items = 0;
  const result = await scanSplit(split, stop.signal, (moreBytes, moreItems) => {
    bytes += moreBytes;
    items += moreItems;
    if (bytes < PROGRESS_BYTES) return;
    reply({ kind: 'progress', bytes, items });
    bytes = 0;
    items = 0;
  });
  reply({ kind: 'progress', bytes, items });
  const { ids, items: contents, near, passages, keys } = result;
  reply(
    { kind: 'scanned', result },
    [ids, contents, near.sketches, near.lengths, near.wide, near.narrow, passages, keys].map(
      ({ buffer }) => buffer as ArrayBuffer,
    ),
  );
}

async function score({ work, keys }: Extract<Task, { kind: 'score' }>): Promise<void> {
  if (tools === null) throw new RangeError('no plan');
  const result = await scorePredictions(tools.plan, work, keys, stop.signal);
  const columns = result.responses === null ? [] : [result.responses.correct, result.responses.chosen];
  reply(
    { kind: 'scored', result },
    columns.map(({ buffer }) => buffer as ArrayBuffer),
  );
}

function find({ part }: Extract<Task, { kind: 'search' }>): void {
  const settings = tools === null ? null : similarSettings(tools.plan);
  if (settings === null) throw new RangeError('no plan that looks for near items');
  const found = search(settings, part);
  reply({ kind: 'found', found }, buffersOf(found));
}

async function run(task: Exclude<Task, { kind: 'plan' | 'stop' }>): Promise<void> {
  if (task.kind === 'scan') return scan(task.split);
  if (task.kind === 'search') return find(task);
  if (task.kind === 'score') return score(task);
  if (task.kind === 'inspect') {
    const onDone = (items: number, bytes: number): void => reply({ kind: 'progress', bytes, items });
    return reply({ kind: 'inspected', facts: await inspectMedia(task.root, task.entries, stop.signal, onDone) });
  }
  const { plan, readers, split } = given(task.split);
  reply({ kind: 'witnessed', split: task.split, witnesses: await readWitnesses(plan, readers, split, task, stop.signal) });
}

parentPort?.on('message', (task: Task) => {
  if (task.kind === 'stop') stop.abort();
  else if (task.kind === 'plan') tools = take(task.plan);
  else run(task).catch((error: unknown) => reply({ kind: 'failed', ...packFailure(error) }));
});
