import type { KeyIndex } from '../evidence/key-store.js';
import type { ScoredPredictions, ScoreWork } from '../evidence/scorer.js';
import type { MediaInspector } from '../media/media-list.js';
import type { Plan } from '../plan/plan.js';
import type { ScannedSplit } from '../scan/scan-split.js';
import type { SplitRows, Witness } from '../scan/witness.js';
import type { SearchFound, SearchWork } from '../similar/search.js';

export interface ScanProgress {
  readonly bytes: number;
  readonly items: number;
}

/** Runs a plan's work somewhere. Results come in plan order, whatever the order in which the work ends. */
export interface Engine {
  /** pieces of work that are done at the same time */
  readonly threads: number;
  /**
   * Scans splits in plan order; ends early, without an error, when the signal fires: what came until then is whole.
   * `done`: splits that are left out, by their index
   */
  scan(
    plan: Plan,
    signal: AbortSignal,
    onProgress: (progress: ScanProgress) => void,
    done?: ReadonlySet<number>,
  ): AsyncIterable<ScannedSplit>;
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
  close(): Promise<void>;
}

/** What works on a run that no thread of this process does. */
export interface Workforce {
  /** Looks into media before there is a plan. */
  readonly inspect: MediaInspector;
  /** Takes the plan once it stands; `jobs`: how many pieces of it are worked on at once. */
  start(plan: Plan): Promise<{ readonly engine: Engine; readonly jobs: number }>;
}
