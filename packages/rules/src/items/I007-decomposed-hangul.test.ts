import fc from 'fast-check';
import { expect, it } from 'vitest';
import { messages, pointers, scan } from '../testing/run.js';
import { rule } from './I007-decomposed-hangul.js';

it('finds decomposed Hangul anywhere in the record', () => {
  const outcome = scan(rule, [{ record: { question: '수도는?', tags: [{ name: '한국'.normalize('NFD') }] } }]);
  expect(pointers(outcome)).toEqual(['/tags/0/name']);
  expect(messages(rule, outcome.drafts)).toEqual(['한글이 자모로 풀려 있습니다(NFC가 아닙니다).']);
});

it('finds a syllable with a final consonant beside it', () => {
  expect(scan(rule, [{ record: { question: '하\u11ab국' } }]).count).toBe(1);
});

it('finds every syllable that is decomposed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0xac00, max: 0xd7a3 }), (syllable) => {
      const question = String.fromCodePoint(syllable);
      expect(scan(rule, [{ record: { question } }]).count).toBe(0);
      expect(scan(rule, [{ record: { question: question.normalize('NFD') } }]).count).toBe(1);
    }),
  );
});

it('leaves lone jamo, compatibility ideographs and Latin letters with marks alone', () => {
  const texts = ['ᆞ 첫째', 'ᄀ. 둘째', '각\u11a8', '樂園', 'e\u0301', 'ㄱㄴㄷ', 'ᄒᆞᆫ'];
  expect(
    scan(
      rule,
      texts.map((question) => ({ record: { question } })),
    ).count,
  ).toBe(0);
});
