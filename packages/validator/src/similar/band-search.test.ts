import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FACTS, Fact, packFacts, plainMemory } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { SIMILAR_SETTINGS } from '../testing/similar-settings.js';
import { searchBands } from './band-search.js';
import { candidatesOf } from './candidate-log.js';
import { createColumn } from './column.js';
import { createSearchMemory } from './search-memory.js';
import type { SketchData } from './sketch-store.js';

const SIZE = 3000;

/** Some are near each other, most are not. */
function facts(): Int32Array {
  const ints = new Int32Array(SIZE * FACTS);
  for (let k = 0; k < SIZE; k++) {
    const at = k * FACTS;
    ints.set([0, k, packFacts(60 + (k % 7), false, k % 3, 4), 0], at);
    ints[at + Fact.Choices] = 1 << (k % 5);
    for (let word = 0; word < 8; word++) ints[at + Fact.Parity + word] = Math.imul((k % 300) + 1, 0x9e3779b1 + word * 2);
    ints[at + Fact.Parity]! ^= k % 11;
  }
  return ints;
}

/** Groups of three or four, one of half of all, which cannot be compared each with each, and then none. */
const KEYS = [
  (k: number) => Math.imul(k % 900, 0x9e3779b1),
  (k: number) => (k % 2 === 0 ? 77 : Math.imul(k, 0x9e3779b1)),
  ...Array.from({ length: 28 }, () => (k: number) => Math.imul(k, 0x85ebca6b)),
];

it('finds the same in WebAssembly and without, whatever memory there is, and with facts and keys on the disk', () => {
  const temp = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  const columnOf = (ints: Int32Array, width: number, path: string | null) => {
    const column = createColumn(width);
    column.append(ints);
    if (path !== null) column.spill(join(temp, path));
    const data = column.share(0);
    column.close();
    return data;
  };
  const sketches = (isOnDisk: boolean): SketchData => ({
    size: SIZE,
    facts: columnOf(facts(), FACTS, isOnDisk ? 'facts' : null),
    keys: KEYS.map((keyOf, k) =>
      columnOf(
        Int32Array.from({ length: SIZE }, (_, at) => keyOf(at)),
        1,
        isOnDisk ? `${k}` : null,
      ),
    ),
    blooms: columnOf(new Int32Array(0), 4, null),
  });
  const wasm = createSearchMemory();
  const skipped = Uint8Array.from({ length: SIZE }, (_, k) => (k % 100 === 7 ? 1 : 0));
  const found = [false, true].flatMap((isOnDisk) =>
    [() => wasm(true), plainMemory].flatMap((memory) =>
      (memory === plainMemory ? [1 << 16] : [1 << 22, 1 << 16, 1 << 13]).map((bytes) => {
        const work = {
          kind: 'bands',
          sketches: sketches(isOnDisk),
          skipped,
          from: 0,
          to: KEYS.length,
          memory: bytes,
          folder: temp,
        } as const;
        const { pairs, cut } = searchBands(SIMILAR_SETTINGS, work, memory);
        return { candidates: [...candidatesOf([pairs])], cut: cut.reduce((sum, one) => sum + one, 0) };
      }),
    ),
  );
  for (const other of found) expect(other).toEqual(found[0]);
  expect(found[0]?.candidates.length).toBeGreaterThan(300);
  expect(found[0]?.cut).toBeGreaterThan(100);
  rmSync(temp, { recursive: true });
});
