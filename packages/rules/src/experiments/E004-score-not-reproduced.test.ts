import { expect, it } from 'vitest';
import type { SubMetricScore } from '../evidence/evidence.js';
import { evidenceOf } from '../testing/evidence.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './E004-score-not-reproduced.js';

const score = (declared: number, spelling: string, more: Partial<SubMetricScore> = {}): SubMetricScore => ({
  id: '예절',
  metric: 'accuracy',
  items: 1000,
  predicted: 1000,
  recomputed: { score: 0.712, low: 0.6831, high: 0.7392, variants: { accuracy: 0.712 } },
  unit: 'share',
  declared,
  spelling,
  ...more,
});

const judge = (...scores: SubMetricScore[]) => judgeView(rule, { evidence: evidenceOf([{ id: 'a', scores }]) });

it('finds a score that is a hundredth too good, and says what it should be', () => {
  const drafts = judge(score(0.722, '0.722'));
  expect(messages(rule, drafts)).toEqual([
    '실험 a의 하위 측정 항목 예절 점수가 예측에서 다시 나오지 않습니다: 신고 0.722, 재계산 0.712(accuracy, 문항 1,000개, 허용 오차 ±0.0005). 예측 파일이나 점수를 바로잡으십시오.',
  ]);
  expect(drafts[0].place?.pointer).toBe('/experiments/0/scores/예절');
  expect(drafts[0].data.interval).toEqual([0.6831, 0.7392]);
});

it('shows a score in per cent where the manifest declares it so', () => {
  expect(messages(rule, judge(score(72.2, '72.2')), 'en')).toEqual([
    'The predictions of the experiment a do not give its score of the sub-metric 예절: declared 72.2, recomputed 71.2 (accuracy, 1,000 items, tolerance ±0.05). Correct the predictions or the score.',
  ]);
});

it('lets a score pass that another convention of the metric gives, and shows them all where none does', () => {
  const f1 = { metric: 'f1', recomputed: { score: 0.61, low: 0.58, high: 0.64, variants: { words: 0.61, characters: 0.74 } } };
  expect(judge(score(0.74, '0.740', f1))).toEqual([]);
  expect(judge(score(0.7, '0.700', f1))[0].data.others).toEqual({ characters: 0.74 });
});

it('has nothing against honest rounding, nor against what cannot be recomputed or was not declared', () => {
  const nothing = [
    score(0.71, '0.71'),
    score(71, '71'),
    score(0.9, '0.9', { metric: 'judge', recomputed: null }),
    score(0, '0', { declared: null, spelling: null }),
  ];
  expect(judge(...nothing)).toEqual([]);
  expect(judgeView(rule, { evidence: null })).toEqual([]);
});
