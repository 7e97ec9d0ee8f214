import { expect, it } from 'vitest';
import type { CopyItem } from './copy-item.js';
import { createKeys } from './keys.js';
import type { JsonObject } from './pointer.js';

const POINTERS = {
  id: '/id',
  question: '/q',
  context: '',
  answer: '/a',
  explanation: '',
  category: '',
  difficulty: '',
  subMetric: '',
  split: '',
};

const item = (a: number | string, key: number, c: string[] = ['예', '아니오', '모름']): CopyItem => {
  const record: JsonObject = { q: '질문', a, c };
  const choices = c.map((_, k) => `/c/${k}`);
  return { record, key, choices, pointers: POINTERS, file: 0, resource: 0, subMetric: 'a', side: 'public', media: [] };
};

it('borrows the spelling of a place from another item', () => {
  const [first, second] = [item('A', 0), item('C', 2)];
  const keys = createKeys([first, second]);
  expect(keys.moved(first, 2)).toMatchObject({ a: 'C' });
  expect(keys.moved(first, 1)).toBeNull();
});

it('writes the text of the choice where answers do', () => {
  const first = item('예', 0);
  expect(createKeys([first, item('모름', 2)]).moved(first, 1)).toMatchObject({ a: '아니오' });
});

it('does not take the answers of choices that it cannot see for places', () => {
  const hidden = [item('서울', 0), item('부산', 0), item('파리', 1)].map((each) => ({
    ...each,
    choices: ['/list', '/list', '/list'],
  }));
  expect(hidden.map((each) => createKeys(hidden).moved(each, 0))).toEqual([null, null, null]);
});
