import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appendCanonical, canonicalString, utf8Of } from './canonical.js';
import { createSink } from './fingerprint.js';
import { appendJson } from './parse-json.js';
import { createTape } from './tape.js';

function canonicalBytes(json: string): string {
  const tape = createTape(16);
  const sink = createSink(16);
  const root = appendJson(tape, json);
  appendCanonical(tape, root, sink);
  return new TextDecoder().decode(sink.bytes.subarray(0, sink.length));
}

it('agrees with NFC, trim and collapsed white space on any text', () => {
  const interesting = fc.constantFrom(
    '가',
    'ᄀ',
    'ᅡ',
    'ᆨ',
    'ㄱ',
    '豈',
    'é',
    'é',
    ' ',
    ' ',
    '　',
    '\t',
    '\n',
    '“',
    '’',
    '…',
    '①',
    '℃',
    'Å',
    'が',
    'か゛',
    'か\u3099',
    '⃗',
    '𝒜',
    '"',
    '\\',
    ' ',
    '﻿',
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(interesting).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (value) => {
      expect(canonicalBytes(JSON.stringify(value))).toBe(canonicalString(value));
    }),
    { numRuns: 2000 },
  );
});

it('treats every BMP character as NFC and white space do, alone and before a mark', () => {
  const different: string[] = [];
  for (let code = 0x21; code < 0xfffe; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    for (const text of [`a${String.fromCharCode(code)}b`, `${String.fromCharCode(code)}${String.fromCharCode(code)}`]) {
      if (canonicalBytes(JSON.stringify(text)) !== canonicalString(text)) different.push(code.toString(16));
    }
  }
  expect(different).toEqual([]);
});

it('reads an escaped text as the text it stands for', () => {
  expect(canonicalBytes('"\\uAC00\\n\\t나 \\"다\\""')).toBe('가 나 "다"');
});

it('gives a text as UTF-8, whatever its escapes', () => {
  const text = fc
    .array(fc.constantFrom('가', 'a', '\\', '"', '\n', '\t', '\u0001', '\ud800', '😀', '\\n'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.boolean(), (value, slashes) => {
      const tape = createTape(16);
      const json = JSON.stringify(value);
      const root = appendJson(tape, slashes ? json.replace(/^"/u, '"\\/') : json);
      expect(Buffer.from(utf8Of(tape, root))).toEqual(Buffer.from(slashes ? `/${value}` : value));
    }),
  );
});
