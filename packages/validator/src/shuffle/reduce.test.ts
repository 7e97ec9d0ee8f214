import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '@jatdae/schema';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPrintStore } from '../finish/print-store.js';
import { KEPT_ID, KEPT_ITEM } from '../scan/prints.js';
import type { ScannedRun } from '../scan/scanned-run.js';
import { nothingNear } from '../similar/split-log.js';
import { LostLogs } from '../similar/stored-near.js';
import { rangesOf } from './ranges.js';
import { reducePrints, unpackGroups } from './reduce.js';
import { type PrintColumn, storeLogs } from './stored-logs.js';
import { NOT_STORED } from './write-whole.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jatdae-prints-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Prints from a small range, so that many are equal, and partitions and their shares are shared. */
const print = fc.tuple(fc.constantFrom(1, 2, -1, 1 << 30, (1 << 30) + (3 << 16)), fc.nat(2));
const splits = fc.array(fc.array(print, { maxLength: 12 }), { minLength: 1, maxLength: 8 });

type Print = readonly [number, number];

/** A plan whose rules ask for no near items. */
const NOTHING_NEAR = { profile: {} as Profile, rules: [] };

const entriesOf = (prints: readonly Print[], stride: number): Int32Array =>
  Int32Array.from(prints.flatMap(([a, b], row) => [a, b, row, row + 7, row + 8, row + 9].slice(0, stride)));

function runOf(first: number, prints: readonly (readonly Print[])[]): ScannedRun {
  const none = new Int32Array(0);
  return {
    splits: prints.map((own, k) => ({
      split: first + k,
      rows: own.length,
      parts: [],
      logs: { ids: entriesOf(own, KEPT_ID), items: entriesOf(own, KEPT_ITEM), near: nothingNear(), passages: none, keys: none },
    })),
    totals: new Float64Array(0),
    census: new Uint8Array(0),
    media: { used: new Map(), outside: { count: 0, first: [] } },
    states: [],
    stored: [],
  };
}

/** The runs of some splits, stored. */
function stored(prints: readonly (readonly Print[])[], sizes: readonly number[]): ScannedRun[] {
  const runs: ScannedRun[] = [];
  for (let first = 0, k = 0; first < prints.length; k++) {
    const count = sizes[k % sizes.length] ?? 1;
    runs.push(storeLogs(folder, NOTHING_NEAR, runOf(first, prints.slice(first, first + count))));
    first += count;
  }
  return runs;
}

/** Of the rest of two splits without keys or sketches: its head and a size of each. */
const REST_BYTES = 4 * 4;

const inOrder = (groups: readonly unknown[]): string[] => groups.map((group) => JSON.stringify(group)).sort();

it('finds what one memory that holds all finds, however splits are put together and prints are divided', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });
  const memory = fc.constantFrom(60, 2000, 1e9);
  fc.assert(
    fc.property(splits, sizes, memory, fc.constantFrom('ids', 'items'), (prints, counts, room, column: PrintColumn) => {
      const runs = stored(prints, counts);
      const stride = column === 'ids' ? KEPT_ID : KEPT_ITEM;
      const store = createPrintStore(stride, 1e9, folder);
      for (const [split, own] of prints.entries()) store.append(split, entriesOf(own, stride));
      const all = runs.reduce((sum, run) => sum + (run.stored[0]?.entries[column] ?? 0), 0);
      expect(all).toBe(prints.flat().length);
      const stretches = Int32Array.from(runs.flatMap(({ stored: own }) => own.flatMap(({ first, count }) => [first, count])));
      const found = rangesOf(column, all, { threads: 2, memory: room }).flatMap((range) => {
        const reduced = reducePrints(folder, { column, runs: stretches, ...range, told: null });
        return reduced.kind === 'equal' ? unpackGroups(reduced.groups) : [];
      });
      expect(inOrder(found)).toEqual(inOrder([...store.equalEntries()]));
    }),
    { numRuns: 25 },
  );
});

it('leaves nothing of the prints with the run, and no drafts in the folder', () => {
  const [run] = stored([[[1, 1]], [[1, 1]]], [2]);
  expect(run?.splits.map(({ logs }) => logs)).toEqual([null, null]);
  expect(readdirSync(folder)).toEqual(['logs-0-2']);
});

it('says of a folder that takes nothing that it is the folder, with what the system says', () => {
  const gone = join(folder, 'gone');
  const put = (): unknown => storeLogs(gone, NOTHING_NEAR, runOf(0, [[[1, 1]]]));
  expect(put).toThrow(expect.objectContaining({ code: NOT_STORED, message: expect.stringContaining('ENOENT') }));
});

it('says which file is missing or not as it was written, and takes none of it for a result', () => {
  stored([[[1, 1]], [[1, 1]]], [2]);
  const work = { column: 'ids', runs: Int32Array.of(0, 2), from: 0, to: 256, share: { of: 1, at: 0 }, told: null } as const;
  const path = join(folder, 'logs-0-2');
  const bytes = readFileSync(path);
  const changed = Buffer.from(bytes);
  // What stands behind the prints is for others: see stored-near.test.ts.
  const last = bytes.length - REST_BYTES - 3;
  changed[last] = (changed[last] as number) ^ 1;
  const items = { ...work, column: 'items' } as const;
  for (const damaged of [changed, bytes.subarray(0, last)]) {
    writeFileSync(path, damaged);
    expect(() => reducePrints(folder, items)).toThrow(LostLogs);
  }
  rmSync(path);
  expect(() => reducePrints(folder, work)).toThrow(path);
});
