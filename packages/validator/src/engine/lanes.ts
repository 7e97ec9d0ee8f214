import type { Worker } from 'node:worker_threads';
import type { Plan } from '../plan/plan.js';
import { createBreather } from '../scan/breather.js';
import type { ScanProgress } from './engine.js';
import { unpackFailure } from './failure.js';
import type { PackedPlan } from './packed-plan.js';
import { openWorkshop, type Result, type Work, type Workshop } from './work.js';
import type { Reply, Task } from './worker.js';

/** Where pieces of work are done, one after the other. */
export interface Lane {
  /** pieces that it is given before the first of them is done */
  readonly depth: number;
  /** Comes before the first piece of a plan. `packed`: the plan on its way to another thread, packed once for all. */
  take(plan: Plan, packed: () => PackedPlan): void;
  run(work: Work, onProgress: (progress: ScanProgress) => void): Promise<Result>;
  /** Gives up what is under way, as soon as that can be. */
  stop(): void;
  close(): Promise<void>;
}

/** A worker thread. It has its next piece before it asks: the thread that gives the work may be busy with a piece of its own. */
export function workerLane(worker: Worker): Lane {
  interface Pending {
    readonly onProgress: (progress: ScanProgress) => void;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  const pending: Pending[] = [];
  let dead: { readonly error: unknown } | null = null;

  worker.on('message', (reply: Reply) => {
    if (reply.kind === 'progress') {
      pending[0]?.onProgress(reply);
      return;
    }
    const first = pending.shift();
    if (reply.kind === 'failed') first?.reject(unpackFailure(reply));
    else if (reply.kind !== 'inspected' && reply.kind !== 'reduced') first?.resolve(reply);
  });
  const end = (error: unknown): void => {
    dead ??= { error };
    for (const { reject } of pending.splice(0)) reject(error);
  };
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`a worker thread ended with status ${code}`)));

  const post = (task: Task): void => worker.postMessage(task);
  return {
    depth: 2,
    take: (_, packed) => post({ kind: 'plan', plan: packed() }),
    run(work, onProgress) {
      if (dead !== null) return Promise.reject(dead.error);
      return new Promise((resolve, reject) => {
        pending.push({ onProgress, resolve, reject });
        post(work);
      });
    },
    stop: () => post({ kind: 'stop' }),
    async close() {
      await worker.terminate();
    },
  };
}

/** This thread, which has to listen to the others between two steps. */
export function ownLane(): Lane {
  const breathe = createBreather();
  const stopped = new AbortController();
  let workshop: Workshop | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function work(piece: Work, onProgress: (progress: ScanProgress) => void): Promise<Result> {
    if (workshop === null) throw new RangeError('no plan');
    // Whoever waits for what is done comes first.
    await breathe();
    return workshop(piece, stopped.signal, onProgress);
  }

  return {
    depth: 1,
    take(plan) {
      workshop = openWorkshop(plan);
    },
    run(piece, onProgress) {
      const result = work(piece, onProgress);
      last = result.catch(() => {});
      return result;
    },
    stop: () => stopped.abort(),
    async close() {
      stopped.abort();
      await last;
    },
  };
}
