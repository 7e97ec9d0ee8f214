import type { KeyIndex } from '../evidence/key-store.js';
import { type ScoredPredictions, type ScoreWork, scorePredictions } from '../evidence/scorer.js';
import type { Plan } from '../plan/plan.js';
import { createItemReaders } from '../scan/items.js';
import { createSplitScanner, type ScannedSplit, type SplitScanner } from '../scan/scan-split.js';
import { readWitnesses, type SplitRows, type Witness } from '../scan/witness.js';
import { buffersOf, type SearchFound, type SearchWork, search } from '../similar/search.js';
import { similarSettings } from '../similar/settings.js';
import type { ScanProgress } from './engine.js';

/** A piece of a plan's work, as plain data. */
export type Work =
  | { readonly kind: 'scan'; readonly split: number }
  | ({ readonly kind: 'witness' } & SplitRows)
  | { readonly kind: 'search'; readonly part: SearchWork }
  | { readonly kind: 'score'; readonly work: ScoreWork; readonly keys: KeyIndex };

/** What comes of it, likewise. */
export type Result =
  | { readonly kind: 'scanned'; readonly result: ScannedSplit }
  | { readonly kind: 'witnessed'; readonly split: number; readonly witnesses: readonly Witness[] }
  | { readonly kind: 'found'; readonly found: SearchFound }
  | { readonly kind: 'scored'; readonly result: ScoredPredictions };

/** Does pieces of a plan's work, one at a time: they share what is made of the plan. */
export type Workshop = (work: Work, signal: AbortSignal, onProgress: (progress: ScanProgress) => void) => Promise<Result>;

export function openWorkshop(plan: Plan): Workshop {
  const readers = createItemReaders(plan);
  let scanner: SplitScanner | null = null;

  function splitOf(index: number) {
    const split = plan.splits[index];
    if (split === undefined) throw new RangeError(`no split ${index}`);
    return split;
  }

  return async (work, signal, onProgress) => {
    if (work.kind === 'scan') {
      scanner ??= createSplitScanner(plan, readers);
      const result = await scanner(splitOf(work.split), signal, (bytes, items) => onProgress({ bytes, items }));
      return { kind: 'scanned', result };
    }
    if (work.kind === 'witness') {
      const witnesses = await readWitnesses(plan, readers, splitOf(work.split), work, signal);
      return { kind: 'witnessed', split: work.split, witnesses };
    }
    if (work.kind === 'score') return { kind: 'scored', result: await scorePredictions(plan, work.work, work.keys, signal) };
    const settings = similarSettings(plan);
    if (settings === null) throw new RangeError('no plan that looks for near items');
    return { kind: 'found', found: search(settings, work.part) };
  };
}

/** What is handed over to another thread and not copied. */
export function buffersOfResult(result: Result): ArrayBuffer[] {
  if (result.kind === 'found') return buffersOf(result.found);
  return columnsOf(result).map(({ buffer }) => buffer as ArrayBuffer);
}

function columnsOf(result: Exclude<Result, { kind: 'found' }>): readonly ArrayBufferView[] {
  if (result.kind === 'scanned') {
    const { ids, items, near, passages, keys } = result.result;
    return [ids, items, near.sketches, near.lengths, near.wide, near.narrow, passages, keys];
  }
  if (result.kind === 'witnessed' || result.result.responses === null) return [];
  return [result.result.responses.correct, result.result.responses.chosen];
}
