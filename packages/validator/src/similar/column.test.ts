import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createColumn } from './column.js';

const WIDTH = 3;

it('finds rows in any order and as often as asked for, in memory and on the disk alike', () => {
  const temp = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  const pieces = fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 4 });
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
      if (isHeld) column.hold();
      else column.spill(path);
      const ids = Int32Array.from(picks, (pick) => pick % size);
      const out = new Int32Array(ids.length * WIDTH);
      column.gather(ids, ids.length, out);
      expect([...out]).toEqual([...ids].flatMap((id) => [id * WIDTH, id * WIDTH + 1, id * WIDTH + 2]));
      let next = 0;
      for (const piece of column.pieces())
        for (const value of piece) if (value !== next++) throw new Error(`${value} for ${next - 1}`);
      expect(next).toBe(size * WIDTH);
      column.close();
    }),
    { numRuns: 40 },
  );
  rmSync(temp, { recursive: true });
});
