import { expect, it } from 'vitest';
import { wilson } from '../census/chi-square.js';
import type { SubMetricScore } from '../evidence/evidence.js';
import { profileWith, testManifest, testProfile } from '../testing/deliverable.js';
import { evidenceOf } from '../testing/evidence.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './E006-floor-or-ceiling.js';

function judge(
  shares: readonly number[],
  { items = 1000, metric = 'accuracy', random = 0.25 as number | null, profile = testProfile() } = {},
) {
  const experiments = shares.map((score) => {
    const [low, high] = wilson(score, items);
    const row: SubMetricScore = {
      id: '예절',
      metric,
      items,
      predicted: items,
      recomputed: { score, low, high, variants: {} },
      unit: 'share',
      declared: score,
      spelling: null,
    };
    return { scores: [row] };
  });
  const evidence = { ...evidenceOf(experiments), floors: [{ id: '예절', random, majority: random }] };
  return judgeView(rule, {
    evidence,
    profile,
    manifest: testManifest({ subMetrics: [{ id: '예절', itemType: 'multiple-choice' }] }),
  });
}

it('warns where no model is better than guessing', () => {
  const drafts = judge([0.24, 0.27, 0.262]);
  expect(messages(rule, drafts)).toEqual([
    '하위 측정 항목 예절은 모델을 가려내지 못합니다: 모델 3개가 모두 찍어서 맞히는 수준(0.25)을 넘지 못합니다(최고 0.27, 문항 1,000개). 정답이 보기와 어긋나지 않았는지, 질문에 필요한 정보가 모두 있는지 확인하십시오.',
  ]);
  expect(drafts[0]?.place?.pointer).toBe('/subMetrics/0');
});

it('warns where every model gets nearly everything right', () => {
  expect(messages(rule, judge([0.96, 0.99, 0.951]), 'en')).toEqual([
    'The sub-metric 예절 does not tell models apart: all 3 models have 0.95 or more (the worst 0.951, 1,000 items). Add harder items, or say that it is saturated.',
  ]);
});

it('has nothing to say where one model stands out', () => {
  expect(judge([0.24, 0.25, 0.3])).toEqual([]);
  expect(judge([0.96, 0.99, 0.94])).toEqual([]);
});

it('does not judge by one model, by a handful of items, without choices, or by what is best when small', () => {
  expect(judge([0.25])).toEqual([]);
  expect(judge([0.3, 0.2, 0.25], { items: 40 })).toEqual([]);
  expect(judge([0.01, 0.02], { random: null })).toEqual([]);
  expect(judge([0.97, 0.98], { metric: 'brier' })).toEqual([]);
  expect(judgeView(rule, { evidence: null })).toEqual([]);
});

it('judges by as many models and items, and by the ceiling, that the profile names', () => {
  expect(judge([0.25, 0.25, 0.25], { items: 40, profile: profileWith('E006', { least: 40 }) })).toHaveLength(1);
  expect(judge([0.25], { profile: profileWith('E006', { models: 1 }) })).toHaveLength(1);
  expect(judge([0.25, 0.24], { profile: profileWith('E006', { models: 3 }) })).toEqual([]);
  expect(judge([0.91, 0.92], { profile: profileWith('E006', { ceiling: 0.9 }) })).toHaveLength(1);
});
