import { expect, it } from 'vitest';
import { messages, pointers, scan } from '../testing/run.js';
import { rule } from './I005-duplicate-choices.js';

const choicesOf = (choices: readonly unknown[]) => scan(rule, [{ record: { choices } }]);

it('names the two choices, blanks and Unicode forms aside', () => {
  const outcome = choicesOf(['서울', '부산', ' 서울', '서울']);
  expect(pointers(outcome)).toEqual(['/choices/2']);
  expect(messages(rule, outcome.drafts)).toEqual(['1번째 선택지와 3번째 선택지가 같습니다.']);
  expect(choicesOf(['한국', '\u1112\u1161\u11ab국']).count).toBe(1);
});

it('finds them among very many, too', () => {
  const many = Array.from({ length: 5000 }, (_, k) => `선택지 ${k}`);
  expect(choicesOf(many).count).toBe(0);
  expect(choicesOf([...many, '선택지 7']).drafts[0].data).toEqual({ first: 8, second: 5001 });
});

it('has nothing against choices that differ, and leaves blank ones to I006', () => {
  expect(choicesOf(['서울', '부산', 1, 2]).count).toBe(0);
  expect(choicesOf(['', ' ', '서울']).count).toBe(0);
});
