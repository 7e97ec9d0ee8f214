import { Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { judgeGroup, messages } from '../testing/run.js';
import { rule } from './H003-leaderboard-leak.js';

const open = { side: Side.Public };
const hidden = { side: Side.Leaderboard };
const unknown = { side: Side.Unknown };

it('reports an item of both splits once, where its copy stands', () => {
  const drafts = judgeGroup(rule, [open, open, hidden, hidden]);
  expect(drafts.map(({ at, related }) => [at?.record, related?.[0].record])).toEqual([[2, 0]]);
  expect(messages(rule, drafts)).toEqual(['같은 문항이 공개 분할과 리더보드 분할에 모두 있습니다.']);
});

it('reports it too where the leaderboard comes first', () => {
  expect(judgeGroup(rule, [unknown, hidden, open]).map(({ at, related }) => [at?.record, related?.[0].record])).toEqual([[2, 1]]);
});

it('has nothing against copies inside one split, or of no known split', () => {
  expect(judgeGroup(rule, [open, open])).toEqual([]);
  expect(judgeGroup(rule, [open, unknown])).toEqual([]);
  expect(judgeGroup(rule, [unknown, unknown])).toEqual([]);
});
