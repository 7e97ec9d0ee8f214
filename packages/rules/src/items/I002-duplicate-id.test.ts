import { expect, it } from 'vitest';
import { judgeGroup, messages } from '../testing/run.js';
import { rule } from './I002-duplicate-id.js';

it('reports each repetition of an id and points at its first item', () => {
  const drafts = judgeGroup(rule, [{}, {}, {}]);
  expect(drafts.map(({ at, related }) => [at?.record, related?.map(({ record }) => record)])).toEqual([
    [1, [0]],
    [2, [0]],
  ]);
  expect(messages(rule, drafts)[0]).toBe('앞의 문항과 id가 같습니다(같은 id의 문항 3개).');
});

it('has nothing against an id that stands alone', () => {
  expect(judgeGroup(rule, [{}])).toEqual([]);
});
