import { Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { judgeGroup, messages } from '../testing/run.js';
import { rule } from './D001-exact-duplicate.js';

const open = { side: Side.Public };
const hidden = { side: Side.Leaderboard };

it('reports n − 1 of n equal items inside a split', () => {
  const drafts = judgeGroup(rule, [open, open, open]);
  expect(drafts.map(({ at, related }) => [at?.record, related?.[0].record])).toEqual([
    [1, 0],
    [2, 0],
  ]);
  expect(messages(rule, drafts)[0]).toBe('같은 분할에 앞서 나온 문항과 똑같습니다(같은 문항 3개).');
});

it('leaves a copy in the other split to H003', () => {
  expect(judgeGroup(rule, [open, hidden])).toEqual([]);
  expect(judgeGroup(rule, [open, hidden, open, hidden]).map(({ at, related }) => [at?.record, related?.[0].record])).toEqual([
    [2, 0],
    [3, 1],
  ]);
});
