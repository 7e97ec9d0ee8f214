import { expect, it } from 'vitest';
import { createSink, fingerprint, reserve } from './fingerprint.js';

function print(text: string, capacity: number): string {
  const sink = createSink(capacity);
  for (const byte of new TextEncoder().encode(text)) {
    reserve(sink, 1);
    sink.bytes[sink.length++] = byte;
  }
  const out = new Int32Array(4);
  fingerprint(sink, out);
  return String(out);
}

it('depends on every byte, also past a whole block, and not on how the sink grew', () => {
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
  expect(new Set(texts.map((text) => print(text, 16))).size).toBe(texts.length);
  for (const text of texts) expect(print(text, 1)).toBe(print(text, 1024));
});
