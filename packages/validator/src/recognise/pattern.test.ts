import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compilePattern } from './pattern.js';

function match(pattern: string, text: string): boolean | null {
  const matcher = compilePattern(pattern);
  const bytes = new TextEncoder().encode(text);
  return matcher === null ? null : matcher(bytes, 0, bytes.length);
}

it('understands what people write for ids and addresses', () => {
  expect(match('^https?://', 'https://a.kr')).toBe(true);
  expect(match('^https?://', 'ftp://a.kr')).toBe(false);
  expect(match('^sub\\d{2}-[0-9]{6}$', 'sub01-000123')).toBe(true);
  expect(match('^sub\\d{2}-[0-9]{6}$', 'sub01-0001234')).toBe(false);
  expect(match('^[a-z0-9-]+$', 'a-1')).toBe(true);
  expect(match('^[A-Z]{2,3}\\.[a-z]*$', 'AB.')).toBe(true);
  expect(match('^[a-z]+$', '가')).toBe(false);
});

it('leaves to others what it does not understand', () => {
  for (const pattern of [
    'abc',
    '^a|b',
    '^(a)',
    '^a.b',
    '^a+?b',
    '^[^a]',
    '^\\s',
    '^a+a',
    '^가',
    '^[a\\-z]',
    '^a{2}{3}',
    '^a*ab',
  ]) {
    expect([pattern, compilePattern(pattern)]).toEqual([pattern, null]);
  }
});

it('agrees with a regular expression wherever it understands the pattern', () => {
  const atom = fc.constantFrom('a', 'b', '-', '\\d', '\\w', '[ab]', '[a-c1]', '\\.', '[a-]', '[-a]');
  const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,}', '{0,2}');
  const pattern = fc
    .tuple(fc.array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([atoms, whole]) => `^${atoms.map((pair) => pair.join('')).join('')}${whole ? '$' : ''}`);
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', '1', '-', '.', '_', '가'), { maxLength: 8 })
    .map((units) => units.join(''));
  let understood = 0;
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
      for (const sample of texts) {
        const found = match(source, sample);
        if (found === null) continue;
        understood += 1;
        expect([source, sample, found]).toEqual([source, sample, new RegExp(source, 'u').test(sample)]);
      }
    }),
    { numRuns: 2000 },
  );
  expect(understood).toBeGreaterThan(1000);
});
