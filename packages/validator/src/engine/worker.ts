import { parentPort, workerData } from 'node:worker_threads';
import { createItemReaders } from '../scan/items.js';
import type { ScannedSplit } from '../scan/scan-split.js';
import { createSplitScanner } from '../scan/scan-split.js';
import { readWitnesses, type SplitRows, type Witness } from '../scan/witness.js';
import { type PackedPlan, unpackPlan } from './packed-plan.js';

export type Task =
  | { readonly kind: 'scan'; readonly split: number }
  | ({ readonly kind: 'witness' } & SplitRows)
  | { readonly kind: 'stop' };

export type Reply =
  | { readonly kind: 'progress'; readonly bytes: number; readonly items: number }
  | { readonly kind: 'scanned'; readonly result: ScannedSplit }
  | { readonly kind: 'witnessed'; readonly split: number; readonly witnesses: readonly Witness[] }
  | { readonly kind: 'failed'; readonly split: number; readonly error: unknown };

/** Progress is told at most once for so many bytes. */
const PROGRESS_BYTES = 4 << 20;

const plan = unpackPlan(workerData as PackedPlan);
const readers = createItemReaders(plan);
const scanSplit = createSplitScanner(plan, readers);
const stop = new AbortController();

function reply(message: Reply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

async function scan(index: number): Promise<void> {
  const split = plan.splits[index];
  if (split === undefined) throw new RangeError(`no split ${index}`);
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
  const { ids, items: contents, sketches, passages, keys } = result;
  reply(
    { kind: 'scanned', result },
    [ids, contents, sketches, passages, keys].map(({ buffer }) => buffer as ArrayBuffer),
  );
}

async function run(task: Exclude<Task, { kind: 'stop' }>): Promise<void> {
  if (task.kind === 'scan') return scan(task.split);
  const split = plan.splits[task.split];
  if (split === undefined) throw new RangeError(`no split ${task.split}`);
  reply({ kind: 'witnessed', split: task.split, witnesses: await readWitnesses(plan, readers, split, task, stop.signal) });
}

parentPort?.on('message', (task: Task) => {
  if (task.kind === 'stop') stop.abort();
  else run(task).catch((error: unknown) => reply({ kind: 'failed', split: task.split, error }));
});
