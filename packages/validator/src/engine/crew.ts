import { Worker } from 'node:worker_threads';
import { workerFile } from './worker-file.js';

/** Worker threads that load what they need and then wait for a plan. */
export interface Crew {
  readonly workers: readonly Worker[];
  /** why one of them could not start, as long as nobody listened to it; null where all did */
  failure(): unknown;
  /** Lets go of all but the first so many. */
  keep(count: number): Promise<void>;
}

/** A scan leaves small things behind only: a small nursery is collected as fast, and each worker has one. */
const WORKER_LIMITS = { maxYoungGenerationSizeMb: 6 } as const;

export const startThread = (): Worker => new Worker(workerFile, { execArgv: [], resourceLimits: WORKER_LIMITS });

export function startCrew(size: number): Crew {
  let failure: unknown = null;
  const workers = Array.from({ length: size }, () => {
    const worker = startThread();
    worker.on('error', (error) => {
      failure ??= error;
    });
    return worker;
  });
  return {
    workers,
    failure: () => failure,
    async keep(count) {
      await Promise.all(workers.splice(count).map((worker) => worker.terminate()));
    },
  };
}
