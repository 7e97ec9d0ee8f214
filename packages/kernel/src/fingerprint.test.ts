import { expect, it } from 'vitest';
import { createSink, fingerprint, reserve } from './fingerprint.js';

function hex(text: string): string {
  const sink = createSink(16);
  const bytes = new TextEncoder().encode(text);
  reserve(sink, bytes.length);
  sink.bytes.set(bytes);
  sink.length = bytes.length;
  const out = new Int32Array(4);
  fingerprint(sink, out);
  return [...out].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

it('gives the published values of MurmurHash3_x86_128', () => {
  expect(hex('')).toBe('00000000000000000000000000000000');
  expect(hex('The quick brown fox jumps over the lazy dog')).toBe('2f1583c3ecee2c675d7bf66ce5e91d2c');
  expect(hex('I will not buy this record, it is scratched.')).toBe('a0a9683b25ac5e40d9af2895890dddf5');
});

it('depends on every byte, also past a whole block', () => {
  const texts = [
    'a',
    'ab',
    'a'.repeat(15),
    'a'.repeat(16),
    'a'.repeat(17),
    `${'a'.repeat(16)}b`,
    '가나다라마바사',
    '가나다라마바아',
  ];
  expect(new Set(texts.map(hex)).size).toBe(texts.length);
});
