import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocate, type ByteMemory, plainMemory, wasmMemory } from './byte-memory.js';

const kinds: readonly (readonly [string, ByteMemory | null])[] = [
  ['plain TypeScript', plainMemory()],
  ['WebAssembly', wasmMemory()],
];

const encoder = new TextEncoder();
const texts = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('\u0000', '\u001f', '\n', '\r', '\t', '\b', '\f', '"', '\\', '\u007f', '가', 'a', '\u2028'),
      maxLength: 60,
    }),
  ),
  { maxLength: 12 },
);

function put(memory: ByteMemory, text: string): { address: number; length: number } {
  const bytes = encoder.encode(text);
  const address = allocate(memory, bytes.length);
  new Uint8Array(memory.buffer, address).set(bytes);
  return { address, length: bytes.length };
}

/** A JSON array of the texts, woven. */
function arrayOf(memory: ByteMemory, values: readonly string[]): { json: string; ends: number[] } {
  const text = put(memory, `[${','.repeat(Math.max(0, values.length - 1))}]`);
  const placed = values.map((value) => put(memory, value));
  const inserts = allocate(memory, values.length * 16);
  const out = allocate(memory, 4 + placed.reduce((sum, { address, length }) => sum + memory.escaped(address, length) + 3, 0));
  const table = new Uint32Array(memory.buffer, inserts, values.length * 4);
  table.set(placed.flatMap(({ address, length }, i) => [1 + i, address, length, 0]));
  const size = memory.weave(text.address, text.length, inserts, values.length, out);
  const json = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(memory.buffer, out, size));
  return { json, ends: values.map((_, i) => table[i * 4 + 3] as number) };
}

it.for(kinds)('%s writes strings as JSON.stringify does', ([, memory]) => {
  if (memory === null) return;
  fc.assert(
    fc.property(texts, (values) => {
      const { json, ends } = arrayOf(memory, values);
      expect(json).toBe(JSON.stringify(values));
      let end = 0;
      const expected = values.map((value) => {
        end += 1 + encoder.encode(JSON.stringify(value)).length;
        return end;
      });
      expect(ends).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

it.for(kinds)('%s knows before how long a text will be', ([, memory]) => {
  if (memory === null) return;
  fc.assert(
    fc.property(texts, (values) => {
      for (const value of values) {
        const { address, length } = put(memory, value);
        expect(memory.escaped(address, length)).toBe(encoder.encode(JSON.stringify(value)).length - 2);
      }
    }),
    { numRuns: 200 },
  );
});

it.for(kinds)('%s writes text without any in it as it is', ([, memory]) => {
  if (memory === null) return;
  const { address, length } = put(memory, '{"a":[1,2,{"b":null}]}');
  const out = allocate(memory, 64);
  const size = memory.weave(address, length, 0, 0, out);
  expect(Buffer.from(memory.buffer, out, size).toString()).toBe('{"a":[1,2,{"b":null}]}');
});
