import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyGrouper } from './equal-keys.js';

it('groups what has the same key and is not left out, in order, call after call and part by part', () => {
  const key = fc.oneof(fc.constantFrom(0, 1, -1, 1 << 24, -(1 << 24), 0x7fffffff), fc.integer({ min: 0, max: 40 }), fc.integer());
  const column = fc.array(fc.tuple(key, fc.boolean()), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(100, 300, 1e6),
      fc.nat(30),
      (columns, budget, cut) => {
        const { parts, group } = createKeyGrouper(30, budget);
        expect(parts).toBe(budget === 100 ? 16 : budget === 300 ? 4 : 1);
        for (const column of columns) {
          const expected = new Map<number, number[]>();
          for (const [k, [key, isSkipped]] of column.entries()) {
            if (!isSkipped) expected.set(key, [...(expected.get(key) ?? []), k]);
          }
          const all = Int32Array.from(column, ([key]) => key);
          const skipped = Uint8Array.from(column, ([, isSkipped]) => Number(isSkipped));
          const found = Array.from({ length: parts }, (_, part) => {
            const { count, members, ends } = group(() => [all.subarray(0, cut), all.subarray(cut)], part, skipped);
            return Array.from({ length: count }, (_, g) => [...members.subarray(g === 0 ? 0 : ends[g - 1], ends[g])]);
          });
          const wanted = [...expected.values()].filter((members) => members.length > 1);
          expect(found.flat().map(String).sort()).toEqual(wanted.map(String).sort());
        }
      },
    ),
  );
});
