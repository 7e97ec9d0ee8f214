import type { Plan } from '../plan/plan.js';
import type { ScannedRun, StoredLogs } from '../scan/scanned-run.js';
import { LostLogs } from '../similar/stored-near.js';
import { readKeys } from '../similar/stored-rest.js';
import type { KeyStore } from './key-store.js';

/** Brings the keys of all items into the store, in plan order, from the splits or from the folder where workers left them. */
export interface KeyIntake {
  /** Takes the splits that come next in the plan. */
  take(run: Pick<ScannedRun, 'splits' | 'stored'>): void;
  /** After the last `take`: the file whose keys are lost, null where none are. */
  finish(): string | null;
}

const NONE = new Int32Array(0);

/** @param folder null: they come with the splits */
export function createKeyIntake({ keys: areAsked }: Pick<Plan, 'keys'>, keys: KeyStore, folder: string | null): KeyIntake {
  /** by first split */
  const stored = new Map<number, StoredLogs>();
  const waiting: ScannedRun['splits'][number][] = [];

  function readFrom(path: string): void {
    let own: { readonly first: number; readonly keys: readonly Int32Array[] } = { first: 0, keys: [] };
    for (const { split, rows, logs } of waiting.splice(0)) {
      const run = stored.get(split);
      if (run !== undefined) own = { first: split, keys: readKeys(path, run) };
      keys.append(logs?.keys ?? own.keys[split - own.first] ?? NONE, rows);
    }
  }

  return {
    take({ splits, stored: runs }) {
      if (folder === null || !areAsked) {
        for (const { logs, rows } of splits) keys.append(logs?.keys ?? NONE, rows);
        return;
      }
      // A merged run may hold more splits than a call takes arguments.
      for (const split of splits) waiting.push(split);
      for (const run of runs) stored.set(run.first, run);
    },
    finish() {
      try {
        if (folder !== null) readFrom(folder);
        return null;
      } catch (error) {
        if (!(error instanceof LostLogs)) throw error;
        return error.path;
      }
    },
  };
}
