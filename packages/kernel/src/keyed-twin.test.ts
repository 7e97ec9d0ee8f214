import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { sipHash } from './keyed-twin.js';
import { appendJson } from './parse-json.js';
import { createSketcher, KEYED_BINS } from './sketch.js';
import { createTape } from './tape.js';

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, k) => k);

it('hashes as the authors of SipHash do', () => {
  // Of vectors.h of the reference implementation, for the key 00 … 0f and messages 00 01 … of these lengths.
  const vectors = {
    0: '726fdb47dd0e0e31',
    1: '74f839c593dc67fd',
    7: 'ab0200f58b01d137',
    8: '93f5f5799a932462',
    15: 'a129ca6149be45e5',
  };
  for (const [length, expected] of Object.entries(vectors)) {
    const [low, high] = sipHash(bytes(16), bytes(Number(length)));
    expect([high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')).toBe(expected);
  }
});

const text = fc.string({ unit: fc.constantFrom(...'가나다라마힣사과는몇개인가 abcXYZ019.漢字ひ'), maxLength: 120 });

it('makes the same keyed sketch in WebAssembly as in plain TypeScript, whatever the length of a gram', () => {
  fc.assert(
    fc.property(
      text,
      fc.integer({ min: 2, max: 16 }),
      fc.boolean(),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      (given, n, asJamo, key) => {
        const found = [wasmMemory(), plainMemory()].map((memory) => {
          if (memory === null) return null;
          const tape = createTape(16, memory);
          const sketcher = createSketcher(memory, { n, rows: 6, bands: 18 });
          sketcher.take(tape, [appendJson(tape, JSON.stringify(given))]);
          const out = new Uint8Array(KEYED_BINS + 2);
          return [sketcher.keyedBins(asJamo, key, out, 1), ...out];
        });
        expect(found[0]).toEqual(found[1]);
      },
    ),
    { numRuns: 200 },
  );
});

it('tells nothing of a text without the key: two keys share no more bins than chance gives them', () => {
  const tape = createTape();
  const sketcher = createSketcher(tape.memory, { n: 5, rows: 6, bands: 18 });
  const sentence = Array.from({ length: 400 }, (_, k) => String.fromCharCode(0xac00 + ((k * 7919) % 11_172))).join('');
  sketcher.take(tape, [appendJson(tape, JSON.stringify(sentence))]);
  const [one, other] = [bytes(16), bytes(16).fill(7)].map((key) => {
    const out = new Uint8Array(KEYED_BINS);
    sketcher.keyedBins(false, key, out, 0);
    return out;
  });
  // 128 bins of 256 values: half a bin on average.
  expect([...(one ?? [])].filter((bin, k) => bin === other?.[k]).length).toBeLessThan(6);
});
