import type { KeyIndex } from '../evidence/key-store.js';
import type { ScoredPredictions, ScoreWork } from '../evidence/scorer.js';
import type { MediaInspector } from '../media/media-list.js';
import type { Plan } from '../plan/plan.js';
import type { ScannedRun, StoredLogs } from '../scan/scanned-run.js';
import type { SplitRows, Witness } from '../scan/witness.js';
import type { ReduceRoom } from '../shuffle/ranges.js';
import type { Reduced, ReduceWork } from '../shuffle/reduce.js';
import type { SearchFound, SearchWork } from '../similar/search.js';

export interface ScanProgress {
  readonly bytes: number;
  readonly items: number;
}

/** How much is done at the same time. */
interface Width {
  /** pieces of work */
  readonly threads: number;
  /** of those, how many share the memory of a host */
  readonly beside: number;
}

/** What an interrupted run goes on with. */
export interface Aside {
  /** splits that are there already, and left out, by their index */
  readonly done: ReadonlySet<number>;
  /** Puts splits aside before they are merged with more: for engines of whom so many come at once that all would be lost with them. */
  save(scanned: ScannedRun): Promise<void>;
}

/** Runs a plan's work somewhere. Results come in plan order, whatever the order in which the work ends. */
export interface Engine {
  width(): Width;
  /**
   * Scans splits in plan order, one or several that follow each other at a time; ends early, without an error, when the signal fires: what came until then is whole.
   */
  scan(plan: Plan, signal: AbortSignal, onProgress: (progress: ScanProgress) => void, aside?: Aside): AsyncIterable<ScannedRun>;
  /** Reads rows again. */
  witness(
    plan: Plan,
    wanted: readonly SplitRows[],
    signal: AbortSignal,
  ): AsyncIterable<{ readonly split: number; readonly witnesses: readonly Witness[] }>;
  /** Does parts of the search for near items; ends early, without an error, when the signal fires. */
  search(plan: Plan, work: readonly SearchWork[], signal: AbortSignal): AsyncIterable<SearchFound>;
  /** Scores experiments by the keys of all items; ends early, without an error, when the signal fires. */
  score(plan: Plan, work: readonly ScoreWork[], keys: KeyIndex, signal: AbortSignal): AsyncIterable<ScoredPredictions>;
  /** Takes back the memory of a log that a scan left and nobody looks at any more. */
  giveBack?(log: Int32Array): void;
  /** where scans leave the logs of all items with the workers, who search them */
  readonly shuffle?: Shuffle;
  close(): Promise<void>;
}

type RunOfSplits = Pick<StoredLogs, 'first' | 'count'>;

/** Logs of runs that are kept for whoever may go on with them, under the name of what is scanned. */
export interface KeptLogs {
  keep(key: string, run: RunOfSplits): Promise<void>;
  /** Takes them over; false where they are not there. */
  recall(key: string, run: RunOfSplits): Promise<boolean>;
  forget(key: string): Promise<void>;
}

/** Logs in a folder that all workers see. */
export interface Shuffle {
  /** where all workers see it, as this host does */
  readonly folder: string;
  readonly kept: KeptLogs;
  /** Puts logs there that came with their splits. */
  store(plan: Plan, run: ScannedRun): Promise<ScannedRun>;
  /** Of the bytes that a host may take, what each part of the search may. */
  room(memory: number): ReduceRoom;
  /**
   * Does parts of the search for equal prints; ends early, without an error, when the signal fires.
   * @throws LostLogs where nobody could
   */
  reduce(work: readonly ReduceWork[], signal: AbortSignal): AsyncIterable<Reduced>;
}

/** What works on a run that no thread of this process does. */
export interface Workforce {
  /** Looks into media before there is a plan. */
  readonly inspect: MediaInspector;
  /**
   * Takes the plan once it stands.
   * @param threads so many of this process may help
   * @returns `jobs`: how many pieces of the plan are worked on at once
   */
  start(plan: Plan, threads: number): Promise<{ readonly engine: Engine; readonly jobs: number }>;
}
