import { expect, it } from 'vitest';
import { createCp949Encoder } from './cp949.js';

const encode = createCp949Encoder();

it.each([
  ['가', 0xb0a1],
  ['힝', 0xc8fe],
  ['갂', 0x8141],
  ['똠', 0x8c63],
  ['쌰', 0x9b58],
  ['펲', 0xbc84],
  ['힣', 0xc652],
  ['援', 0xeab5],
  ['■', 0xa1e1],
])('knows the bytes of %s', (character, code) => {
  expect(encode(character)).toBe(code);
});

it('knows every syllable, each by bytes of its own, and nothing of letters that it lacks', () => {
  const codes = Array.from({ length: 11_172 }, (_, k) => encode(String.fromCharCode(0xac00 + k)));
  expect(codes.includes(undefined)).toBe(false);
  expect(new Set(codes).size).toBe(11_172);
  expect([encode('a'), encode('é'), encode('😀')]).toEqual([undefined, undefined, undefined]);
});
