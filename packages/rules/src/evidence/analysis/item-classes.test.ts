import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classesOf } from './item-classes.js';

it('puts items together that have the same values in all columns, and no others', () => {
  const value = fc.oneof(fc.integer({ min: -1, max: 2 }), fc.constant(32_767));
  const rows = fc.integer({ min: 0, max: 4 }).chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width })));
  fc.assert(
    fc.property(rows, (items) => {
      const columns = (items[0] ?? []).map((_, c) => Int16Array.from(items, (row) => row[c] as number));
      const { of, first, size } = classesOf(columns, items.length);
      const names = [...new Set(items.map((row) => row.join()))];
      expect([...of]).toEqual(items.map((row) => names.indexOf(row.join())));
      expect(first).toEqual(names.map((name) => items.findIndex((row) => row.join() === name)));
      expect(size).toEqual(names.map((name) => items.filter((row) => row.join() === name).length));
    }),
  );
});
