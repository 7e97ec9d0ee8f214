import { expect, it } from 'vitest';
import { fieldsIn } from './raw-fields.js';

it.each([
  ['a list of choices', [{ question: '질문', choices: ['가', '나'], answer: 0 }], { question: 'question', choices: 'choices' }],
  [
    'columns of choices',
    [{ Question: 'q', A: 'a', B: 'b', C: 'c', answer: 'A' }],
    { question: 'Question', choices: ['A', 'B', 'C'] },
  ],
  ['a passage', [{ passage: '지문', query: '질의' }], { question: 'query', context: 'passage' }],
  ['two sentences', [{ premise: '전제', hypothesis: '가설' }], { question: 'hypothesis', context: 'premise' }],
  ['Korean names', [{ 지문: '글', 질문: '물음', 보기: ['가'] }], { question: '질문', context: '지문', choices: '보기' }],
  [
    'other spellings',
    [{ 'Question-Text': 'q', Answer_Choices: ['a'] }],
    { question: 'Question-Text', choices: 'Answer_Choices' },
  ],
  ['a question before other texts', [{ text: 't', question: 'q' }], { question: 'question' }],
  ['names that say nothing', [{ 글: '가', n: 1 }, { 덧글: '나다' }], { question: '덧글', guessed: true }],
])('compares by the fields that are named for it: %s', (_, records, fields) => {
  expect(fieldsIn(records)).toEqual(fields);
});

it('compares nothing where there is no text', () => {
  expect(fieldsIn([{ a: 1, b: [1, 2] }])).toBeNull();
  expect(fieldsIn([{ question: ' ' }])).toBeNull();
  expect(fieldsIn([])).toBeNull();
});
