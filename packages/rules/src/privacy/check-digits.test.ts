import { expect, it } from 'vitest';
import { isArticle, isBusiness, isCorporate, isDay, isForeigner, isLuhn, isResident } from './check-digits.js';

const digits = (text: string): number[] => Array.from(text.replace(/\D/g, ''), Number);

/** Numbers that other programmes' tests and the offices' own pages show. */
it.each([
  ['resident', isResident, '971013-9019902', '971013-9019903'],
  ['business', isBusiness, '116-82-00276', '116-82-00277'],
  ['business', isBusiness, '134-86-72683', '134-86-72684'],
  ['ISBN', isArticle, '978-89-374-6044-9', '978-89-374-6044-8'],
  ['card', isLuhn, '4539 1488 0343 6467', '4539 1488 0343 6468'],
  ['card of fifteen digits', isLuhn, '3782 822463 10005', '3782 822463 10006'],
])('%s: %s', (_, test, right, wrong) => {
  expect(test(digits(right))).toBe(true);
  expect(test(digits(wrong))).toBe(false);
});

it('has one right check digit in ten of a resident, a business and a corporate number, and up to two of a foreigner’s', () => {
  const right = (test: (number: readonly number[]) => boolean, start: string): number =>
    Array.from({ length: 10 }, (_, last) => test([...digits(start), last])).filter(Boolean).length;
  expect(right(isResident, '900502137465')).toBe(1);
  expect(right(isBusiness, '134867268')).toBe(1);
  expect(right(isCorporate, '110111000624')).toBe(1);
  expect(right(isForeigner, '850615523456')).toBe(2);
});

it('knows the calendar', () => {
  expect([isDay(2000, 2, 29), isDay(1900, 2, 29), isDay(2023, 4, 31), isDay(1899, 12, 31)]).toEqual([true, false, false, true]);
});
