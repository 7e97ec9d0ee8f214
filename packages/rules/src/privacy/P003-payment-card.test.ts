import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeTexts, noticeProfile, shownOf } from '../testing/privacy.js';
import { isLuhn } from './check-digits.js';
import { rule } from './P003-payment-card.js';

const profile = await noticeProfile();

it.each([
  ['4539 1488 0343 6467', '4*** **** **** ****'],
  ['4539-1488-0343-6467', '4***-****-****-****'],
  ['４５３９－１４８８－０３４３－６４６７', '4***-****-****-****'],
  ['카드번호 4539148803436467', '4***************'],
  ['3714-496353-98431', '3***-******-*****'],
  ['3056 930902 5904', '3*** ****** ****'],
])('finds the number in %j', (text, shown) => {
  expect(shownOf(rule, text)).toMatchObject({ kind: 'card', shown });
});

it.each([
  ['a wrong check digit', '4539 1488 0343 6468'],
  ['a prefix that no issuer has', '0000 0000 0000 0000'],
  ['a number without a word that says so', '주문번호 4539148803436467'],
  ['a row of a table', '1200 4539 1488 0343 6467'],
  ['a longer number', '4539-1488-0343-6467-1234'],
  ['a decimal', '카드 0.4539148803436467'],
  ['two kinds of gaps', '4539-1488 0343-6467'],
  ['years', '1998 2002 2006 2010'],
])('has nothing against %s', (_, text) => {
  expect(judgeTexts(rule, [text]).count).toBe(0);
});

it('leaves out the numbers for tests that the profile allows', () => {
  expect(judgeTexts(rule, ['4242 4242 4242 4242', '4111-1111-1111-1111', '3782-822463-10005'], profile).count).toBe(0);
});

it('finds a number by its check digit alone: of ten last digits one is right', () => {
  const digit = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.array(digit, { minLength: 14, maxLength: 14 }), (middle) => {
      fc.pre(new Set(middle).size > 3);
      const numbers = Array.from({ length: 10 }, (_, last) => [4, ...middle, last]);
      const right = numbers.filter(isLuhn);
      expect(right).toHaveLength(1);
      const written = numbers.map((digits) => digits.join('').replace(/(\d{4})(?=\d)/g, '$1-'));
      expect(judgeTexts(rule, written).count).toBe(1);
    }),
  );
});
