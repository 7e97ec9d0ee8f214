import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChoiceNames } from './extract-choice.js';
import { extractChoices } from './extract-choices.js';

const five: ChoiceNames = { count: 5, withText: () => -1 };
const named = (...texts: string[]): ChoiceNames => ({ count: texts.length, withText: (text) => texts.indexOf(text) });
const choicesIn = (reply: string, names = five) => extractChoices(reply, names)?.choices ?? null;

it.each([
  ['정답은 A, C입니다', [0, 2]],
  ['정답은 A와 C입니다.', [0, 2]],
  ['정답: ①, ③', [0, 2]],
  ['정답은 1번, 4번입니다', [0, 3]],
  ['정답은 B입니다', [1]],
  ['답: (A), (D)', [0, 3]],
  ['A와 D가 정답입니다.', [0, 3]],
  ['The answers are A and C.', [0, 2]],
  ['Answer: B, D', [1, 3]],
  ['The correct answers are: (A), (B), and (E).', [0, 1, 4]],
  ['A and C are correct.', [0, 2]],
  ['\\boxed{A, C}', [0, 2]],
  ['**정답: C, A**', [0, 2]],
  ['A · C', [0, 2]],
  ['①③', null],
  ['처음에는 정답이 A, B라고 생각했다. 하지만 정답은 B, C이다.', [1, 2]],
  ['정답은 A, B가 아니다. 정답은 C, D이다.', [2, 3]],
  ['A. 서울\nC. 부산', [0, 2]],
  ['<think>정답은 A, B?</think>정답: D, E', [3, 4]],
  ['정답은 A, A, C입니다', [0, 2]],
])('takes the set out of %j', (reply, choices) => {
  expect(choicesIn(reply)).toEqual(choices);
});

it.each([
  '모르겠습니다.',
  '',
  'A or C',
  '정답은 A 또는 C입니다',
  '정답은 A, G입니다',
  'All of them are right.',
  'A dog is an animal.',
  '정답은 9번, 1번입니다',
  "I'm sorry, I can't help with that.",
])('does not guess in %j', (reply) => {
  expect(choicesIn(reply)).toBeNull();
});

it('knows choices by their whole texts, and a bare number for a choice of that text', () => {
  const cities = named('서울', '부산', '대구, 경북', '광주');
  expect(choicesIn('정답은 서울, 광주입니다.', cities)).toEqual([0, 3]);
  expect(choicesIn('정답은 대구, 경북입니다.', cities)).toEqual([2]);
  expect(choicesIn('정답은 서울, 인천입니다.', cities)).toBeNull();
  const numbers = named('4', '3', '2', '1');
  expect(choicesIn('정답: 3, 4', numbers)).toEqual([0, 1]);
  expect(choicesIn('정답: 3번, 4번', numbers)).toEqual([2, 3]);
});

it('never names a choice that is not there, nor one twice, whatever the reply', () => {
  const piece = fc.constantFrom(
    '정답은 ',
    'answers are ',
    '(',
    ')',
    'B',
    'C',
    '3',
    '③',
    '번',
    ' ',
    ', ',
    '와 ',
    ' and ',
    '\n',
    '\\boxed{',
    '}',
    '아니다',
    '.',
  );
  fc.assert(
    fc.property(fc.array(piece), fc.nat(6), (parts, count) => {
      const choices = choicesIn(parts.join(''), { count, withText: () => -1 }) ?? [];
      expect(choices.every((choice) => choice >= 0 && choice < count)).toBe(true);
      expect(new Set(choices).size).toBe(choices.length);
    }),
  );
});

it.each(['답', 'answers', 'A, ', '정답은 ', '(A)', '\\boxed{', '①'])('reads a megabyte of %j in one go', (piece) => {
  expect(extractChoices(`${piece}${' '.repeat(1 << 20)}${piece.repeat(1 << 18)}`, { count: 0, withText: () => -1 })).toBeNull();
});
