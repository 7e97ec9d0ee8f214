import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPrintStore } from './print-store.js';

const STRIDE = 4;

/** Fingerprints from a small range, so that many are equal and partitions are shared. */
const logs = fc.array(fc.array(fc.tuple(fc.constantFrom(1, 2, -1, 1 << 30), fc.nat(3)), { maxLength: 20 }), { maxLength: 6 });

function entries(log: readonly (readonly [number, number])[]): Int32Array {
  return Int32Array.from(log.flatMap(([a, b], row) => [a, b, row, 0]));
}

function expected(all: readonly (readonly (readonly [number, number])[])[]): string[] {
  const groups = new Map<string, string[]>();
  for (const [split, log] of all.entries()) {
    for (const [row, print] of log.entries())
      groups.set(String(print), [...(groups.get(String(print)) ?? []), `${split}:${row}`]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map(String)
    .sort();
}

it('finds exactly the equal fingerprints, in memory and past its budget alike', () => {
  const temp = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  fc.assert(
    fc.property(logs, fc.constantFrom(0, 100, 1e6), (all, budget) => {
      const store = createPrintStore(STRIDE, budget, temp);
      for (const [split, log] of all.entries()) store.append(split, entries(log));
      const found = [...store.equalEntries()].map((group) => group.map(({ split, row }) => `${split}:${row}`).join(','));
      store.close();
      expect(found.sort()).toEqual(expected(all));
      expect(readdirSync(temp)).toEqual([]);
    }),
  );
  rmSync(temp, { recursive: true });
});
