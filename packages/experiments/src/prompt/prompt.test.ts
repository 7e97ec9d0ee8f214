import { type AskedItem, answerText, asksSomething, templateHash, templateIn } from '@jatdae/validator';
import { describe, expect, it } from 'vitest';
import { askedItem } from '../testing/asked-item.js';
import { promptFor } from './prompt.js';

const textIn = (item: Partial<AskedItem>, language: 'ko' | 'en'): string => {
  const messages = promptFor(askedItem(item), templateIn(language));
  expect(messages).toHaveLength(1);
  return messages[0]?.content as string;
};

const turns = (...given: [string | null, string][]) => given.map(([role, content]) => ({ role, content }));

describe('an item of each type is asked in Korean and in English', () => {
  const question = '수도는?';
  const choices = ['서울', '부산'];
  it.each<[string, Partial<AskedItem>, string, string]>([
    [
      'multiple choice',
      { question, choices, context: '지문입니다.' },
      '다음 문제의 정답을 하나 고르십시오. 정답의 기호만 답하십시오.\n\n[지문]\n지문입니다.\n\n수도는?\n\nA. 서울\nB. 부산',
      'Choose the one correct answer to the question. Reply with its letter only.\n\n[Passage]\n지문입니다.\n\n수도는?\n\nA. 서울\nB. 부산',
    ],
    [
      'multiple answer',
      { type: 'multiple-answer', question, choices },
      '다음 문제의 정답을 모두 고르십시오. 정답의 기호만 쉼표로 나누어 답하십시오.\n\n수도는?\n\nA. 서울\nB. 부산',
      'Choose all correct answers to the question. Reply with their letters only, separated by commas.\n\n수도는?\n\nA. 서울\nB. 부산',
    ],
    [
      'short answer',
      { type: 'short-answer', question },
      '다음 질문에 짧게 답하십시오. 설명 없이 답만 쓰십시오.\n\n수도는?',
      'Answer the question briefly. Reply with the answer only, without an explanation.\n\n수도는?',
    ],
    ['generation, as it stands', { type: 'generation', question }, question, question],
    [
      'classification',
      { type: 'classification', question, labels: ['긍정', '부정'] },
      '다음 글에 알맞은 분류를 하나 고르십시오. 분류의 이름만 답하십시오.\n분류: 긍정, 부정\n\n수도는?',
      'Choose the one label that fits the text. Reply with the label only.\nLabels: 긍정, 부정\n\n수도는?',
    ],
    [
      'distribution',
      { type: 'distribution', question, choices },
      '다음 질문에 사람들이 선택지를 고를 비율을 어림하십시오. 선택지의 순서대로 합이 1이 되는 수 2개의 JSON 배열로만 답하십시오.\n\n수도는?\n\nA. 서울\nB. 부산',
      'Estimate the share of people who would pick each choice. Reply with a JSON array of 2 numbers only, in the order of the choices, that add up to 1.\n\n수도는?\n\nA. 서울\nB. 부산',
    ],
    [
      'pairwise',
      { type: 'pairwise', question, choices },
      '다음 질문에 대한 두 답변 가운데 더 나은 것을 고르십시오. A 또는 B로만, 우열이 없으면 tie로만 답하십시오.\n\n수도는?\n\n[답변 A]\n서울\n\n[답변 B]\n부산',
      'Choose the better of two responses to the question. Reply with A or B only, or with tie only if neither is better.\n\n수도는?\n\n[Response A]\n서울\n\n[Response B]\n부산',
    ],
    [
      'a dialogue that no chat can hold',
      { type: 'dialogue', turns: turns(['상담사', '무엇을 도와드릴까요?'], ['user', '환불이요.']) },
      '다음 대화에 이어질 말을 쓰십시오.\n\n[대화]\n상대: 무엇을 도와드릴까요?\n사용자: 환불이요.',
      'Write what is said next in the conversation.\n\n[Conversation]\nAssistant: 무엇을 도와드릴까요?\nUser: 환불이요.',
    ],
  ])('%s', (_, item, ko, en) => {
    expect(textIn(item, 'ko')).toBe(ko);
    expect(textIn(item, 'en')).toBe(en);
  });
});

it('a dialogue that ends with the user is sent as a chat, its passage before the first words', () => {
  const given = turns(['system', '친절하게'], ['human', '안녕'], ['bot', '네'], ['human', '도와줘']);
  const messages = promptFor(askedItem({ type: 'dialogue', turns: given, context: '상황' }), templateIn('ko'));
  expect(messages.map(({ role, content }) => `${role}: ${content}`)).toEqual([
    'system: 친절하게',
    'user: 상황\n\n안녕',
    'assistant: 네',
    'user: 도와줘',
  ]);
  const unnamed = promptFor(
    askedItem({ type: 'dialogue', turns: turns([null, '하나'], [null, '둘'], [null, '셋']) }),
    templateIn('ko'),
  );
  expect(unnamed.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
});

it('more choices than letters have numbers', () => {
  const choices = Array.from({ length: 27 }, (_, k) => `선택 ${k}`);
  expect(textIn({ question: '?', choices }, 'ko')).toContain('\n27. 선택 26');
});

it('text of an item is never taken for a part of the template', () => {
  const item = { type: 'classification', question: '{count} {labels}', labels: ['$&', '{count}'] } as const;
  expect(textIn(item, 'ko')).toContain('분류: $&, {count}\n\n{count} {labels}');
});

it('the two languages are two templates', () => {
  expect(templateHash('ko')).not.toBe(templateHash('en'));
  expect(templateHash('ko')).toBe(templateHash('ko'));
});

it.each<[string, Partial<AskedItem>, string | null]>([
  ['a choice by its letter', { choices: ['가', '나'], keys: [1] }, 'B'],
  ['several choices', { type: 'multiple-answer', choices: ['가', '나', '다'], keys: [0, 2] }, 'A, C'],
  ['the first of accepted answers', { type: 'short-answer', answer: ['서울', '서울특별시'] }, '서울'],
  [
    'shares, by choice, to add up to 1',
    { type: 'distribution', choices: ['네', '아니요'], answer: { 아니요: 30, 네: 10 } },
    '[0.25,0.75]',
  ],
  ['no preference', { type: 'pairwise', choices: ['가', '나'], answer: 'tie' }, 'tie'],
  ['nothing where a key is none of the choices', { choices: ['가', '나'], answer: '다' }, null],
  ['nothing where shares are missing', { type: 'distribution', choices: ['네', '아니요'], answer: [1] }, null],
  ['nothing where there is no key', { type: 'short-answer', answer: null }, null],
])('an example is answered with %s', (_, item, answer) => {
  expect(answerText(askedItem(item))).toBe(answer);
});

it.each<[boolean, Partial<AskedItem>]>([
  [true, { question: '?' }],
  [true, { type: 'generation', context: '지문' }],
  [false, { context: '지문' }],
  [false, { type: 'dialogue', question: '?' }],
  [false, {}],
])('whether there is anything to ask (%s)', (asks, item) => {
  expect(asksSomething(askedItem(item))).toBe(asks);
});
