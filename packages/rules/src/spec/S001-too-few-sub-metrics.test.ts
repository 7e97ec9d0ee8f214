import { expect, it } from 'vitest';
import { totals } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './S001-too-few-sub-metrics.js';

const ten = Array.from({ length: 10 }, (_, k) => totals(`항목 ${k}`, 1000));

it('counts only sub-metrics with valid items', () => {
  const subMetrics = [...ten.slice(0, 9), totals('빈 항목', 0), totals('잘못된 항목', 5, { valid: 0, unique: 0 })];
  expect(messages(rule, judgeView(rule, { subMetrics }))).toEqual([
    '유효한 문항이 있는 하위 측정 항목이 9개뿐입니다(10개 이상이어야 합니다).',
  ]);
});

it('is content with as many as the notice asks for', () => {
  expect(judgeView(rule, { subMetrics: ten })).toEqual([]);
});
