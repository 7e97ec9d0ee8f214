import { expect, it } from 'vitest';
import { businessNumber, cardNumber, residentNumber } from './numbers.js';
import { valueAt, withValue } from './pointer.js';
import { createRandom, shuffled } from './random.js';

const digitsOf = (text: string): number[] => [...text.replace(/\D/g, '')].map(Number);
const many = (make: (random: ReturnType<typeof createRandom>) => string): string[] => {
  const random = createRandom(3);
  return Array.from({ length: 200 }, () => make(random));
};

it('makes numbers up whose check digits are right', () => {
  for (const number of many(residentNumber)) {
    const digits = digitsOf(number);
    const sum = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5].reduce((so, weight, k) => so + weight * (digits[k] as number), 0);
    expect([number, (11 - (sum % 11)) % 10]).toEqual([number, digits[12]]);
  }
  for (const number of many(cardNumber)) {
    const sum = digitsOf(number)
      .reverse()
      .reduce((so, digit, k) => so + (k % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
    expect([number, sum % 10]).toEqual([number, 0]);
  }
  for (const number of many(businessNumber)) {
    const digits = digitsOf(number);
    const sum = [1, 3, 7, 1, 3, 7, 1, 3, 5].reduce((so, weight, k) => so + weight * (digits[k] as number), 0);
    expect([number, (10 - ((sum + Math.floor(((digits[8] as number) * 5) / 10)) % 10)) % 10]).toEqual([number, digits[9]]);
  }
});

it('shuffles the same way from the same seed, and loses nothing', () => {
  const list = Array.from({ length: 50 }, (_, k) => k);
  expect(shuffled(list, createRandom(5))).toEqual(shuffled(list, createRandom(5)));
  expect(shuffled(list, createRandom(5))).not.toEqual(shuffled(list, createRandom(6)));
  expect([...shuffled(list, createRandom(5))].sort((a, b) => a - b)).toEqual(list);
});

it('changes a value where a JSON Pointer leads', () => {
  const record = { 'a/b': { c: [1, { d: 2 }] }, e: null };
  expect(withValue(record, '/a~1b/c/1/d', 3)).toEqual({ 'a/b': { c: [1, { d: 3 }] }, e: null });
  expect(withValue(record, '/f/g', 'neu')).toEqual({ ...record, f: { g: 'neu' } });
  expect(withValue(record, '/e', undefined)).toEqual({ 'a/b': record['a/b'] });
  expect(valueAt(record, '/a~1b/c/0')).toBe(1);
  expect(valueAt(record, '/e/x')).toBeUndefined();
});
