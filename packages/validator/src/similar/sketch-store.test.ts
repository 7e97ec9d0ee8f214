import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSketchStore } from './sketch-store.js';
import { BLOOM_WORDS, columnsOf, FACTS } from './sketches.js';

const BANDS = 3;
const STRIDE = FACTS + BANDS + BLOOM_WORDS;
const entry = fc.array(fc.integer(), { minLength: STRIDE, maxLength: STRIDE });

it('gives back every column in plan order, in memory and past its budget alike', () => {
  const temp = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  fc.assert(
    fc.property(
      fc.array(fc.array(entry, { maxLength: 4 }), { maxLength: 5 }),
      fc.constantFrom(0, 400, 1e6),
      fc.nat(1),
      (splits, budget, room) => {
        const store = createSketchStore(BANDS, budget, temp);
        for (const entries of splits)
          store.append(columnsOf({ ints: Int32Array.from(entries.flat()), length: entries.flat().length }, BANDS));
        const all = splits.flat();
        expect(store.size).toBe(all.length);
        const facts = all.flatMap((ints) => ints.slice(0, FACTS));
        const isSmall = all.length * STRIDE * 4 <= budget;
        expect(store.holdFacts(all.length * FACTS * 4 - room)).toBe(isSmall || room === 0);
        expect([...store.factPieces()].flatMap((piece) => [...piece])).toEqual(facts);
        const ids = Int32Array.from(all.keys());
        for (let time = 0; time < 2; time++) {
          const found = new Int32Array(facts.length);
          store.facts(ids, ids.length, found);
          expect([...found]).toEqual(facts);
          store.dropFacts();
        }
        for (let band = 0; band < BANDS; band++) {
          const keys = [...store.keysOf(band)].flatMap((piece) => [...piece]);
          expect(keys).toEqual(all.map((ints) => ints[FACTS + band]));
        }
        const blooms = new Int32Array(all.length * BLOOM_WORDS);
        store.holdBlooms(room);
        store.blooms(ids, ids.length, blooms);
        expect([...blooms]).toEqual(all.flatMap((ints) => ints.slice(FACTS + BANDS)));
        store.close();
        expect(readdirSync(temp)).toEqual([]);
      },
    ),
  );
  rmSync(temp, { recursive: true });
});
