import { Answer } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import type { TestItem } from '../testing/batch.js';
import { censusOf } from '../testing/census.js';
import { profileWith, testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './D004-length-cue.js';

const manifest = testManifest({
  subMetrics: ['예절', '법'].map((id) => ({ id, title: id, metric: 'accuracy', itemType: 'multiple-choice' as const })),
});
const judge = (items: readonly TestItem[]) => judgeView(rule, { manifest, census: censusOf(items, 2) });

/** Four choices of which the `place`-th is the key; lengths are in letters. */
const item = (lengths: readonly number[], place: number): TestItem => ({
  record: { choices: lengths.map((length) => '가'.repeat(length)) },
  answer: Answer.Keyed,
  key: 1 << place,
});
const many = (count: number, make: (k: number) => TestItem): TestItem[] => Array.from({ length: count }, (_, k) => make(k));

it('finds keys that are the longest choice too often', () => {
  const drafts = judge(many(100, (k) => item([3, 9, 4, 5], k % 10 < 6 ? 1 : [0, 2, 3][k % 3])));
  expect(drafts.map(({ data, place }) => [data.cue, place?.pointer])).toEqual([
    ['longest', '/subMetrics/0'],
    ['odd', '/subMetrics/0'],
  ]);
  expect(messages(rule, drafts)[0]).toBe(
    '하위 측정 항목 예절에서는 내용을 읽지 않고 가장 긴 선택지만 골라도 문항 100개의 60%를 맞힙니다(95% 신뢰 구간 50.2–69.06%, 아무거나 고르면 25%). 선택지의 길이를 고르게 다듬으십시오.',
  );
});

it('finds keys that are the shortest', () => {
  expect(judge(many(100, () => item([3, 6, 6, 6], 0))).map(({ data }) => data.cue)).toContain('shortest');
});

it.each([
  ['keys at any length', many(400, (k) => item([3, 4, 5, 6], k % 4))],
  ['choices of one length', many(400, () => item([5, 5, 5, 5], 2))],
  ['too few items to tell', many(14, () => item([3, 9, 4, 5], 1))],
  ['a cue that gains little', many(1000, (k) => item([3, 9, 4, 5], k % 100 < 30 ? 1 : [0, 2, 3][k % 3]))],
  ['choices that are no text', many(100, () => ({ record: { choices: [1, 200, 3, 4] }, key: 2 }))],
])('has nothing against %s', (_, items) => {
  expect(judge(items)).toEqual([]);
});

it('takes both splits together, and sub-metrics apart', () => {
  const drafts = judge([
    ...many(40, (k) => ({ ...item([3, 9, 4, 5], 1), subMetric: 1, side: k % 2 === 0 ? 0 : 1 }) as TestItem),
    ...many(40, (k) => item([3, 9, 4, 5], k % 4)),
  ]);
  expect(drafts.map(({ data }) => [data.subMetric, data.items])).toEqual([
    ['법', 40],
    ['법', 40],
  ]);
});

it('judges as many items as the profile asks for', () => {
  const given = {
    manifest,
    census: censusOf(
      many(14, () => item([3, 9, 4, 5], 1)),
      2,
    ),
  };
  expect(judgeView(rule, { ...given, profile: profileWith('D004', { least: 14 }) }).length).toBeGreaterThan(0);
  expect(judgeView(rule, { ...given, profile: profileWith('D004', { least: 16 }) })).toEqual([]);
});
