import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BLOOM_WORDS, FACTS } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainRoom } from '../scan/log-room.js';
import type { PrintLog } from '../scan/prints.js';
import { type ColumnData, openColumn } from './column.js';
import { createSketchStore } from './sketch-store.js';
import { columnsOf } from './split-log.js';

const BANDS = 3;
const STRIDE = FACTS + BANDS + BLOOM_WORDS;
const entry = fc.array(fc.integer(), { minLength: STRIDE, maxLength: STRIDE });

const logOf = (ints: readonly number[]): PrintLog => ({ ints: Int32Array.from([...ints, 7]), length: ints.length });

function valuesOf(data: ColumnData): number[] {
  const reader = openColumn(data);
  const values = [...reader.pieces()].flatMap((piece) => [...piece]);
  reader.close();
  return values;
}

it('gives back every column in plan order, in memory and past its budget alike, whatever comes of logs that it gave back', () => {
  const temp = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  fc.assert(
    fc.property(
      fc.array(fc.array(entry, { maxLength: 4 }), { maxLength: 5 }),
      fc.constantFrom(0, 400, 1e6),
      fc.nat(1),
      (splits, budget, room) => {
        const store = createSketchStore(BANDS, budget, temp, (log) => log.fill(-1));
        for (const entries of splits)
          store.append(
            columnsOf(
              {
                facts: logOf(entries.flatMap((ints) => ints.slice(0, FACTS))),
                keys: Array.from({ length: BANDS }, (_, band) => logOf(entries.map((ints) => ints[FACTS + band] as number))),
                blooms: logOf(entries.flatMap((ints) => ints.slice(FACTS + BANDS))),
              },
              plainRoom,
            ),
          );
        const all = splits.flat();
        expect(store.size).toBe(all.length);
        const facts = all.flatMap((ints) => ints.slice(0, FACTS));
        const isSmall = all.length * STRIDE * 4 <= budget;
        const shared = store.share({ facts: facts.length * 4 - room, blooms: room });
        expect(shared.size).toBe(all.length);
        expect(shared.facts.whole !== null).toBe(isSmall || room === 0);
        expect(valuesOf(shared.facts)).toEqual(facts);
        expect(shared.keys.map(valuesOf)).toEqual(
          Array.from({ length: BANDS }, (_, band) => all.map((ints) => ints[FACTS + band])),
        );
        expect(valuesOf(shared.blooms)).toEqual(all.flatMap((ints) => ints.slice(FACTS + BANDS)));
        store.close();
        expect(readdirSync(temp)).toEqual([]);
      },
    ),
  );
  rmSync(temp, { recursive: true });
});
