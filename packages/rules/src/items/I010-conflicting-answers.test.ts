import { expect, it } from 'vitest';
import { judgeGroup, messages } from '../testing/run.js';
import { rule } from './I010-conflicting-answers.js';

it('compares with the first item that has a key', () => {
  const drafts = judgeGroup(rule, [{ key: null }, { key: 'a' }, { key: 'b' }, { key: 'a' }]);
  expect(drafts.map(({ at, related }) => [at?.record, related?.[0].record])).toEqual([[2, 1]]);
  expect(messages(rule, drafts)).toEqual(['앞의 같은 문항과 정답이 다릅니다.']);
});

it('has nothing against the same key twice, or hidden ones', () => {
  expect(judgeGroup(rule, [{ key: 'a' }, { key: 'a' }, { key: null }])).toEqual([]);
  expect(judgeGroup(rule, [{ key: null }, { key: null }])).toEqual([]);
});
