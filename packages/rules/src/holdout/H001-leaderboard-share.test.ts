import { expect, it } from 'vitest';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './H001-leaderboard-share.js';

const share = (leaderboard: number, items: number) =>
  judgeView(rule, { totals: { items, leaderboard, public: items - leaderboard, labelled: items } });

it('says what the share is and what it should be', () => {
  expect(messages(rule, share(960, 12000))).toEqual([
    '리더보드 분할이 전체 12,000개 중 960개(8%)입니다. 10% ± 0.5%p여야 합니다.',
  ]);
});

it.each([
  [950, 10000, 0],
  [949, 10000, 1],
  [1050, 10000, 0],
  [1051, 10000, 1],
  [1140, 12000, 0],
  [1139, 12000, 1],
])('counts the borders themselves as within: %i of %i', (leaderboard, items, findings) => {
  expect(share(leaderboard, items)).toHaveLength(findings);
});

it('does not take no items at all for a good share', () => {
  expect(share(0, 0)).toHaveLength(1);
});
