import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ChoiceNames, extractChoice } from './extract-choice.js';

const four: ChoiceNames = { count: 4, withText: () => -1 };
const named = (...texts: string[]): ChoiceNames => ({ count: texts.length, withText: (text) => texts.indexOf(text) });
const choiceIn = (reply: string, names = four): number => extractChoice(reply, names)?.choice ?? -1;

it.each([
  ['B', 1],
  ['(3)번', 2],
  ['3번입니다.', 2],
  ['정답은 B입니다', 1],
  ['정답은 ③번입니다', 2],
  ['정답: ③', 2],
  ['정답은 **D**입니다', 3],
  ['답은 2번이다.', 1],
  ['답: B', 1],
  ['답: (c)', 2],
  ['최종 답변: C', 2],
  ['Answer: C', 2],
  ['The answer is (C).', 2],
  ['**Answer:** D', 3],
  ['Answer:\n\nB', 1],
  ['{"answer": "B"}', 1],
  ['#### C', 2],
  ['The correct answer is option A.', 0],
  ['(B) is the correct answer.', 1],
  ['A는 2020년의 일이라 틀렸습니다. 따라서 정답은 D입니다.', 3],
  ['정답은 B가 아니다. 정답은 C이다.', 2],
  ['정답은 C이다. 정답은 B는 아니다.', 2],
  ['I first thought the answer is A, but the answer is C.', 2],
  ['The answer is not B. The answer is D.', 3],
  ['$\\boxed{B}$', 1],
  ['So we get \\boxed{\\text{D}}', 3],
  ['Answer: \\( \\text{C} \\)', 2],
  ['Answer: \\[B\\]', 1],
  ['<think>정답은 A인가? 아니다, 정답은 B이다.</think>\n정답: C', 2],
  ['C. 부산', 2],
  ['② 부산', 1],
  ['서울은 수도이므로 B가 정답입니다.', 1],
  ['After some thought I choose (D) for its length', 3],
  ['(A) is wrong, so it must be (D)', 3],
])('takes the choice out of %j', (reply, choice) => {
  expect(choiceIn(reply)).toBe(choice);
});

it.each([
  'A dog is an animal.',
  'I cannot tell.',
  '모르겠습니다.',
  '',
  'The answer is E.',
  '정답은 5번입니다',
  '정답은 서울입니다',
  'B는 아니다',
  'Both (A) and (B) seem right',
  'Answer: (A)(D)',
  'Answer: (A), (B)',
  "I'm sorry, I can't help with that.",
  'The answer is a matter of taste.',
  'Answer: 3.14',
  '<think>정답은 A인가?</think>',
])('does not guess in %j', (reply) => {
  expect(choiceIn(reply)).toBe(-1);
});

it('knows a choice by its whole text', () => {
  const cities = named('서울', '부산', 'New York', 'A형간염');
  expect(choiceIn('정답은 부산입니다.', cities)).toBe(1);
  expect(choiceIn('생각해 보면 바닷가이다.\n부산', cities)).toBe(1);
  expect(choiceIn('The answer is New York.', cities)).toBe(2);
  expect(choiceIn('정답은 A형간염입니다', cities)).toBe(3);
  expect(choiceIn('정답은 대구입니다.', cities)).toBe(-1);
});

it('takes a bare number for a choice of that text, a marked one for a number of a choice', () => {
  const numbers = named('4', '3', '2', '1');
  expect(choiceIn('정답은 3입니다', numbers)).toBe(1);
  expect(choiceIn('정답은 3번입니다', numbers)).toBe(2);
  expect(choiceIn('The answer is (3)', numbers)).toBe(2);
  expect(choiceIn('정답은 3입니다')).toBe(2);
});

it('never names a choice that is not there, whatever the reply', () => {
  const piece = fc.constantFrom(
    '정답은 ',
    'answer is ',
    '(',
    ')',
    'B',
    '3',
    '③',
    '번',
    ' ',
    '\n',
    '\\boxed{',
    '}',
    '아니다',
    'not ',
    '.',
  );
  const reply = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(piece).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(reply, fc.nat(6), (text, count) => {
      const choice = choiceIn(text, { count, withText: () => -1 });
      expect(choice).toBeGreaterThanOrEqual(-1);
      expect(choice).toBeLessThan(count);
    }),
  );
});

it.each(['답', 'answer', '(', '정답은 ', 'A', '\\boxed{', '①'])('reads a megabyte of %j in one go', (piece) => {
  expect(extractChoice(`${piece}${' '.repeat(1 << 20)}${piece.repeat(1 << 18)}`, { count: 0, withText: () => -1 })).toBeNull();
});
