import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPrintLog } from '../scan/prints.js';
import { createAnchorStore, logAnchors } from './anchor-store.js';

const anchors = fc.array(fc.integer(), { maxLength: 4 }).map((list) => Int32Array.from(list));
const item = fc.record({ units: fc.nat(), wide: anchors, narrow: anchors });

it('gives back the items of every split in plan order, in memory and past its budget alike', () => {
  const temp = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  fc.assert(
    fc.property(fc.array(fc.array(item, { maxLength: 4 }), { maxLength: 5 }), fc.constantFrom(0, 100, 1e6), (splits, budget) => {
      const store = createAnchorStore(budget, temp);
      let before = 0;
      for (const items of splits) {
        const log = createPrintLog();
        items.forEach((one, k) => {
          logAnchors(log, k, one.units, one);
        });
        store.append(log.ints.slice(0, log.length), before);
        before += items.length;
      }
      for (let time = 0; time < 2; time++) {
        const found: unknown[] = [];
        for (const items of store.splits()) {
          while (items.next()) {
            const { ints, sketch, units, from, between, to } = items;
            found.push([sketch, units, [...ints.slice(from, between)], [...ints.slice(between, to)]]);
          }
        }
        expect(found).toEqual(splits.flat().map(({ units, wide, narrow }, k) => [k, units, [...wide], [...narrow]]));
      }
      store.close();
      expect(readdirSync(temp)).toEqual([]);
    }),
  );
  rmSync(temp, { recursive: true });
});
