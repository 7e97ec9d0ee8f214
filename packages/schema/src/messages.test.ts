import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatMessage, groupDigits, showJson, showValue } from './messages.js';

it('fills places in a sentence, with numbers grouped', () => {
  expect(formatMessage('{path}에 문항이 {count}개 있습니다.', { path: 'data/a.jsonl', count: 12000 })).toBe(
    'data/a.jsonl에 문항이 12,000개 있습니다.',
  );
  expect([groupDigits(999), groupDigits(-1234567.25), groupDigits(0.0999)]).toEqual(['999', '-1,234,567.25', '0.0999']);
});

it('leaves a place without a value as it is', () => {
  expect(formatMessage('{missing} {missing|을/를} {toString}', {})).toBe('{missing} {missing|을/를} {toString}');
});

it.each([
  ['예절', '예절을 예절이 예절은 예절과 예절로'],
  ['문화', '문화를 문화가 문화는 문화와 문화로'],
  ['규범', '규범을 규범이 규범은 규범과 규범으로'],
])('chooses the particle by the last sound: %s', (word, expected) => {
  expect(formatMessage('{w|을/를} {w|이/가} {w|은/는} {w|과/와} {w|으로/로}', { w: word })).toBe(expected);
});

it('takes the particle of the value that is shown, not of the value given', () => {
  expect(formatMessage('{n|이/가}', { n: 1000 })).toBe('1,000이');
  expect(formatMessage('{n|은/는}', { n: null })).toBe('null은');
});

it('shows a text of both languages in the language asked for', () => {
  const data = { reason: { ko: '끊긴 줄', en: 'a truncated line' } };
  expect(formatMessage('{reason|이/가} 있습니다', data, 'ko')).toBe('끊긴 줄이 있습니다');
  expect(formatMessage('there is {reason}', data, 'en')).toBe('there is a truncated line');
});

it('never lets a value give orders to a terminal', () => {
  expect(showValue('\u001b[2J\u0000\n\u202e끝')).toBe('\\u001b[2J\\u0000\\n\\u202e끝');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(showValue(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/u);
    }),
  );
});

it('cuts long values between characters, not inside one', () => {
  expect(showValue('가'.repeat(80))).toBe('가'.repeat(80));
  expect(showValue('😀'.repeat(81))).toBe(`${'😀'.repeat(80)}…`);
});

it('does not fill places that a value brings along', () => {
  expect(formatMessage('{a} {b}', { a: '{b}', b: '{a}' })).toBe('{b} {a}');
});

it('tells the text "3" from the number 3', () => {
  expect([showJson('3'), showJson(3), showJson([1, 'a'])]).toEqual(['"3"', '3', '[1,"a"]']);
});
