import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anchorShape, plainAnchors } from './anchors.js';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { childrenOf } from './nodes.js';
import { normalText } from './normal-text.js';
import { appendJson } from './parse-json.js';
import { createSketcher } from './sketch.js';
import { createTape } from './tape.js';

const machines = [wasmMemory(), plainMemory()].flatMap((memory) =>
  memory === null
    ? []
    : [2, 5, 8].map((n) => ({ n, tape: createTape(16, memory), sketcher: createSketcher(memory, { n, rows: 6, bands: 18 }) })),
);

/** Of few letters, so that grams and their hashes repeat. */
const text = fc.string({ unit: fc.constantFrom(...'가나다라마a1'), maxLength: 150 });
const least = fc.integer({ min: 8, max: 40 });

it('finds in WebAssembly what plain TypeScript finds', () => {
  expect(machines).toHaveLength(6);
  fc.assert(
    fc.property(text, least, (given, common) => {
      for (const { n, tape, sketcher } of machines) {
        const shape = anchorShape(common, n);
        sketcher.take(tape, childrenOf(tape, appendJson(tape, JSON.stringify([given]))));
        const expected = plainAnchors(normalText(given), n, shape);
        const { ints, from, between, to } = sketcher.anchors(shape);
        expect({ wide: ints.slice(from, between), narrow: ints.slice(between, to) }).toEqual(expected);
      }
    }),
    { numRuns: 1000 },
  );
});

it('gives every anchor of a text to whatever contains the text', () => {
  fc.assert(
    fc.property(text, text, text, least, (before, given, after, common) => {
      const shape = anchorShape(common, 5);
      const whole = plainAnchors(before + given + after, 5, shape);
      const inside = plainAnchors(given, 5, shape);
      expect(inside.narrow.filter((anchor) => !whole.narrow.includes(anchor))).toHaveLength(0);
      expect(inside.wide.filter((anchor) => !whole.wide.includes(anchor))).toHaveLength(0);
      expect([inside.narrow.length > 0, inside.wide.length > 0]).toEqual([given.length >= common, given.length >= 2 * common]);
    }),
    { numRuns: 500 },
  );
});

it('takes about two of as many grams as a window has, and one more', () => {
  const shape = anchorShape(20, 5);
  expect(shape).toEqual({ k: 10, narrow: 11, wide: 31 });
  const long = Array.from({ length: 12_000 }, (_, k) => String.fromCharCode(0xac00 + ((k * 7919) % 11_171))).join('');
  const { narrow, wide } = plainAnchors(long, 5, shape);
  expect(narrow.length / long.length).toBeCloseTo(2 / 12, 2);
  expect(wide.length / long.length).toBeCloseTo(2 / 32, 2);
});
