import { expect, it } from 'vitest';
import { describeValues } from './measure.js';

it.each([
  [{ min: 1000 }, '1,000 이상', 'at least 1,000'],
  [{ share: 0.1, tolerance: 0.005 }, '10% ± 0.5%p', '10% ± 0.5 points'],
  [{ min: 0.995 }, '99.5% 이상', 'at least 99.5%'],
  [{ llm: 3, lmm: 0 }, 'LLM 3종 이상', 'at least 3 LLMs'],
  [{ max: 0 }, '없어야 함', 'none allowed'],
  [{ llm: 3, lmm: 3 }, 'LLM 3종 이상, LMM 3종 이상', 'at least 3 LLMs, at least 3 LMMs'],
  [{ end: '2024-12-31' }, '2024-12-31까지', 'until 2024-12-31'],
  [{ from: '2024-05-31', to: '2024-07-03' }, '2024-05-31부터 2024-07-03까지', 'from 2024-05-31 until 2024-07-03'],
  [{ maxKRW: 600_000_000 }, '600,000,000원 이하', 'at most KRW 600,000,000'],
  [null, '', ''],
])('a threshold %j reads well in both languages', (values, ko, en) => {
  expect(describeValues(values, 'threshold', 'ko')).toBe(ko);
  expect(describeValues(values, 'threshold', 'en')).toBe(en);
});

it.each([
  [{ min: 931, subMetric: '예절' }, '최소 931 (예절)', 'lowest 931 (예절)'],
  [{ share: 0.0999 }, '9.99%', '9.99%'],
  [{ share: 0.994999 }, '99.4999%', '99.4999%'],
  [{ share: 1e-9 }, '<0.0001%', '<0.0001%'],
  [{ llm: 2, lmm: null }, 'LLM 2종', '2 LLMs'],
  [{ redistributableAbroad: true }, '국외 제공 가능', 'provision abroad: possible'],
  [{ colour: ['red', { deep: 3 }] }, 'colour red, deep 3', 'colour red, deep 3'],
  [{ 'a\u001b': 'b\u0007' }, 'a\\u001b b\\u0007', 'a\\u001b b\\u0007'],
])('a measured %j reads well in both languages', (values, ko, en) => {
  expect(describeValues(values, 'measured', 'ko')).toBe(ko);
  expect(describeValues(values, 'measured', 'en')).toBe(en);
});

it('the order of keys in the report does not matter', () => {
  const term = { start: '2024-07-01', end: '2024-12-31', agreementDay: 1 };
  const sorted = { agreementDay: 1, end: '2024-12-31', start: '2024-07-01' };
  expect(describeValues(sorted, 'threshold', 'ko')).toBe(describeValues(term, 'threshold', 'ko'));
  expect(describeValues(term, 'threshold', 'ko')).toBe('2024-07-01부터 2024-12-31까지, 협약일은 매월 1일');
});
