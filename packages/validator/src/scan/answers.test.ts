import { Answer, appendJson, childrenOf, createTape } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { createAnswerResolver, type ItemType } from './answers.js';
import { printNode } from './choices.js';
import type { AnswerStyle } from './mapping.js';

function resolve(
  type: ItemType,
  answer: unknown,
  styles: AnswerStyle[] = [],
  choices: unknown[] = ['서울', '부산', '대구', '인천'],
  labels?: string[],
) {
  const tape = createTape(64);
  const nodes = childrenOf(tape, appendJson(tape, JSON.stringify(choices)));
  const prints = new Int32Array(choices.length * 4);
  for (const [k, node] of nodes.entries()) printNode(tape, node, prints, k * 4);
  const node = answer === undefined ? -1 : appendJson(tape, JSON.stringify(answer));
  const { state, key } = createAnswerResolver(type, styles, labels)(tape, node, { count: nodes.length, prints, at: 0, words: 4 });
  if (state !== Answer.Keyed) return Object.entries(Answer).find(([, value]) => value === state)?.[0];
  return choices.flatMap((_, k) => ((key & (1 << k)) === 0 ? [] : [k]));
}

it('reads an answer as its manifest says it is written', () => {
  expect(resolve('multiple-choice', 1, ['index0'])).toEqual([1]);
  expect(resolve('multiple-choice', '2', ['index1'])).toEqual([1]);
  expect(resolve('multiple-choice', '2.0', ['index1'])).toEqual([1]);
  expect(resolve('multiple-choice', 'B', ['letter'])).toEqual([1]);
  expect(resolve('multiple-choice', '(b)', ['letter'])).toEqual([1]);
  expect(resolve('multiple-choice', '②', ['letter'])).toEqual([1]);
  expect(resolve('multiple-choice', ' 부산\n', ['text'])).toEqual([1]);
});

it('tells an answer that is none of the choices', () => {
  expect(resolve('multiple-choice', 4, ['index0'])).toBe('Foreign');
  expect(resolve('multiple-choice', 0, ['index1'])).toBe('Foreign');
  expect(resolve('multiple-choice', 'E', ['letter'])).toBe('Foreign');
  expect(resolve('multiple-choice', '광주', ['text'])).toBe('Foreign');
  expect(resolve('multiple-choice', true)).toBe('Foreign');
});

it('without a word of the manifest counts numbers from 0 and takes text for a choice before a letter', () => {
  expect(resolve('multiple-choice', 0)).toEqual([0]);
  expect(resolve('multiple-choice', '대구')).toEqual([2]);
  expect(resolve('multiple-choice', 'C')).toEqual([2]);
  expect(resolve('multiple-choice', 'A', [], ['B', 'A'])).toEqual([1]);
});

it('takes null, nothing and blanks for no answer', () => {
  for (const none of [undefined, null, '', ' \u3000']) expect(resolve('multiple-choice', none)).toBe('Absent');
});

it('reads a set of keys from a list, letters or a cell', () => {
  expect(resolve('multiple-answer', ['A', 'C'], ['letter'])).toEqual([0, 2]);
  expect(resolve('multiple-answer', 'AC', ['letter'])).toEqual([0, 2]);
  expect(resolve('multiple-answer', 'A, C', ['letter'])).toEqual([0, 2]);
  expect(resolve('multiple-answer', "['서울', '인천']")).toEqual([0, 3]);
  expect(resolve('multiple-answer', [0, 9])).toBe('Foreign');
  expect(resolve('multiple-answer', [])).toBe('Absent');
});

it('knows labels, shares and ties', () => {
  expect(resolve('classification', '긍정', [], [], ['긍정', '부정'])).toBe('Free');
  expect(resolve('classification', '중립', [], [], ['긍정', '부정'])).toBe('Foreign');
  expect(resolve('distribution', [0.1, 0.2, 0.3, 0.4])).toBe('Free');
  expect(resolve('distribution', [0.5, 0.5])).toBe('Foreign');
  expect(resolve('distribution', { 서울: 0.5, 부산: 0.5 })).toBe('Free');
  expect(resolve('distribution', { 광주: 1 })).toBe('Foreign');
  expect(resolve('pairwise', 'tie', [], ['a', 'b'])).toBe('Free');
  expect(resolve('short-answer', '세종대왕')).toBe('Free');
});
