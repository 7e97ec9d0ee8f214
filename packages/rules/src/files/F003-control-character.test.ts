import { expect, it } from 'vitest';
import { messages, part, pointers, scan } from '../testing/run.js';
import { rule } from './F003-control-character.js';

it('names the first control character of a record and where it stands', () => {
  const outcome = scan(rule, [
    { record: { question: '수도는?', choices: ['서울', '부산\u0000\u0001'] } },
    { record: { question: '둘째\f' } },
  ]);
  expect(pointers(outcome)).toEqual(['/choices/1', '/question']);
  expect(messages(rule, outcome.drafts)).toEqual([
    '문항의 글 안에 제어 문자 U+0000이 있습니다.',
    '문항의 글 안에 제어 문자 U+000C가 있습니다.',
  ]);
});

it('tells once of those outside records, however many parts the file has', () => {
  const parts = [0, 1].map((split) => part({ control: true }, { split, whole: false }));
  const { count, drafts } = scan(rule, [], { parts });
  expect(count).toBe(1);
  expect(messages(rule, drafts)).toEqual(['파일의 레코드 밖에 NUL 같은 제어 문자가 있습니다.']);
});

it('lets tabs and line breaks pass', () => {
  expect(scan(rule, [{ record: { question: '첫째\t줄\r\n둘째 줄' } }], { parts: [part()] }).count).toBe(0);
});
