import { expect, it } from 'vitest';
import { parseShare } from './share.js';

it.each([
  ['0.1', 100_000],
  ['.1', 100_000],
  ['10%', 100_000],
  ['12.5 %', 125_000],
  ['0.333333', 333_333],
])('reads %s', (text, share) => {
  expect(parseShare(text)).toBe(share);
});

it.each(['', '%', '0', '1', '100%', '1.5', '-0.1', '1e-1', '0.1234567', '10', 'a'])('refuses %s', (text) => {
  expect(() => parseShare(text)).toThrow(/--share takes a share/);
});
