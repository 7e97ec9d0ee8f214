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
    fc.property(fc.array(fc.array(entry, { maxLength: 4 }), { maxLength: 5 }), fc.constantFrom(0, 400, 1e6), (splits, budget) => {
      const store = createSketchStore(BANDS, budget, temp);
      for (const entries of splits)
        store.append(columnsOf({ ints: Int32Array.from(entries.flat()), length: entries.flat().length }, BANDS));
      const all = splits.flat();
      expect(store.size).toBe(all.length);
      store.settle(budget);
      expect([...store.takeFacts()]).toEqual(all.flatMap((ints) => ints.slice(0, FACTS)));
      for (let band = 0; band < BANDS; band++) {
        const keys = [...store.keysOf(band)].flatMap((piece) => [...piece]);
        expect(keys).toEqual(all.map((ints) => ints[FACTS + band]));
      }
      const blooms = new Int32Array(all.length * BLOOM_WORDS);
      store.blooms(Int32Array.from(all.keys()), all.length, blooms);
      expect([...blooms]).toEqual(all.flatMap((ints) => ints.slice(FACTS + BANDS)));
      store.close();
      expect(readdirSync(temp)).toEqual([]);
    }),
  );
  rmSync(temp, { recursive: true });
});
