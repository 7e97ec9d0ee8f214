import fc from 'fast-check';
import { expect, it } from 'vitest';
import { extractChoice } from './extract-choice.js';

it.each([
  ['B', 1],
  ['(3)번', 2],
  ['3번입니다.', 2],
  ['정답은 B입니다', 1],
  ['정답은 B입니다.', 1],
  ['정답: ③', 2],
  ['정답은 **D**입니다', 3],
  ['답은 2번이다.', 1],
  ['답: (c)', 2],
  ['Answer: C', 2],
  ['The answer is (B).', 1],
  ['**Answer:** D', 3],
  ['The correct answer is option A.', 0],
  ['A는 2020년의 일이라 틀렸습니다. 따라서 정답은 D입니다.', 3],
  ['I first thought the answer is A, but the answer is C.', 2],
  ['$\\boxed{B}$', 1],
  ['C. 부산', 2],
  ['② 부산', 1],
  ['서울은 수도이므로 B가 정답입니다.', 1],
  ['After some thought I choose (D) for its length', 3],
])('takes the choice out of %j', (reply, choice) => {
  expect(extractChoice(reply, 4)).toBe(choice);
});

it.each([
  'A dog is an animal.',
  'I cannot tell.',
  '모르겠습니다.',
  '',
  'The answer is E.',
  '정답은 5번입니다',
  '정답은 서울입니다',
  'Both (A) and (B) seem right',
  'The answer is a matter of taste.',
  'Answer: 3.14',
])('does not guess in %j', (reply) => {
  expect(extractChoice(reply, 4)).toBe(-1);
});

it('never names a choice that is not there, whatever the reply', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(6), (reply, choices) => {
      const choice = extractChoice(reply, choices);
      expect(choice).toBeGreaterThanOrEqual(-1);
      expect(choice).toBeLessThan(choices);
    }),
  );
});
