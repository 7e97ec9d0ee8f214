import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '@jatdae/schema';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ScannedRun } from '../scan/scanned-run.js';
import { storeLogs } from '../shuffle/stored-logs.js';
import { nothingNear } from '../similar/split-log.js';
import { nameOfRun } from '../similar/stored-near.js';
import { createKeyIntake } from './key-intake.js';
import type { KeyStore } from './key-store.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jatdae-keys-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const PLAN = { profile: {} as Profile, rules: [] };

/** Splits that follow each other, with these integers for keys; null: nobody could scan it. */
function runOf(first: number, keys: readonly (readonly number[] | null)[]): ScannedRun {
  const none = new Int32Array(0);
  return {
    splits: keys.map((own, k) => ({
      split: first + k,
      rows: own?.length ?? 0,
      parts: [],
      logs: { ids: none, items: none, near: nothingNear(), passages: none, keys: Int32Array.from(own ?? []) },
    })),
    totals: new Float64Array(0),
    census: new Uint8Array(0),
    media: { used: new Map(), outside: { count: 0, first: [] } },
    states: [],
    stored: [],
  };
}

function taken(runs: readonly ScannedRun[], from: string | null): { readonly lost: string | null; readonly keys: unknown[] } {
  const keys: unknown[] = [];
  const store = { append: (entries: Int32Array, rows: number) => keys.push([[...entries], rows]) } as unknown as KeyStore;
  const intake = createKeyIntake({ keys: true }, store, from);
  for (const run of runs) intake.take(run);
  return { lost: intake.finish(), keys };
}

const splits = fc.array(fc.option(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 4 })), { maxLength: 8 });

it('takes the same keys from a folder where workers left them as from the splits themselves, split by split', () => {
  fc.assert(
    fc.property(splits, fc.integer({ min: 1, max: 3 }), (all, size) => {
      const near: ScannedRun[] = [];
      const far: ScannedRun[] = [];
      for (let first = 0; first < all.length; first += size) {
        const run = runOf(first, all.slice(first, first + size));
        near.push(run);
        // What nobody could scan is in no file.
        far.push(all.slice(first, first + size).every((own) => own === null) ? run : storeLogs(folder, PLAN, run));
      }
      expect(taken(far, folder)).toEqual({ lost: null, keys: taken(near, null).keys });
    }),
  );
});

it('names the file that is not there any more', () => {
  const runs = [storeLogs(folder, PLAN, runOf(0, [[1], [2]])), storeLogs(folder, PLAN, runOf(2, [[3]]))];
  rmSync(join(folder, nameOfRun(2, 1)));
  expect(taken(runs, folder).lost).toBe(join(folder, 'logs-2-1'));
});
