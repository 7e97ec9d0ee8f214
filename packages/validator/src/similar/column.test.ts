import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createColumn, openColumn } from './column.js';

it.each([3, 8, 16])(
  'finds rows of %i integers in any order and as often as asked for, in memory and on the disk alike, also in another thread',
  (WIDTH) => {
    const temp = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
    const pieces = fc.array(fc.integer({ min: 1, max: 120_000 / WIDTH }), { minLength: 1, maxLength: 4 });
    let files = 0;
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(), { maxLength: 50 }), fc.boolean(), fc.nat(4), (sizes, picks, isHeld, spilled) => {
        const column = createColumn(WIDTH);
        const path = join(temp, `${files++}`);
        let size = 0;
        for (const [k, rows] of sizes.entries()) {
          column.append(Int32Array.from({ length: rows * WIDTH }, (_, at) => size * WIDTH + at));
          size += rows;
          if (k < spilled) column.spill(path);
        }
        const data = structuredClone(column.share(size * WIDTH * 4 - (isHeld ? 0 : 1)));
        expect(data.whole === null).toBe(spilled > 0 && !isHeld);
        const reader = openColumn(data);
        for (const some of [picks, picks.slice(1)]) {
          const ids = Int32Array.from(some, (pick) => pick % size);
          const { ints, rows } = reader.lookUp(ids);
          const found = [...ids.keys()].flatMap((k) => [...ints.subarray(rows[k]! * WIDTH, (rows[k]! + 1) * WIDTH)]);
          const wanted = [...ids].flatMap((id) => Array.from({ length: WIDTH }, (_, k) => id * WIDTH + k));
          expect(found).toEqual(wanted);
          const copied = new Int32Array(WIDTH * (ids.length + 3)).fill(-1);
          reader.copyRows(ids, copied.subarray(WIDTH), WIDTH);
          const around = Array.from({ length: WIDTH }, () => -1);
          expect([...copied]).toEqual([...around, ...around, ...wanted, ...around]);
        }
        let next = 0;
        for (const piece of reader.pieces())
          for (const value of piece) if (value !== next++) throw new Error(`${value} for ${next - 1}`);
        expect(next).toBe(size * WIDTH);
        reader.close();
        column.close();
      }),
      { numRuns: 20 },
    );
    rmSync(temp, { recursive: true });
  },
);
