import type { Plan } from '@jatdae/validator';

/** Splits that follow each other: scanned and merged by one worker, one after the other, as one piece of work. */
export interface SplitRun {
  readonly first: number;
  readonly count: number;
}

/** Runs for each thread of the fleet, so that whoever was lucky takes what others have left. */
const RUNS_OF_THREAD = 16;
/** Threads that a fleet is taken to have that is not there yet. */
const EXPECTED_THREADS = 4;

/**
 * Puts splits together. What comes back of a run is as large as what comes back of a split, but for what each item leaves; so the more a run holds, the less is
 * left to whoever merges them. A run that is too much for a worker can be tried again split by split.
 * @param left the splits to scan, by index, ascending
 * @param bytes that a run holds at the most, where it is not one split
 */
export function runsOf(plan: Plan, left: readonly number[], slots: number, bytes: number): SplitRun[] {
  const most = Math.max(1, Math.floor(left.length / (RUNS_OF_THREAD * (slots > 0 ? slots : EXPECTED_THREADS))));
  const runs: SplitRun[] = [];
  for (let k = 0; k < left.length; ) {
    const first = left[k] as number;
    let held = bytesOf(plan, first);
    let count = 1;
    while (count < most && left[k + count] === first + count && held + bytesOf(plan, first + count) <= bytes)
      held += bytesOf(plan, first + count++);
    runs.push({ first, count });
    k += count;
  }
  return runs;
}

function bytesOf({ splits, resources, files }: Plan, index: number): number {
  const split = splits[index];
  if (split === undefined) return 0;
  if (split.decoded !== undefined) return split.decoded;
  if (split.to === split.from + 1) return split.end - split.start;
  const held = resources[split.resource]?.files.slice(split.from, split.to) ?? [];
  return held.reduce((sum, file) => sum + (files[file]?.size ?? 0), 0);
}
