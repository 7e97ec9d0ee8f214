import { expect, it } from 'vitest';
import { messages } from '../testing/run.js';
import { rule } from './M001-manifest-unreadable.js';

const reason = { ko: '3행의 «formt»는 모르는 키입니다.', en: '«formt» in line 3 is not a known key.' };

it('says in both languages what stops the run, with the whole reason', () => {
  const draft = { at: null, data: { reason } };
  expect(messages(rule, [draft], 'ko')).toEqual([expect.stringMatching(/읽을 수 없습니다: 3행의 «formt»는 모르는 키입니다\.$/)]);
  expect(messages(rule, [draft], 'en')).toEqual([expect.stringMatching(/: «formt» in line 3 is not a known key\.$/)]);
});

it('never cuts a long reason short', () => {
  const long = '가'.repeat(200);
  expect(messages(rule, [{ at: null, data: { reason: { ko: long, en: long } } }])[0]).toContain(long);
});
