import type { KeyIndex } from '../evidence/key-store.js';
import { type ScoredPredictions, type ScoreWork, scorePredictions } from '../evidence/scorer.js';
import type { Plan, Split } from '../plan/plan.js';
import { createAccumulators, type PlannedAccumulator } from '../scan/accumulators.js';
import { createItemReaders, type ItemReaders } from '../scan/items.js';
import { createLogRoom, type LogRoom } from '../scan/log-room.js';
import { createSplitScanner } from '../scan/scan-split.js';
import { joinRuns, type ScannedRun, type SplitLogs } from '../scan/scanned-run.js';
import { readWitnesses, type SplitRows, type Witness } from '../scan/witness.js';
import { createParking, unpark } from '../shuffle/parked.js';
import { storeLogs } from '../shuffle/stored-logs.js';
import { buffersOf, type SearchFound, type SearchWork, search } from '../similar/search.js';
import { createSearchMemory, type SearchMemory } from '../similar/search-memory.js';
import { type SimilarSettings, similarSettings } from '../similar/settings.js';
import type { ScanProgress } from './engine.js';

/** A piece of a plan's work, as plain data. */
export type Work =
  /**
   * so many splits from one on; `folder`: where their logs are put, null where they come with the result; `ranges`: shared memory for logs that come with it, null
   * where it is not given back
   */
  | {
      readonly kind: 'scan';
      readonly split: number;
      readonly count: number;
      readonly folder: string | null;
      readonly ranges: readonly SharedArrayBuffer[] | null;
    }
  /** what runs left that follow each other, to be made one */
  | { readonly kind: 'merge'; readonly runs: readonly ScannedRun[] }
  | ({ readonly kind: 'witness' } & SplitRows)
  /** `part`: SearchWork, of which what is large was parked in the folder where there is one */
  | { readonly kind: 'search'; readonly part: unknown; readonly folder: string | null }
  | { readonly kind: 'score'; readonly work: ScoreWork; readonly keys: KeyIndex };

/** What comes of it, likewise. */
export type Result =
  | { readonly kind: 'scanned'; readonly result: ScannedRun }
  | { readonly kind: 'witnessed'; readonly split: number; readonly witnesses: readonly Witness[] }
  | { readonly kind: 'found'; readonly found: SearchFound }
  | { readonly kind: 'scored'; readonly result: ScoredPredictions };

/** Does pieces of a plan's work, one at a time: they share what is made of the plan. */
export type Workshop = (work: Work, signal: AbortSignal, onProgress: (progress: ScanProgress) => void) => Promise<Result>;

export function openWorkshop(plan: Plan): Workshop {
  const readers = createItemReaders(plan);
  const room = createLogRoom();
  let scan: RunScanner | null = null;
  const memory = createSearchMemory();
  let accumulators: readonly PlannedAccumulator[] | null = null;

  function splitOf(index: number) {
    const split = plan.splits[index];
    if (split === undefined) throw new RangeError(`no split ${index}`);
    return split;
  }

  return async (work, signal, onProgress) => {
    if (work.kind !== 'scan') room.letGo();
    if (work.kind === 'scan') {
      // Logs that are put into a file are done with here.
      if (work.ranges !== null || work.folder !== null) room.lend(work.ranges ?? []);
      scan ??= createRunScanner(plan, readers, room);
      const splits = Array.from({ length: work.count }, (_, k) => splitOf(work.split + k));
      const run = await scan(splits, signal, onProgress);
      return { kind: 'scanned', result: work.folder === null ? run : storeLogs(work.folder, plan, run, room) };
    }
    if (work.kind === 'merge') {
      accumulators ??= createAccumulators(plan);
      return { kind: 'scanned', result: joinRuns(plan, accumulators, work.runs) };
    }
    if (work.kind === 'witness') {
      const witnesses = await readWitnesses(plan, readers, splitOf(work.split), work, signal);
      return { kind: 'witnessed', split: work.split, witnesses };
    }
    if (work.kind === 'score') return { kind: 'scored', result: await scorePredictions(plan, work.work, work.keys, signal) };
    const settings = similarSettings(plan);
    if (settings === null) throw new RangeError('no plan that looks for near items');
    return { kind: 'found', found: searchIn(work, settings, memory) };
  };
}

type RunScanner = (
  splits: readonly Split[],
  signal: AbortSignal,
  onProgress: (progress: ScanProgress) => void,
) => Promise<ScannedRun>;

function createRunScanner(plan: Plan, readers: ItemReaders, room: LogRoom): RunScanner {
  const scan = createSplitScanner(plan, readers, room);
  const accumulators = createAccumulators(plan);
  return async (splits, signal, onProgress) => {
    const runs: ScannedRun[] = [];
    for (const split of splits) runs.push(await scan(split, signal, (bytes, items) => onProgress({ bytes, items })));
    return joinRuns(plan, accumulators, runs);
  };
}

function searchIn(
  { part, folder }: Extract<Work, { kind: 'search' }>,
  settings: SimilarSettings,
  memory: SearchMemory,
): SearchFound {
  if (folder === null) return search(settings, part as SearchWork, memory);
  const found = search(settings, unpark(part, folder) as SearchWork, memory);
  return createParking(folder, null).park(found) as SearchFound;
}

/** What is handed over to another thread and not copied. */
export function buffersOfResult(result: Result): ArrayBuffer[] {
  if (result.kind === 'found') return buffersOf(result.found);
  // What was merged of bytes that came together lies in one.
  const buffers = columnsOf(result).flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
  return [...new Set(buffers)];
}

function columnsOf(result: Exclude<Result, { kind: 'found' }>): readonly ArrayBufferView[] {
  if (result.kind === 'scanned') {
    return result.result.splits.flatMap(({ logs }) => (logs === null ? [] : arraysOf(logs)));
  }
  if (result.kind === 'witnessed' || result.result.responses === null) return [];
  return [result.result.responses.correct, result.result.responses.chosen];
}

const arraysOf = ({ ids, items, near, passages, keys }: SplitLogs) => [
  ids,
  items,
  near.sketches,
  near.lengths,
  near.wide,
  near.narrow,
  passages,
  keys,
];
