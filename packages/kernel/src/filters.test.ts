import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { createFilterTable, FILTER_WORDS } from './filters.js';

const tables = [wasmMemory(), plainMemory()].flatMap((memory) => (memory === null ? [] : [createFilterTable(memory)]));

const word = fc.oneof(fc.constantFrom(0, -1, 1 << 31), fc.integer());
const filter = fc.array(word, { minLength: FILTER_WORDS, maxLength: FILTER_WORDS });
const entry = fc.record({ length: fc.nat(30), losable: fc.nat(128), filter });

const bitsOf = (words: readonly number[]): string => words.map((one) => (one >>> 0).toString(2).padStart(32, '0')).join('');

/** More questions than are handed over at once, and more answers than there is room for. */
const question = fc.record({ from: fc.nat(5), reach: fc.nat(30), filter });
const repeated = fc.constantFrom(1, 1, 1, 6000);

it('finds in WebAssembly and in plain TypeScript the filters that another one holds but for so many bits', () => {
  expect(tables).toHaveLength(2);
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), fc.array(question, { maxLength: 4 }), repeated, (given, questions, times) => {
      const entries = [...given].sort((a, b) => a.length - b.length);
      const once = questions.map(({ from, reach, filter: own }) => {
        const held = bitsOf(own);
        return entries.flatMap(({ length, losable, filter }, k) => {
          const missing = [...bitsOf(filter)].filter((bit, at) => bit === '1' && held[at] === '0').length;
          return k >= from && length <= reach && missing <= losable ? [[k, missing]] : [];
        });
      });
      const asked = Int32Array.from(
        questions.flatMap(({ from, reach, filter }) => [Math.min(from, entries.length), entries.length, reach, 7, ...filter]),
      );
      const all = new Int32Array(asked.length * times);
      for (let time = 0; time < times; time++) all.set(asked, asked.length * time);
      for (const table of tables) {
        table.take(
          Int32Array.from(entries, ({ length, losable }) => length * 8192 + losable),
          Int32Array.from(entries.flatMap(({ filter }) => filter)),
          entries.length,
        );
        let told = 0;
        let wrong = 0;
        table.find(all, questions.length * times, (number, found, missing) => {
          const expected = once[number % questions.length]!;
          const before = Math.floor(number / questions.length) * once.flat().length;
          const own = once.slice(0, number % questions.length).flat().length;
          const [wantedFilter, wantedMissing] = expected[told - before - own] ?? [];
          if (found !== wantedFilter || missing !== wantedMissing) wrong += 1;
          told += 1;
        });
        expect([told, wrong]).toEqual([once.flat().length * times, 0]);
      }
    }),
    { numRuns: 200 },
  );
});
