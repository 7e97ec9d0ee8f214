import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { createFilterTable, FILTER_WORDS } from './filters.js';

const tables = [wasmMemory(), plainMemory()].flatMap((memory) => (memory === null ? [] : [createFilterTable(memory)]));

const word = fc.oneof(fc.constantFrom(0, -1, 1 << 31), fc.integer());
const filter = fc.array(word, { minLength: FILTER_WORDS, maxLength: FILTER_WORDS });
const entry = fc.record({ length: fc.nat(30), losable: fc.nat(128), filter });

const bitsOf = (words: readonly number[]): string => words.map((one) => (one >>> 0).toString(2).padStart(32, '0')).join('');

it('finds in WebAssembly and in plain TypeScript the filters that another one holds but for so many bits', () => {
  expect(tables).toHaveLength(2);
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), filter, fc.nat(30), fc.nat(5), (given, other, reach, first) => {
      const entries = [...given].sort((a, b) => a.length - b.length);
      const from = Math.min(first, entries.length);
      const held = bitsOf(other);
      const expected = entries.slice(from).flatMap(({ length, losable, filter }, k) => {
        const missing = [...bitsOf(filter)].filter((bit, at) => bit === '1' && held[at] === '0').length;
        return length <= reach && missing <= losable ? [[k, missing]] : [];
      });
      for (const table of tables) {
        table.take(
          Int32Array.from(entries, ({ length, losable }) => length * 8192 + losable),
          Int32Array.from(entries.flatMap(({ filter }) => filter)),
          entries.length,
        );
        const count = table.find(from, entries.length, Int32Array.from([7, ...other]), 1, reach);
        expect(Array.from({ length: count }, (_, k) => [table.numberOf(k), table.missingOf(k)])).toEqual(expected);
      }
    }),
    { numRuns: 500 },
  );
});
