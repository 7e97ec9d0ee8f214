import { expect, it } from 'vitest';
import { createAllowList } from './allow-list.js';

it.each([
  ['010-1234-5678', '(010) 1234 5678'],
  ['*@example.com', 'Hong.G@Example.com'],
  ['*@*.example.com', 'a@b.example.com'],
  ['a*c*e', 'abcde'],
  ['*', ''],
])('%j allows %j', (pattern, value) => {
  expect(createAllowList([pattern])(value)).toBe(true);
});

it.each([
  ['010-1234-5678', '010-1234-56789'],
  ['*@example.com', 'a@example.com.au'],
  ['ab*ba', 'aba'],
  ['a*b*a', 'aa'],
  ['', 'a'],
])('%j does not allow %j', (pattern, value) => {
  expect(createAllowList([pattern])(value)).toBe(false);
});
