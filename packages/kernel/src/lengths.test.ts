import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { createLengthMeter } from './lengths.js';
import { childrenOf } from './nodes.js';
import { appendJson } from './parse-json.js';
import { createTape } from './tape.js';

const meter = createLengthMeter();
const tapes = [wasmMemory(), plainMemory()].flatMap((memory) => (memory === null ? [] : [createTape(16, memory)]));

it('counts the code points of strings, whatever their bytes and escapes', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(fc.constantFrom('가', '힣', 'a', '\n', '"', '\\', '\\u', '\u0001', '😀', '漢'), { maxLength: 80 })
      .map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(text, fc.integer(), fc.constant(null)), { maxLength: 40 }), (values) => {
      for (const tape of tapes) {
        const list = Int32Array.from([...childrenOf(tape, appendJson(tape, JSON.stringify(values))), -1]);
        const found = [...meter.measure(tape, list, list.length).subarray(0, list.length)];
        expect(found).toEqual([...values.map((value) => (typeof value === 'string' ? [...value].length : -1)), -1]);
      }
    }),
  );
});
