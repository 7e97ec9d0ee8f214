import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { odditiesOf } from './oddities.js';
import { parseJson } from './parse-json.js';
import { createTape, loadTape, TextFlag } from './tape.js';

const wasm = wasmMemory();
const inWasm = wasm === null ? null : createTape(16, wasm);
const inPlain = createTape(16, plainMemory());

const piece = fc.constantFrom(
  '가',
  'a',
  ' ',
  '&',
  '<',
  '#',
  '/',
  '!',
  '\\',
  'u',
  '2',
  'F',
  '\u200b',
  '\u202e',
  '\u2060',
  '\ufeff',
  '‘',
  '…',
  '１',
);

it('tells where oddities are, in WebAssembly as in TypeScript', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 120 }), fc.nat(20), fc.nat(20), (pieces, skip, drop) => {
      const bytes = new TextEncoder().encode(pieces.join(''));
      const start = Math.min(skip, bytes.length);
      const end = Math.max(start, bytes.length - drop);
      loadTape(inPlain, bytes);
      const expected = odditiesOf(inPlain, start, end);
      if (inWasm === null) return;
      loadTape(inWasm, bytes);
      expect(odditiesOf(inWasm, start, end)).toEqual(expected);
    }),
  );
});

it('knows entities, tags, controls and escapes by their beginnings', () => {
  const text = '가&nbsp;나 & 다<br>1<2</p>\u200b\\u200b ‘따옴표’ &#39;';
  loadTape(inPlain, new TextEncoder().encode(text));
  const rest = (offset: number): string => new TextDecoder().decode(inPlain.bytes.subarray(offset, inPlain.used));
  expect(odditiesOf(inPlain, 0, inPlain.used).map((offset) => [...rest(offset)].slice(0, 3).join(''))).toEqual([
    '&nb',
    '<br',
    '</p',
    '\u200b\\u',
    '\\u2',
    '&#3',
  ]);
});

it('flags every text that holds an oddity, so that others need no look', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      loadTape(inPlain, new TextEncoder().encode(`"${pieces.join('')}"`));
      const root = parseJson(inPlain, 0, inPlain.used, 1);
      fc.pre(root >= 0 && odditiesOf(inPlain, 0, inPlain.used).length > 0);
      expect(inPlain.flags & (TextFlag.Complex | TextFlag.Escaped | TextFlag.Markup)).not.toBe(0);
    }),
  );
});
