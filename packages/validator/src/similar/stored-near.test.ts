import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BLOOM_WORDS, FACTS, noAnchors, unpackInto } from '@jatdae/kernel';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainRoom } from '../scan/log-room.js';
import { createPrintLog } from '../scan/prints.js';
import type { StoredLogs } from '../scan/scanned-run.js';
import { dealAnchors, logAnchors } from './anchor-log.js';
import { openAnchors } from './anchor-store.js';
import { type ColumnData, openColumn } from './column.js';
import { PARTS } from './containment.js';
import { createNearStore, createSharedNearStore, type NearStore } from './near-store.js';
import type { NearLog } from './split-log.js';
import { dealing, dealStored } from './stored-anchors.js';
import { joinNear, LostLogs, NEAR_HEAD, nameOfRun } from './stored-near.js';
import { joinRest, readKeys } from './stored-rest.js';

const BANDS = 2;
const WIDTHS = [FACTS, 1, 1, BLOOM_WORDS];
const STRIDE = FACTS + BANDS + BLOOM_WORDS;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jatdae-near-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a split leaves of items with these anchors. */
function logOf(seed: number, items: readonly (readonly number[])[]): NearLog {
  const [wide, narrow] = [createPrintLog(), createPrintLog()];
  items.forEach((anchors, sketch) => {
    logAnchors(narrow, sketch, Int32Array.from(anchors), 0, anchors.length);
    if (anchors.length > 2) logAnchors(wide, sketch, Int32Array.from(anchors), 0, anchors.length);
  });
  return {
    sketches: Int32Array.from({ length: items.length * STRIDE }, (_, k) => seed * 1000 + k),
    lengths: Uint16Array.from(items, (anchors) => anchors.length),
    wide: dealAnchors(wide, plainRoom),
    narrow: narrow.ints.slice(0, narrow.length),
  };
}

const keysOf = (split: number): Int32Array => Int32Array.from({ length: (split * 3) % 5 }, (_, k) => split * 100 + k);

const storedOf = (first: number, logs: readonly NearLog[]): StoredLogs => ({
  first,
  count: logs.length,
  entries: { ids: 0, items: 0, passages: 0 },
  sketches: logs.reduce((sum, { lengths }) => sum + lengths.length, 0),
});

/** Puts the splits into runs of so many, as workers do. */
function store(splits: readonly NearLog[], size: number): NearStore {
  const near = createSharedNearStore(BANDS, folder);
  for (let first = 0; first < splits.length; first += size) {
    const logs = splits.slice(first, first + size);
    const rest = joinRest(logs.map((log, k) => ({ near: log, keys: keysOf(first + k) })));
    const { head, ints } = joinNear(logs, WIDTHS, 1000, plainRoom);
    const bytesOf = (each: Int32Array): Buffer => Buffer.from(each.buffer, each.byteOffset, each.byteLength);
    writeFileSync(
      join(folder, nameOfRun(first, logs.length)),
      Buffer.concat([bytesOf(head), Buffer.alloc(4000 - head.byteLength), ...[...ints, ...rest].map(bytesOf)]),
    );
    near.append({
      splits: logs.map((_, k) => ({ split: first + k, rows: 0, parts: [], logs: null })),
      stored: [storedOf(first, logs)],
    });
  }
  return near;
}

/** As whoever needs narrow anchors has it done first. */
function deal(near: NearStore): void {
  const { stored } = near.anchors('narrow');
  for (const work of stored === null ? [] : dealing(stored, 2)) dealStored(structuredClone(work));
}

function valuesOf(data: ColumnData): number[] {
  const reader = openColumn(data);
  const values = [...reader.pieces()].flatMap((piece) => [...piece]);
  reader.close();
  return values;
}

const anchor = fc.oneof(fc.integer(), fc.constantFrom(3, 3 + PARTS, -PARTS, -1));
const split = fc.array(fc.array(anchor, { minLength: 1, maxLength: 5 }), { maxLength: 4 });

it('gives other hosts the columns and anchors that one memory that holds all has, in the order of the plan', () => {
  fc.assert(
    fc.property(
      fc.array(split, { minLength: 1, maxLength: 7 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.nat()),
      (all, size, picks) => {
        const splits = all.map((items, seed) => logOf(seed, items));
        const shared = store(splits, size);
        const held = createNearStore(BANDS, 1e9, folder, (log) => log.fill(-1));
        held.append({
          splits: splits.map((near, k) => ({
            split: k,
            rows: 0,
            parts: [],
            logs: {
              ids: new Int32Array(0),
              items: new Int32Array(0),
              near,
              passages: new Int32Array(0),
              keys: new Int32Array(0),
            },
          })),
          stored: [],
        });
        const room = { facts: 1e9, blooms: 1e9 };
        const [theirs, ours] = [structuredClone(shared.share(room)), held.share(room)];
        expect(theirs.size).toBe(ours.size);
        const columns = ({ facts, keys, blooms }: typeof ours): ColumnData[] => [facts, ...keys, blooms];
        expect(columns(theirs).map(valuesOf)).toEqual(columns(ours).map(valuesOf));
        if (ours.size > 0) {
          const ids = Int32Array.from(picks, (pick) => pick % ours.size);
          const rowsOf = (data: ColumnData): number[][] => {
            const { ints, rows } = openColumn(data).lookUp(ids);
            return [...ids.keys()].map((k) => [...ints.subarray((rows[k] as number) * FACTS, ((rows[k] as number) + 1) * FACTS)]);
          };
          expect(rowsOf(theirs.facts)).toEqual(rowsOf(ours.facts));
        }
        deal(shared);
        for (const tier of ['narrow', 'wide'] as const) {
          const [their, own] = [openAnchors(structuredClone(shared.anchors(tier))), openAnchors(held.anchors(tier))];
          for (let part = 0; part < PARTS; part++) {
            const entries = ({ pieces }: typeof own): number[][] => {
              const found = noAnchors();
              unpackInto(found, pieces(part), ours.size);
              return Array.from({ length: found.size }, (_, k) => [found.slots[k] as number, found.places[k] as number]);
            };
            expect(entries(their)).toEqual(entries(own));
          }
          their.close();
        }
        expect([...shared.lengths()]).toEqual([...held.lengths()]);
        held.close();
      },
    ),
    { numRuns: 30 },
  );
});

it('says that a file is not as it was written, whichever integer of its head is another', () => {
  const near = store([logOf(1, [[3, 4, 5, 6], [7]]), logOf(2, [[8]])], 2);
  const path = join(folder, nameOfRun(0, 2));
  const whole = readFileSync(path);
  const readAll = (): void => {
    const { facts } = near.share({ facts: 1e9, blooms: 1e9 });
    valuesOf(facts);
    deal(near);
    for (const tier of ['narrow', 'wide'] as const) {
      const anchors = openAnchors(near.anchors(tier));
      for (let part = 0; part < PARTS; part++) expect([...anchors.pieces(part)]).toBeDefined();
      anchors.close();
    }
  };
  readAll();
  fc.assert(
    fc.property(fc.nat(NEAR_HEAD - 1), fc.integer({ min: 1, max: 31 }), (at, bit) => {
      const damaged = Buffer.from(whole);
      damaged.writeInt32LE(damaged.readInt32LE(at * 4) ^ (1 << bit), at * 4);
      writeFileSync(path, damaged);
      expect(readAll).toThrow(LostLogs);
    }),
  );
});

it('gives whoever merges the keys of each split, and says of a file that is not as it was written that it is not', () => {
  const logs = [logOf(1, [[3, 4, 5, 6], [7]]), logOf(2, []), logOf(3, [[8]])];
  const near = store(logs, 3);
  const stored = storedOf(0, logs);
  expect(readKeys(folder, stored)).toEqual([0, 1, 2].map(keysOf));
  const path = join(folder, nameOfRun(0, 3));
  const whole = readFileSync(path);
  const rest = joinRest(logs.map((log, k) => ({ near: log, keys: keysOf(k) }))).reduce((sum, ints) => sum + ints.length, 0);
  const readAll = (): void => {
    near.lengths();
    readKeys(folder, stored);
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: rest * 4 }), fc.nat(7), (back, bit) => {
      const damaged = Buffer.from(whole);
      damaged[damaged.length - back] = (damaged[damaged.length - back] as number) ^ (1 << bit);
      for (const bytes of [damaged, whole.subarray(0, -back)]) {
        writeFileSync(path, bytes);
        expect(readAll).toThrow(LostLogs);
      }
    }),
  );
});

it('says of dealt anchors that are missing, or not as they were written, that they are', () => {
  const near = store([logOf(1, [[3, 4, 5, 6], [7]]), logOf(2, [[8]])], 2);
  const readAll = (): unknown => {
    const anchors = openAnchors(near.anchors('narrow'));
    try {
      return Array.from({ length: PARTS }, (_, part) => [...anchors.pieces(part)].length);
    } finally {
      anchors.close();
    }
  };
  expect(readAll).toThrow(LostLogs);
  deal(near);
  readAll();
  const path = join(folder, 'narrow-0-2');
  const whole = readFileSync(path);
  fc.assert(
    fc.property(fc.nat(PARTS + 1), fc.integer({ min: 1, max: 31 }), (at, bit) => {
      const damaged = Buffer.from(whole);
      damaged.writeInt32LE(damaged.readInt32LE(at * 4) ^ (1 << bit), at * 4);
      writeFileSync(path, damaged);
      expect(readAll).toThrow(LostLogs);
    }),
  );
  writeFileSync(path, whole.subarray(0, -4));
  expect(readAll).toThrow(LostLogs);
});
