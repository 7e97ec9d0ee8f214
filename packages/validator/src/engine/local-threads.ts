import type { Plan } from '../plan/plan.js';
import type { Crew } from './crew.js';
import type { Engine } from './engine.js';
import { ownLane, workerLane } from './lanes.js';
import { createLocalEngine } from './local.js';

/** Below this many bytes starting threads costs more than it saves. */
export const INLINE_BYTES = 32 << 20;
/** A file that is told to a thread costs as much as this many bytes that it reads, in time, and far more in memory. */
const FILE_BYTES = 1 << 10;

/** How many threads are of use to a plan, of so many that there may be. */
export function usefulThreads(plan: Plan, jobs: number): number {
  const stored = plan.files.reduce((sum, { size }) => sum + size, 0);
  const bytes = plan.splits.reduce((sum, { decoded = 0 }) => sum + decoded, stored);
  return bytes < INLINE_BYTES + plan.files.length * FILE_BYTES ? 1 : Math.min(jobs, Math.max(1, plan.splits.length));
}

/**
 * Work by this thread and a crew.
 * @throws what kept one of the crew from starting
 */
export function openLocalEngine({ workers, failure }: Crew): Engine {
  if (failure() !== null) throw failure();
  return createLocalEngine([...workers.map(workerLane), ownLane()]);
}
