import { parentPort } from 'node:worker_threads';
import type { TreeEntry } from '@jatdae/readers';
import type { MediaFacts } from '@jatdae/rules';
import { inspectMedia } from '../media/media-list.js';
import { type Reduced, type ReduceWork, reducePrints } from '../shuffle/reduce.js';
import { type PackedFailure, packFailure } from './failure.js';
import { type PackedPlan, unpackPlan } from './packed-plan.js';
import { buffersOfResult, openWorkshop, type Result, type Work, type Workshop } from './work.js';

export type Task =
  /** comes before the first piece of its work */
  | { readonly kind: 'plan'; readonly plan: PackedPlan }
  | Work
  /** needs no plan */
  | { readonly kind: 'inspect'; readonly root: string; readonly entries: readonly TreeEntry[] }
  /** likewise */
  | { readonly kind: 'reduce'; readonly folder: string; readonly work: ReduceWork }
  | { readonly kind: 'stop' };

export type Reply =
  | { readonly kind: 'progress'; readonly bytes: number; readonly items: number }
  | Result
  | { readonly kind: 'inspected'; readonly facts: readonly (MediaFacts | null)[] }
  | { readonly kind: 'reduced'; readonly result: Reduced }
  | ({ readonly kind: 'failed' } & PackedFailure);

/** Progress is told at most once for so many bytes. */
const PROGRESS_BYTES = 4 << 20;

let workshop: Workshop | null = null;
/** One piece at a time, in the order in which they come. */
let last = Promise.resolve();

const stop = new AbortController();

function reply(message: Reply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

async function work(piece: Work): Promise<void> {
  if (workshop === null) throw new RangeError('no plan');
  let told = { bytes: 0, items: 0 };
  const tell = (): void => {
    if (told.bytes > 0 || told.items > 0) reply({ kind: 'progress', ...told });
    told = { bytes: 0, items: 0 };
  };
  const result = await workshop(piece, stop.signal, ({ bytes, items }) => {
    told = { bytes: told.bytes + bytes, items: told.items + items };
    if (told.bytes >= PROGRESS_BYTES) tell();
  });
  tell();
  reply(result, buffersOfResult(result));
}

async function run(task: Exclude<Task, { kind: 'stop' }>): Promise<void> {
  if (task.kind === 'plan') {
    workshop = openWorkshop(unpackPlan(task.plan));
    return;
  }
  if (task.kind === 'reduce') return reply({ kind: 'reduced', result: reducePrints(task.folder, task.work) });
  if (task.kind !== 'inspect') return work(task);
  const onDone = (items: number, bytes: number): void => reply({ kind: 'progress', bytes, items });
  reply({ kind: 'inspected', facts: await inspectMedia(task.root, task.entries, stop.signal, onDone) });
}

parentPort?.on('message', (task: Task) => {
  if (task.kind === 'stop') stop.abort();
  else last = last.then(() => run(task)).catch((error: unknown) => reply({ kind: 'failed', ...packFailure(error) }));
});
