import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePythonDict, parsePythonList } from './python-list.js';

it('reads what Python writes', () => {
  expect(parsePythonList(`['알 수 없음', "경찰's", 'a\\'b', 1, 2.5, None, True, ['x']]`)).toEqual([
    '알 수 없음',
    "경찰's",
    "a'b",
    1,
    2.5,
    null,
    true,
    ['x'],
  ]);
  expect(parsePythonList(`('a', 'b',)`)).toEqual(['a', 'b']);
  expect(parsePythonList(`['\\uac00\\n']`)).toEqual(['가\n']);
});

it('reads any JSON list of texts as well', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (list) => {
      expect(parsePythonList(JSON.stringify(list))).toEqual(JSON.parse(JSON.stringify(list)));
    }),
  );
});

it('reads a JSON list of texts whose letters are escaped, half pairs too', () => {
  const ascii = (json: string): string =>
    json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('가', '😀', '\ud83d', '"', "'", '\\', '\n', 'a', ' ') })), (list) => {
      expect(parsePythonList(ascii(JSON.stringify(list)))).toEqual(list);
    }),
  );
});

it('reads between double quotes what only Python escapes, too', () => {
  expect(parsePythonList('["\\x41\\\'", "\\/", "\\U0001f600", "a\nb", "\\\\"]')).toEqual(["A'", '/', '😀', 'a\nb', '\\']);
});

it('refuses what is no list', () => {
  for (const text of ['', '가', '[', "['a'", "['a' 'b']", "['a']x", '[bad word]', "['\\x9']"])
    expect(parsePythonList(text)).toBeNull();
});

it('reads a dict as Python or JSON writes it', () => {
  expect(parsePythonDict(`{'노인': 94, "청년": 3, 'no_stereo': 2.5, }`)).toEqual({ 노인: 94, 청년: 3, no_stereo: 2.5 });
  expect(parsePythonDict('{"가": [1, null], "나": {"다": true}}')).toEqual({ 가: [1, null], 나: { 다: true } });
  expect(parsePythonDict("{'__proto__': 1}")).toEqual(JSON.parse('{"__proto__": 1}'));
  expect(parsePythonDict('{}')).toEqual({});
});

it('refuses what is no dict', () => {
  for (const text of [
    '',
    '[]',
    '{',
    "{'a'}",
    "{'a': 1",
    "{'a': 1}x",
    "{'a' 1}",
    '{[1]: 2}',
    `${'{1:'.repeat(40)}1${'}'.repeat(40)}`,
  ])
    expect(parsePythonDict(text)).toBeNull();
});
