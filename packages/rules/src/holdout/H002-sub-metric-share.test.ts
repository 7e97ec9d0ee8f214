import { expect, it } from 'vitest';
import { totals } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './H002-sub-metric-share.js';

it('names each sub-metric whose share is off by more than the profile allows', () => {
  const subMetrics = [totals('예절', 1000), totals('법', 1000, { leaderboard: 111 }), totals('음식', 1000, { leaderboard: 90 })];
  const drafts = judgeView(rule, { subMetrics, totals: { items: 3000, public: 2699, leaderboard: 301, labelled: 3000 } });
  expect(drafts.map(({ place }) => place?.pointer)).toEqual(['/subMetrics/1']);
  expect(messages(rule, drafts)).toEqual([
    '하위 측정 항목 법의 리더보드 분할이 1,000개 중 111개(11.1%)입니다. 10% ± 1%p를 권장합니다.',
  ]);
});

it('leaves it to H001 that there is no leaderboard split at all', () => {
  const subMetrics = [totals('예절', 1000, { leaderboard: 0 }), totals('법', 1000, { leaderboard: 0 })];
  expect(judgeView(rule, { subMetrics, totals: { items: 2000, public: 2000, leaderboard: 0, labelled: 2000 } })).toEqual([]);
});

it('leaves a sub-metric without items to S003', () => {
  expect(
    judgeView(rule, { subMetrics: [totals('법', 0)], totals: { items: 1000, public: 900, leaderboard: 100, labelled: 1000 } }),
  ).toEqual([]);
});
