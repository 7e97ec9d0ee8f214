import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyGrouper } from './equal-keys.js';

it('groups what has the same key and is not left out, in order, call after call', () => {
  const key = fc.oneof(fc.constantFrom(0, 1, -1, 1 << 24, -(1 << 24), 0x7fffffff), fc.integer({ min: 0, max: 40 }));
  const column = fc.array(fc.tuple(key, fc.boolean()), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 3 }), (columns) => {
      const group = createKeyGrouper(30);
      for (const column of columns) {
        const expected = new Map<number, number[]>();
        for (const [k, [key, isSkipped]] of column.entries()) {
          if (!isSkipped) expected.set(key, [...(expected.get(key) ?? []), k]);
        }
        const found = group(
          Int32Array.from(column, ([key]) => key),
          Uint8Array.from(column, ([, isSkipped]) => Number(isSkipped)),
        );
        const groups = Array.from({ length: found.count }, (_, g) => [
          ...found.members.subarray(g === 0 ? 0 : found.ends[g - 1], found.ends[g]),
        ]);
        const wanted = [...expected.values()].filter((members) => members.length > 1);
        expect(groups.map(String).sort()).toEqual(wanted.map(String).sort());
      }
    }),
  );
});
