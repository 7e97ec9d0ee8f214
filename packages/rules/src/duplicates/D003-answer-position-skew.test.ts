import { Answer } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TestItem } from '../testing/batch.js';
import { profileWith, testManifest } from '../testing/deliverable.js';
import { messages, scan } from '../testing/run.js';
import { rule } from './D003-answer-position-skew.js';

const manifest = testManifest({
  subMetrics: ['예절', '법'].map((id) => ({ id, title: id, metric: 'accuracy', itemType: 'multiple-choice' as const })),
});
const judge = (items: readonly TestItem[]) => scan(rule, items, { context: { manifest } });

/** Items whose keys stand at each place as often as told. */
const items = (counts: readonly number[], more: Partial<TestItem> = {}): TestItem[] =>
  counts.flatMap((count, place) =>
    Array.from({ length: count }, () => ({
      record: { choices: counts.map((_, k) => `선택지 ${k}`) },
      answer: Answer.Keyed,
      key: 1 << place,
      ...more,
    })),
  );

it('finds a place that has too many keys', () => {
  const { drafts } = judge(items([20, 40, 20, 20]));
  expect(messages(rule, drafts)).toEqual([
    '하위 측정 항목 예절에서 선택지가 4개인 문항 100개 가운데 40%의 정답이 2번째 선택지입니다(고르게 나누면 25%, 크라메르 V 0.2). 선택지의 순서를 섞으십시오.',
  ]);
  expect(drafts[0].at).toMatchObject({ record: 0 });
});

it('tells sub-metrics and numbers of choices apart', () => {
  const skewed = [...items([30, 0]), ...items([0, 30], { subMetric: 1 }), ...items([5, 5, 90])];
  const found = judge(skewed).drafts.map(({ data }) => [data.subMetric, data.choices, data.position]);
  expect(found).toEqual([
    ['예절', 2, 1],
    ['법', 2, 2],
    ['예절', 3, 3],
  ]);
});

it.each([
  ['even keys', items([25, 25, 25, 25])],
  ['what chance does', items([30, 22, 26, 22])],
  ['a real but tiny difference', items([2700, 2500, 2400, 2400])],
  ['too few items', items([8, 0])],
  ['several keys', items([60, 0, 0], { key: 3 })],
  ['no keys', items([60, 0, 0], { answer: Answer.Absent })],
  ['an unknown sub-metric', items([60, 0, 0], { subMetric: -1 })],
])('has nothing against %s', (_, given) => {
  expect(judge(given).count).toBe(0);
});

it('judges as few items a place as the profile says', () => {
  const judgeWith = (least: number, counts: readonly number[]) =>
    scan(rule, items(counts), { context: { manifest, profile: profileWith('D003', { least }) } }).count;
  expect(judgeWith(4, [8, 0])).toBe(1);
  expect(judgeWith(26, [20, 40, 20, 20])).toBe(0);
});

it('does not depend on which place it is', () => {
  const counts = fc.array(fc.nat(40), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(counts, (given) => {
      expect(judge(items([...given].reverse())).count).toBe(judge(items(given)).count);
    }),
    { numRuns: 30 },
  );
});

it('seldom takes chance for skew: of 150 fair sub-metrics none or next to none', () => {
  let state = 7;
  // Park and Miller's generator: fast-check's own numbers lean towards the ends of their range.
  const place = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * 4);
  };
  let found = 0;
  for (let sample = 0; sample < 150; sample++) {
    const counts = [0, 0, 0, 0];
    for (let k = 0; k < 200; k++) counts[place()] += 1;
    found += judge(items(counts)).count;
  }
  expect(found).toBeLessThan(7);
});
