import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSketchStore } from './sketch-store.js';
import { columnsOf, FACTS } from './sketches.js';

const BANDS = 3;
const entry = fc.array(fc.integer(), { minLength: FACTS + BANDS, maxLength: FACTS + BANDS });

it('gives back every column in plan order, in memory and past its budget alike', () => {
  const temp = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  fc.assert(
    fc.property(fc.array(fc.array(entry, { maxLength: 4 }), { maxLength: 5 }), fc.constantFrom(0, 400, 1e6), (splits, budget) => {
      const store = createSketchStore(BANDS, budget, temp);
      for (const entries of splits)
        store.append(columnsOf({ ints: Int32Array.from(entries.flat()), length: entries.flat().length }, BANDS));
      const all = splits.flat();
      expect(store.size).toBe(all.length);
      expect([...store.takeFacts()]).toEqual(all.flatMap((ints) => ints.slice(0, FACTS)));
      for (let band = 0; band < BANDS; band++) {
        const keys = new Int32Array(all.length);
        store.readBand(band, keys);
        expect([...keys]).toEqual(all.map((ints) => ints[FACTS + band]));
      }
      store.close();
      expect(readdirSync(temp)).toEqual([]);
    }),
  );
  rmSync(temp, { recursive: true });
});
