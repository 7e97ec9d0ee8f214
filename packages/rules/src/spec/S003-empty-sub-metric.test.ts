import { expect, it } from 'vitest';
import { totals } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './S003-empty-sub-metric.js';

it('names a declared sub-metric without items', () => {
  const drafts = judgeView(rule, { subMetrics: [totals('예절', 1000), totals('법', 0)] });
  expect(messages(rule, drafts)).toEqual(['선언한 하위 측정 항목 법에 문항이 하나도 없습니다.']);
});

it('is content with a single item', () => {
  expect(judgeView(rule, { subMetrics: [totals('법', 1)] })).toEqual([]);
});
