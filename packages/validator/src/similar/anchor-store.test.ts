import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPrintLog } from '../scan/prints.js';
import { createAnchorStore, logAnchors } from './anchor-store.js';

const anchors = fc.array(fc.integer(), { maxLength: 4 });
const item = fc.record({ units: fc.nat(50), anchors });

it('gives back the items of every split in plan order, in memory and past its budget alike', () => {
  const temp = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  fc.assert(
    fc.property(fc.array(fc.array(item, { maxLength: 4 }), { maxLength: 5 }), fc.constantFrom(0, 100, 1e6), (splits, budget) => {
      const store = createAnchorStore(50, budget, temp);
      let before = 0;
      for (const items of splits) {
        const log = createPrintLog();
        items.forEach(({ units, anchors }, k) => {
          logAnchors(log, k, units, Int32Array.from([0, ...anchors, 0]), 1, anchors.length + 1);
        });
        store.append(log.ints.slice(0, log.length), before);
        before += items.length;
      }
      const all = splits.flat();
      for (let time = 0; time < 2; time++) {
        const found: unknown[] = [];
        for (const items of store.splits()) {
          while (items.next()) found.push([items.sketch, items.units, [...items.ints.slice(items.from, items.to)]]);
        }
        expect(found).toEqual(all.map(({ units, anchors }, k) => [k, units, anchors]));
      }
      expect(store.anchors).toBe(all.flatMap(({ anchors }) => anchors).length);
      expect([...store.lengths.keys()].flatMap((units) => Array(store.lengths[units]).fill(units))).toEqual(
        all.map(({ units }) => units).sort((a, b) => a - b),
      );
      store.close();
      expect(readdirSync(temp)).toEqual([]);
    }),
  );
  rmSync(temp, { recursive: true });
});
