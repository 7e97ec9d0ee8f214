import type { Worker } from 'node:worker_threads';
import type { ScoredPredictions } from '../evidence/scorer.js';
import type { Plan } from '../plan/plan.js';
import type { ScannedSplit } from '../scan/scan-split.js';
import type { SplitRows } from '../scan/witness.js';
import type { SearchFound } from '../similar/search.js';
import type { Crew } from './crew.js';
import type { Engine, ScanProgress } from './engine.js';
import { unpackFailure } from './failure.js';
import { packPlan } from './packed-plan.js';
import type { Reply, Task } from './worker.js';

type Work = Extract<Task, { kind: 'scan' | 'witness' | 'search' | 'score' }>;
type Result = Extract<Reply, { kind: 'scanned' | 'witnessed' | 'found' | 'scored' }>;

/** How many results may wait for an earlier one, in multiples of the workers: bounds what is held in memory. */
const AHEAD = 4;

/** Worker threads that read for themselves and hand over state, never rows. */
export function createThreadsEngine(crew: Crew): Engine {
  let told: Plan | null = null;

  function tell(plan: Plan): readonly Worker[] {
    if (crew.failure() !== null) throw crew.failure();
    if (told !== plan) {
      const packed = packPlan(plan);
      for (const worker of crew.workers) worker.postMessage({ kind: 'plan', plan: packed } satisfies Task);
      told = plan;
    }
    return crew.workers;
  }

  return {
    threads: crew.workers.length,
    async *scan(plan, signal, onProgress, done) {
      const left = plan.splits.filter(({ index }) => done?.has(index) !== true);
      const work = left.map(({ index }): Work => ({ kind: 'scan', split: index }));
      for await (const result of inOrder(tell(plan), work, signal, onProgress)) {
        if (result.kind === 'scanned') yield result.result satisfies ScannedSplit;
      }
    },
    async *witness(plan, wanted: readonly SplitRows[], signal) {
      const work = wanted.map((rows): Work => ({ kind: 'witness', ...rows }));
      for await (const result of inOrder(tell(plan), work, signal, () => {})) {
        if (result.kind === 'witnessed') yield result;
      }
    },
    async *search(plan, parts, signal) {
      const work = parts.map((part): Work => ({ kind: 'search', part }));
      for await (const result of inOrder(tell(plan), work, signal, () => {})) {
        if (result.kind === 'found') yield result.found satisfies SearchFound;
      }
    },
    async *score(plan, experiments, keys, signal) {
      const work = experiments.map((each): Work => ({ kind: 'score', work: each, keys }));
      for await (const result of inOrder(tell(plan), work, signal, () => {})) {
        if (result.kind === 'scored') yield result.result satisfies ScoredPredictions;
      }
    },
    close: () => crew.keep(0),
  };
}

/** Gives each worker the next piece of work when it is done with one, and yields the results in the order of the work. */
async function* inOrder(
  crew: readonly Worker[],
  work: readonly Work[],
  signal: AbortSignal,
  onProgress: (progress: ScanProgress) => void,
): AsyncGenerator<Result, void, void> {
  const done = new Map<number, Result>();
  const idle = [...crew];
  const running = new Map<Worker, number>();
  let next = 0;
  let due = 0;
  let failure: unknown = null;
  let wake = (): void => {};

  function assign(): void {
    while (idle.length > 0 && next < work.length && next < due + AHEAD * crew.length && failure === null && !signal.aborted) {
      const worker = idle.pop() as Worker;
      running.set(worker, next);
      worker.postMessage(work[next++]);
    }
  }

  function listen(worker: Worker): () => void {
    const onMessage = (reply: Reply): void => {
      if (reply.kind === 'progress') {
        onProgress(reply);
        return;
      }
      const place = running.get(worker);
      running.delete(worker);
      idle.push(worker);
      if (reply.kind === 'failed') failure ??= unpackFailure(reply);
      else if (place !== undefined && reply.kind !== 'inspected') done.set(place, reply);
      wake();
    };
    const onError = (error: unknown): void => {
      running.delete(worker);
      failure ??= error;
      wake();
    };
    worker.on('message', onMessage);
    worker.on('error', onError);
    return () => {
      worker.off('message', onMessage);
      worker.off('error', onError);
    };
  }

  const onAbort = (): void => {
    for (const worker of crew) worker.postMessage({ kind: 'stop' } satisfies Task);
    wake();
  };
  const deafen = crew.map(listen);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (due < work.length) {
      assign();
      const ready = done.get(due);
      if (ready !== undefined) {
        done.delete(due);
        due += 1;
        yield ready;
        continue;
      }
      if (signal.aborted) return;
      if (failure !== null) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    for (const stop of deafen) stop();
  }
}
