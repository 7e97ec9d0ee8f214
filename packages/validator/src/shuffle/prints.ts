import type { Engine, Shuffle } from '../engine/engine.js';
import type { Entry } from '../finish/equal-entries.js';
import { createPrintStore } from '../finish/print-store.js';
import { KEPT_ID, KEPT_ITEM } from '../scan/prints.js';
import type { ScannedRun, StoredLogs } from '../scan/scanned-run.js';
import { countSharedPassages, NO_SHARED_PASSAGES, type SharedPassages, type Told } from '../similar/passages.js';
import { LostLogs } from '../similar/stored-near.js';
import { type PrintRange, rangesOf } from './ranges.js';
import { type Reduced, type ReduceWork, unpackGroups } from './reduce.js';
import { PRINT_COLUMNS, type PrintColumn } from './stored-logs.js';

/** The prints of all splits, searched for equal ones once all are there. */
export interface Prints {
  /** Takes those of the splits that come next in the plan. */
  take(run: ScannedRun): void;
  /** Groups of two or more entries with the same print, members in plan order. Once for each column; null where it was interrupted, or some are lost. */
  equal(column: Exclude<PrintColumn, 'passages'>, signal: AbortSignal): Promise<readonly Entry[][] | null>;
  /** Likewise. */
  sharedPassages(told: Told, signal: AbortSignal): Promise<SharedPassages | null>;
  close(): void;
}

interface PrintRoom {
  /** bytes in memory */
  readonly memory: number;
  readonly temp: string;
  /** how many there are to take */
  readonly splits: number;
}

/** On the workers where the engine's scans leave prints with them, else in memory and on the disk of this machine. */
export function createPrints({ shuffle }: Pick<Engine, 'shuffle'>, room: PrintRoom): Prints {
  return shuffle === undefined ? localPrints(room) : shuffledPrints(shuffle, room.memory);
}

function localPrints({ memory, temp, splits }: PrintRoom): Prints {
  const stores = {
    ids: createPrintStore(KEPT_ID, memory / 3, temp, splits),
    items: createPrintStore(KEPT_ITEM, memory / 3, temp, splits),
    passages: createPrintStore(KEPT_ITEM, memory / 12, temp),
  };
  return {
    take({ splits: scanned }) {
      for (const { split, logs } of scanned)
        if (logs !== null) for (const column of PRINT_COLUMNS) stores[column].append(split, logs[column]);
    },
    async equal(column) {
      const groups = [...stores[column].equalEntries()];
      stores[column].close();
      return groups;
    },
    sharedPassages: async (told) => countSharedPassages(stores.passages.equalEntries(), told),
    close() {
      for (const column of PRINT_COLUMNS) stores[column].close();
    },
  };
}

function shuffledPrints(shuffle: Shuffle, memory: number): Prints {
  const stored: StoredLogs[] = [];

  /** null: not all of it could be done */
  async function reduce(column: PrintColumn, told: Told | null, signal: AbortSignal): Promise<Reduced[] | null> {
    const runs = Int32Array.from(stored.flatMap(({ first, count }) => [first, count]));
    const entries = stored.reduce((sum, { entries: held }) => sum + held[column], 0);
    const work = rangesOf(column, entries, shuffle.room(memory)).map(
      (range: PrintRange): ReduceWork => ({ column, runs, ...range, told }),
    );
    const found: Reduced[] = [];
    try {
      for await (const reduced of shuffle.reduce(work, signal)) found.push(reduced);
    } catch (error) {
      if (!(error instanceof LostLogs)) throw error;
    }
    return found.length === work.length ? found : null;
  }

  return {
    take(run) {
      stored.push(...run.stored);
    },
    async equal(column, signal) {
      const found = await reduce(column, null, signal);
      return found?.flatMap((reduced) => (reduced.kind === 'equal' ? unpackGroups(reduced.groups) : [])) ?? null;
    },
    async sharedPassages(told, signal) {
      const found = await reduce('passages', told, signal);
      return (
        found?.reduce(
          (sum, reduced) => (reduced.kind === 'passages' ? addShared(sum, reduced.counts) : sum),
          NO_SHARED_PASSAGES,
        ) ?? null
      );
    },
    close: () => undefined,
  };
}

const addShared = (a: SharedPassages, b: SharedPassages): SharedPassages => ({
  across: a.across + b.across,
  within: a.within + b.within,
});
