import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJson } from './json-source.js';

const SUITE = fileURLToPath(new URL('../../../../../shared/data/JSONTestSuite/test_parsing/', import.meta.url));

function builtIn(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** Our reader says the same as JSON.parse, but for documents nested too deep. */
function expectSame(text: string): void {
  const { source, problems } = readJson(text);
  const expected = builtIn(text);
  if (source !== null) expect(source.value).toEqual(expected?.value);
  else if (expected !== null) expect(problems.at(-1)?.message.en).toContain('nested deeper');
  if (expected === null) expect(problems).not.toHaveLength(0);
}

it('reads what JSON.parse reads, to the same value', () => {
  fc.assert(fc.property(fc.json(), expectSame));
});

it('refuses what JSON.parse refuses', () => {
  const scraps = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '1',
    '-',
    '0',
    '.5',
    'e3',
    'true',
    'null',
    ' ',
    '\\u00e9',
    '\n',
    '가',
  );
  fc.assert(
    fc.property(fc.array(scraps, { maxLength: 12 }), (parts) => expectSame(parts.join(''))),
    { numRuns: 1000 },
  );
});

it('takes __proto__ as a key like any other', () => {
  const value = readJson('{"__proto__": {"polluted": 1}}').source?.value as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

it('knows where every key and value stands', () => {
  const text = '{\n  "a": [1, {"b/c": true}]\n}';
  const source = readJson(text).source;
  expect(source?.offsetOf(['a', '1', 'b/c'], 'key')).toBe(text.indexOf('"b/c"'));
  expect(source?.offsetOf(['a', '1', 'b/c'], 'value')).toBe(text.indexOf('true'));
  expect(source?.offsetOf(['a', '2'], 'value')).toBeNull();
});

it('says so when a key stands twice', () => {
  const { source, problems } = readJson('{"a": 1, "a": 2}');
  expect(source?.value).toEqual({ a: 2 });
  expect(problems).toMatchObject([{ duplicateKey: '/a', offset: 9 }]);
});

it('stops at a hundred levels', () => {
  expect(readJson('['.repeat(100_000)).problems[0]?.message.ko).toContain('100단계');
});

function suite(): string[] {
  try {
    return readdirSync(SUITE).filter((name) => /^[yn]_/.test(name));
  } catch {
    return [];
  }
}

it.skipIf(suite().length === 0)('agrees with every file of JSONTestSuite that has a verdict', () => {
  for (const name of suite()) expectSame(readFileSync(join(SUITE, name), 'utf8'));
});
