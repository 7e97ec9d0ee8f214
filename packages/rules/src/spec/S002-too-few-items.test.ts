import { expect, it } from 'vitest';
import { totals } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './S002-too-few-items.js';

it('counts distinct valid items, not records', () => {
  const subMetrics = [totals('예절', 1000), totals('법', 1200, { valid: 1000, unique: 999 })];
  const drafts = judgeView(rule, { subMetrics });
  expect(drafts.map(({ place }) => place?.pointer)).toEqual(['/subMetrics/1']);
  expect(messages(rule, drafts)).toEqual([
    '하위 측정 항목 법의 유효하고 서로 다른 문항이 999개뿐입니다(1,000개 이상이어야 합니다).',
  ]);
});

it('leaves a sub-metric without items to S003', () => {
  expect(judgeView(rule, { subMetrics: [totals('법', 0), totals('예절', 1000)] })).toEqual([]);
});
