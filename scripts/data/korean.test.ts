import { expect, it } from 'vitest';
import { fill } from './korean.js';

it('chooses the particle by the last sound', () => {
  expect(fill('{a:은} {b:은} {a:으로} {b:으로} {c:으로}', { a: '부산', b: '제주', c: '서울' })).toBe(
    '부산은 제주는 부산으로 제주로 서울로',
  );
  expect(fill('{a:이} {b:과}', { a: '동료', b: '식구' })).toBe('동료가 식구와');
});

it('refuses a word that nobody gave', () => {
  expect(() => fill('{a}', {})).toThrow('no word for a');
});
