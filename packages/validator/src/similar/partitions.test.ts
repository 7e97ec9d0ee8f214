import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPartitions, openPartitions } from './partitions.js';

const PARTS = 3;

it('gives back the entries of each partition in the order in which they came, as often as asked for, also while more come', () => {
  const tempDir = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  const run = fc.tuple(fc.nat(PARTS - 1), fc.nat(1200));
  fc.assert(
    fc.property(fc.array(run, { maxLength: 8 }), fc.constantFrom(0, 1e5, 1e7), (runs, budgetBytes) => {
      const partitions = createPartitions(PARTS, 2, { budgetBytes, expected: 1000, tempDir });
      const wanted = Array.from({ length: PARTS }, (): number[] => []);
      let number = 0;
      for (const [partition, count] of runs) {
        for (let k = 0; k < count; k++) {
          const at = partitions.extend(partition);
          partitions.ints[at] = number;
          partitions.ints[at + 1] = -partition;
          wanted[partition].push(number, -partition);
          number += 1;
        }
        const { read } = openPartitions(structuredClone(partitions.share()));
        expect(read(partition)).toEqual(Int32Array.from(wanted[partition]));
      }
      const { read } = openPartitions(partitions.share());
      for (const [partition, entries] of wanted.entries()) expect(read(partition)).toEqual(Int32Array.from(entries));
      partitions.close();
      expect(readdirSync(tempDir)).toEqual([]);
    }),
    { numRuns: 25 },
  );
  rmSync(tempDir, { recursive: true });
});
