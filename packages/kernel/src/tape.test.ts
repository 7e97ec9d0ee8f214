import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { childrenOf, codePointsOf, jsonOf, memberOf, textOf } from './nodes.js';
import { appendJson, parseJson } from './parse-json.js';
import { createTape, loadTape, type Tape, TextFlag } from './tape.js';

const encode = (text: string) => new TextEncoder().encode(text);

function parse(bytes: Uint8Array, depth = 512): { tape: Tape; root: number } {
  const tape = createTape(16);
  loadTape(tape, bytes);
  return { tape, root: parseJson(tape, 0, bytes.length, depth) };
}

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it('gives back every JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2), (value, indent) => {
      const { tape, root } = parse(encode(JSON.stringify(value, null, indent)));
      expect(jsonOf(tape, root)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('accepts exactly what JSON.parse accepts, also after mutations', () => {
  const mutated = fc.tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'{}[],:"\\u0eE+-.12tfn \n\u0001가')), { maxLength: 3 }),
  );
  fc.assert(
    fc.property(mutated, ([json, edits]) => {
      const units = [...json];
      for (const [at, unit] of edits) units.splice(at % (units.length + 1), at % 2, unit);
      const text = units.join('');
      expect(parse(encode(text)).root >= 0).toBe(accepts(text));
    }),
    { numRuns: 5000 },
  );
});

it('tells why and where a text is no JSON', () => {
  const at = (text: string, depth?: number) => parse(encode(text), depth).tape.error;
  expect(at('{"a":1')).toEqual({ at: 6, reason: 'unexpected-end' });
  expect(at('{"a":"가')).toEqual({ at: 9, reason: 'unterminated-string' });
  expect(at('["a\tb"]')).toEqual({ at: 3, reason: 'control-character' });
  expect(at('["\\x"]')).toEqual({ at: 3, reason: 'bad-escape' });
  expect(at('[01]')).toEqual({ at: 2, reason: 'bad-number' });
  expect(at('[1,]')).toEqual({ at: 3, reason: 'unexpected-character' });
  expect(at('{} x')).toEqual({ at: 3, reason: 'trailing-text' });
  expect(at('[[1]]', 1)).toEqual({ at: 1, reason: 'too-deep' });
});

it('survives a hundred thousand brackets', () => {
  expect(parse(encode('['.repeat(100_000))).tape.error?.reason).toBe('too-deep');
});

it('marks what a text holds', () => {
  const flags = (json: string) => parse(encode(json)).tape.flags;
  expect(flags('"abc"')).toBe(0);
  expect(flags('"가 나"')).toBe(0);
  expect(flags('"가  나"')).toBe(TextFlag.Complex);
  expect(flags('"é"')).toBe(TextFlag.Latin);
  expect(flags('"\u1100\u1161"')).toBe(TextFlag.Complex | TextFlag.Jamo);
  expect(flags('"\\u1100"')).toBe(TextFlag.Jamo | TextFlag.Escaped);
  expect(flags('{"a":["\\u0000"]}')).toBe(TextFlag.Control | TextFlag.Escaped);
  expect(flags('"\uFFFD"') & TextFlag.Suspect).toBe(TextFlag.Suspect);
});

it('finds members as JSON.parse does: the last of equal keys, however they are written', () => {
  const { tape, root } = parse(encode('{"a":1,"\\u0061":2,"__proto__":3}'));
  expect(textOf(tape, memberOf(tape, root, encode('a')))).toBe('2');
  expect(textOf(tape, memberOf(tape, root, encode('__proto__')))).toBe('3');
  expect(memberOf(tape, root, encode('b'))).toBe(-1);
});

it('counts code points, not bytes or UTF-16 units', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { tape, root } = parse(encode(JSON.stringify(text)));
      expect(codePointsOf(tape, root)).toBe([...text].length);
    }),
  );
});

it('takes JSON of our own beside what was loaded', () => {
  const { tape, root } = parse(encode('{"a":[1]}'));
  const added = appendJson(tape, '["가","나"]');
  expect(childrenOf(tape, added).map((node) => textOf(tape, node))).toEqual(['가', '나']);
  expect(jsonOf(tape, root)).toEqual({ a: [1] });
});

const suite = new URL('../../../../shared/data/JSONTestSuite/test_parsing/', import.meta.url);

it.skipIf(!existsSync(suite))('agrees with JSON.parse on every file of JSONTestSuite', () => {
  let files = 0;
  for (const name of readdirSync(suite)) {
    const bytes = readFileSync(new URL(encodeURIComponent(name), suite));
    if (!isUtf8(bytes)) continue;
    files += 1;
    const accepted = parse(bytes).root >= 0;
    if (name.startsWith('y_')) expect([name, accepted]).toEqual([name, true]);
    if (name.startsWith('n_')) expect([name, accepted]).toEqual([name, false]);
    if (bytes[0] !== 0xef) expect([name, accepted]).toEqual([name, accepts(bytes.toString('utf8'))]);
  }
  expect(files).toBeGreaterThan(250);
});
