import { expect, it } from 'vitest';
import { messages, pointers, scan } from '../testing/run.js';
import { rule } from './I006-blank-text.js';

it.each(['', '  ', '\u3000', '\u00a0', '\u200b', '\ufeff', '\t\n', '\u3164'])('finds the question %j blank', (question) => {
  const outcome = scan(rule, [{ record: { question } }]);
  expect(pointers(outcome)).toEqual(['/question']);
  expect(messages(rule, outcome.drafts)).toEqual(['질문이 비어 있습니다.']);
});

it('points at the first blank text of an item, once', () => {
  const outcome = scan(rule, [
    { record: { context: ' ', question: '수도는?', choices: ['', ''] } },
    { record: { question: '수도는?', choices: ['서울', ''] } },
  ]);
  expect(pointers(outcome)).toEqual(['/context', '/choices/1']);
  expect(messages(rule, outcome.drafts)).toEqual(['지문이 비어 있습니다.', '선택지가 비어 있습니다.']);
});

it.each(['가', ' a', '0', '\u200b한', '?', '😀', '"'])('takes %j for text', (question) => {
  expect(scan(rule, [{ record: { question } }]).count).toBe(0);
});

it('takes an empty context for none, as a table says it, and leaves what is absent to the schema', () => {
  expect(
    scan(rule, [{ record: { context: '', question: '수도는?' } }, { record: {} }, { record: { question: null } }]).count,
  ).toBe(0);
});
