import fc from 'fast-check';
import { expect, it } from 'vitest';
import { particleAfter } from './particles.js';

const object = (text: string): string => particleAfter(text, '을/를');
const toward = (text: string): string => particleAfter(text, '으로/로');

it.each([
  ['0', '을'],
  ['1', '을'],
  ['2', '를'],
  ['3', '을'],
  ['4', '를'],
  ['5', '를'],
  ['6', '을'],
  ['7', '을'],
  ['8', '을'],
  ['9', '를'],
  ['10', '을'],
  ['1,000', '을'],
  ['20,000', '을'],
  ['1,000,000,000,000', '를'],
  ['0.995', '를'],
  ['10%', '를'],
])('reads numbers as a Korean does: %s', (text, particle) => {
  expect(object(text)).toBe(particle);
});

it('says 로 after ㄹ and after a vowel, 으로 after other finals', () => {
  expect([toward('7'), toward('서울'), toward('2'), toward('3'), toward('책'), toward('URL')]).toEqual([
    '로',
    '로',
    '로',
    '으로',
    '으로',
    '로',
  ]);
});

it('reads abbreviations letter by letter', () => {
  expect([object('LLM'), object('LMM'), object('URL'), object('CSV'), object('JSON'), object('UTF-8')]).toEqual([
    '을',
    '을',
    '을',
    '를',
    '을',
    '을',
  ]);
});

it('reads words by the sound of their end', () => {
  expect([object('public'), object('title'), object('dataset'), object('etiquette'), object('resources')]).toEqual([
    '을',
    '을',
    '을',
    '를',
    '를',
  ]);
});

it('shows both forms where the reading is not known', () => {
  expect([object('漢'), toward('●'), particleAfter('', '이/가')]).toEqual(['을(를)', '(으)로', '이(가)']);
});

it('leaves a pair that it does not know as it is', () => {
  expect(particleAfter('예절', '에/에게')).toBe('에/에게');
});

const word = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));

it('looks through closing quotes and brackets', () => {
  fc.assert(
    fc.property(word, fc.constantFrom("'", '"', '’', '”', '」', '…', ')'), (text, mark) => {
      expect(object(text + mark)).toBe(object(text));
    }),
  );
});

it('is the same for composed and decomposed Hangul, and whichever form is named first', () => {
  fc.assert(
    fc.property(word, (text) => {
      expect(object(text.normalize('NFD'))).toBe(object(text));
      expect(particleAfter(text, '를/을')).toBe(object(text));
    }),
  );
});

it('agrees between the pairs: whatever takes 을 takes 이, 은 and 과', () => {
  fc.assert(
    fc.property(fc.oneof(word, fc.string()), (text) => {
      const consonant = object(text) === '을';
      expect([
        particleAfter(text, '이/가') === '이',
        particleAfter(text, '은/는') === '은',
        particleAfter(text, '과/와') === '과',
      ]).toEqual([consonant, consonant, consonant]);
    }),
  );
});
