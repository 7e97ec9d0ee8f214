import type { Localized } from '@jatdae/schema';

/** The one queue of a fleet: runs share it, first come, first served. */
export const QUEUE = 'work';

/** What BullMQ holds of a piece of work. */
export interface JobData {
  readonly run: string;
  /** of the jatdae that made the plan, and whatever else must be the same */
  readonly version: string;
  /** of the result among the run's values */
  readonly name: string;
  /** the first split to scan; null where the task is a value of the run */
  readonly split: number | null;
  /** splits to scan from it on; one where absent */
  readonly count?: number;
  /** name of that value */
  readonly task: string | null;
  /** hosts that did not see the files as the plan has them */
  readonly refusedBy: readonly string[];
  /** times that it was begun with nothing beside it, after its worker had ended, and has not come to an end */
  readonly begunAlone: number;
}

/** What a worker tells while it is at it: all of this job so far, or a sentence for whoever started the run. */
export type JobReport = { readonly bytes: number; readonly items: number } | { readonly note: Localized };

/** Tries of a piece of work before it is given up. */
export const TRIES = 3;
/** Times that a worker may end over a piece that has nothing beside it. Before that one has ended over it and what was at work beside it. */
export const ALONE = TRIES - 1;
/** Times that a piece is begun anew because its worker gave no more sign, whatever it was that ended it. */
export const BEGINNINGS = 100;
/** What a job fails with that ends the worker whenever it is begun. */
export const ENDS_ITS_WORKER = 'ends-its-worker';
/** Times that a piece is handed on because a host sees other files. */
export const REFUSALS = 6;
/** What a job fails with then. */
export const SEEN_OTHERWISE = 'seen-otherwise';
/** What a merge fails with when something that it takes is not there. */
export const NOT_THERE = 'not-there';

/** The task of a merge as a value of the run: the names of what it takes, in plan order. */
export interface MergeOrder {
  readonly kind: 'merge-values';
  readonly names: readonly string[];
}

/** BullMQ takes no colon in an id. */
export const jobId = (run: string, name: string): string => `${run}.${name}`;

/** The name of a result of this run; null for a job of another. */
export const nameInRun = (run: string, id: string): string | null => (id.startsWith(`${run}.`) ? id.slice(run.length + 1) : null);
