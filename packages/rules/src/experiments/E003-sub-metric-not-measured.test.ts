import { expect, it } from 'vitest';
import { experiment, testManifest, totals } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './E003-sub-metric-not-measured.js';

const subMetrics = [totals('예절', 1000), totals('법', 1000), totals('빈 항목', 0)];

function judge(scores: Record<string, number>, predictions: string[] = ['experiments/a/1.jsonl']) {
  const manifest = testManifest({ experiments: [experiment('a', 'llm', { scores })] });
  return judgeView(rule, { manifest, subMetrics, experiments: [{ id: 'a', predictions }] });
}

it('asks each experiment for a score of every sub-metric that has items', () => {
  const drafts = judge({ 예절: 0.7 });
  expect(messages(rule, drafts)).toEqual(['실험 a가 하위 측정 항목 법을 측정하지 않았습니다: 점수가 없습니다.']);
  expect(drafts[0].place?.pointer).toBe('/experiments/0');
});

it('does not believe scores without predictions', () => {
  expect(messages(rule, judge({ 예절: 0.7, 법: 0.6 }, []), 'en')).toEqual([
    'The experiment a does not measure the sub-metric 예절: it has no predictions.',
    'The experiment a does not measure the sub-metric 법: it has no predictions.',
  ]);
});

it('is content with all of them', () => {
  expect(judge({ 예절: 0.7, 법: 0 })).toEqual([]);
});
