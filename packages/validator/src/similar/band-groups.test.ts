import { plainMemory, wasmMemory } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBandGroups } from './band-groups.js';

/** Few of many, so that some are equal, of all heaps or of one alone, and in all parts. */
const key = fc.oneof(
  fc.constantFrom(0, 1, -1, 1 << 24, -(1 << 24), 0x7fffffff),
  fc.integer({ min: 0, max: 300 }),
  fc.nat(50).map((k) => k << 16),
  fc.integer(),
);
const LARGE = 100_000;

it.each([
  ['small', 300, 60],
  ['large', LARGE, 6],
] as const)('groups %s bands in WebAssembly as in plain TypeScript, call after call and part by part', (_, size, runs) => {
  const memories = [plainMemory(), wasmMemory()];
  let most = 0;
  fc.assert(
    fc.property(
      fc.array(fc.array(key, { minLength: 300, maxLength: 300 }), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(1, 7, 1 << 20),
      fc.constantFrom(2, 5, 1e6),
      fc.nat(size),
      fc.nat(4),
      (bands, spread, share, cut, skip) => {
        const skipped = Uint8Array.from({ length: size }, (_, k) => Number(k % 5 < skip));
        const columns = bands.map((keys) =>
          Int32Array.from(
            { length: size },
            (_, k) => (keys[k % 300] as number) ^ Math.imul(Math.floor(k / 300) % spread, 0x9e3779b9),
          ),
        );
        const found = memories.map((memory, k) => {
          const { parts, take, groups } = createBandGroups(size, (size * (k === 0 ? 32 : 9)) / share, memory!);
          return columns.map((all) => {
            const keys = () => [all.subarray(0, cut), all.subarray(cut)];
            const seen: string[] = [];
            const measured = Array.from({ length: parts }, (_, part) => {
              const sizes = take(keys, part, skipped);
              for (const { count, members, ends } of groups()) {
                for (let g = 0; g < count; g++) seen.push(members.subarray(g === 0 ? 0 : ends[g - 1], ends[g]).join(' '));
              }
              return sizes;
            });
            return { parts, measured, groups: seen.sort() };
          });
        });
        expect(found[1]).toEqual(found[0]);
        most = Math.max(most, found[0]![0]!.groups.length);
      },
    ),
    { numRuns: runs, seed: 7 },
  );
  expect(most).toBeGreaterThan(30);
});

it('groups keys of which all fall into one heap of the kernel', () => {
  const size = 100_000;
  const keys = Int32Array.from({ length: size }, (_, k) => ((k * 7) % 40_000) << 16);
  const found = [plainMemory(), wasmMemory()].map((memory) => {
    const { take, groups } = createBandGroups(size, size * 32, memory!);
    const sizes = take(() => [keys], 0, new Uint8Array(size));
    const seen: string[] = [];
    for (const { count, members, ends } of groups()) {
      for (let g = 0; g < count; g++) seen.push(members.subarray(g === 0 ? 0 : ends[g - 1], ends[g]).join(' '));
    }
    return { sizes, groups: seen.sort() };
  });
  expect(found[1]).toEqual(found[0]);
  expect(found[0]?.sizes).toEqual({ groups: 40_000, members: 100_000, pairs: 80_000, largest: 3 });
  expect(found[0]?.groups).toHaveLength(40_000);
});
