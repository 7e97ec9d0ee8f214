import { scorePredictions } from '../evidence/scorer.js';
import { createItemReaders } from '../scan/items.js';
import { createSplitScanner } from '../scan/scan-split.js';
import { readWitnesses } from '../scan/witness.js';
import { searchHere } from '../similar/search-here.js';
import type { Engine } from './engine.js';

/** Everything in this thread: for small deliverables, and to compare with. */
export function createInlineEngine(): Engine {
  return {
    threads: 1,
    async *scan(plan, signal, onProgress, done) {
      const scanSplit = createSplitScanner(plan, createItemReaders(plan));
      for (const split of plan.splits) {
        if (signal.aborted) return;
        if (done?.has(split.index) === true) continue;
        try {
          yield await scanSplit(split, signal, (bytes, items) => onProgress({ bytes, items }));
        } catch (error) {
          if (signal.aborted) return;
          throw error;
        }
      }
    },
    async *witness(plan, wanted, signal) {
      const readers = createItemReaders(plan);
      for (const rows of wanted) {
        const found = plan.splits[rows.split];
        if (found !== undefined) yield { split: rows.split, witnesses: await readWitnesses(plan, readers, found, rows, signal) };
      }
    },
    search: searchHere,
    async *score(plan, work, keys, signal) {
      for (const each of work) {
        if (signal.aborted) return;
        try {
          yield await scorePredictions(plan, each, keys, signal);
        } catch (error) {
          if (signal.aborted) return;
          throw error;
        }
      }
    },
    close: async () => {},
  };
}
