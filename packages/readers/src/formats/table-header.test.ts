import { expect, it } from 'vitest';
import { tableHeader } from './table-header.js';

const valueLike = (...rows: string[][]): number | null => tableHeader(rows[0] ?? [], rows).valueLike;

it('finds values where names should be', () => {
  expect(valueLike(['1', '수도는?', '서울'], ['2', '국화는?', '무궁화'])).toBe(1);
  expect(valueLike(['수도는?', '예절'], ['국화는?', '예절'])).toBe(2);
});

it('has nothing against names, counted columns, and a header alone', () => {
  expect(valueLike(['', 'question', 'answer'], ['', '수도는?', '3'])).toBe(null);
  expect(valueLike(['0', '1', '2'], ['7', '8', '9'])).toBe(null);
  expect(valueLike(['1', '2'])).toBe(null);
});
