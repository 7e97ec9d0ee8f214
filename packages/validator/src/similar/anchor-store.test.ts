import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noAnchors, unpackInto } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainRoom } from '../scan/log-room.js';
import { createPrintLog } from '../scan/prints.js';
import { dealAnchors, logAnchors } from './anchor-log.js';
import { createAnchorStore, openAnchors } from './anchor-store.js';
import { PARTS, partOf, slotOf } from './containment.js';

/** Few partitions, so that some hold several anchors of an item. */
const anchor = fc.oneof(fc.integer(), fc.constantFrom(3, 3 + PARTS, -PARTS, -1, 2 ** 31 - 1));
/** Items that follow the one before at once, or far behind. */
const item = fc.record({ gap: fc.constantFrom(0, 0, 1, 60, 63, 64, 500), anchors: fc.array(anchor, { maxLength: 5 }) });

it('gives back the anchors of each partition in plan order, in memory and past its budget alike, also in another thread, whatever comes of logs that it gave back', () => {
  const temp = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  fc.assert(
    fc.property(fc.array(fc.array(item, { maxLength: 4 }), { maxLength: 5 }), fc.constantFrom(0, 1500, 1e6), (splits, budget) => {
      const store = createAnchorStore(budget, temp, (log) => log.fill(-1));
      const wanted = Array.from({ length: PARTS }, (): number[][] => []);
      let before = 0;
      for (const items of splits) {
        const log = createPrintLog();
        let sketch = 0;
        for (const { gap, anchors } of items) {
          sketch += gap;
          logAnchors(log, sketch, Int32Array.from([0, ...anchors, 0]), 1, anchors.length + 1);
          for (const [k, one] of anchors.entries()) {
            const half = k < Math.floor(anchors.length / 2) ? 0 : 1;
            wanted[partOf(one)]!.push([slotOf(one), (before + sketch) * 2 + half]);
          }
          sketch += 1;
        }
        store.append(dealAnchors(log, plainRoom), before);
        before += sketch;
      }
      const reader = openAnchors(structuredClone(store.share()));
      for (let time = 0; time < 2; time++) {
        for (const [part, entries] of wanted.entries()) {
          const found = noAnchors();
          unpackInto(found, reader.pieces(part), before);
          expect(Array.from({ length: found.size }, (_, k) => [found.slots[k], found.places[k]])).toEqual(entries);
        }
      }
      reader.close();
      store.close();
      expect(readdirSync(temp)).toEqual([]);
    }),
  );
  rmSync(temp, { recursive: true });
});
