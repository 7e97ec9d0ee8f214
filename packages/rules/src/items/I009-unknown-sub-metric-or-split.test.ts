import { Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { messages, pointers, scan } from '../testing/run.js';
import { rule } from './I009-unknown-sub-metric-or-split.js';

it('shows the value that the manifest does not know, each of the two on its own', () => {
  const outcome = scan(rule, [{ record: { subMetric: 'etiquete', split: 'hiden' }, subMetric: -1, side: Side.Unknown }]);
  expect(pointers(outcome)).toEqual(['/subMetric', '/split']);
  expect(messages(rule, outcome.drafts)).toEqual([
    "매니페스트에 없는 하위 측정 항목 값입니다: 'etiquete'",
    "매니페스트에 없는 분할 값입니다: 'hiden'",
  ]);
});

it('says that a value is missing', () => {
  const rows = [
    { record: {}, subMetric: -1 },
    { record: { subMetric: ' ' }, subMetric: -1 },
  ];
  expect(messages(rule, scan(rule, rows).drafts)).toEqual(['하위 측정 항목 값이 없습니다.', '하위 측정 항목 값이 없습니다.']);
});

it('shows the blanks that make a value another one', () => {
  expect(messages(rule, scan(rule, [{ record: { subMetric: '2   ' }, subMetric: -1 }]).drafts)).toEqual([
    "매니페스트에 없는 하위 측정 항목 값입니다: '2   '",
  ]);
});

it('has nothing against known values, nor against rows that could not be read', () => {
  expect(scan(rule, [{ record: {}, subMetric: 3, side: Side.Leaderboard }, {}]).count).toBe(0);
});
