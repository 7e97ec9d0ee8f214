import { Answer, Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import type { TestItem } from '../testing/batch.js';
import { censusOf } from '../testing/census.js';
import { testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './H006-splits-differ.js';

const manifest = testManifest({
  subMetrics: ['예절', '법'].map((id) => ({ id, title: id, metric: 'accuracy', itemType: 'multiple-choice' as const })),
});
const judge = (items: readonly TestItem[]) => judgeView(rule, { manifest, census: censusOf(items, 2) });

/** `open` items and `hidden` ones, the k-th of each made by `make`. */
const both = (open: number, hidden: number, make: (k: number, side: Side) => TestItem): TestItem[] => [
  ...Array.from({ length: open }, (_, k) => ({ ...make(k, Side.Public), side: Side.Public })),
  ...Array.from({ length: hidden }, (_, k) => ({ ...make(k, Side.Leaderboard), side: Side.Leaderboard })),
];
const plain = (more: object): TestItem => ({ record: { question: '질문', ...more } });

it('finds a difficulty that one split has more of', () => {
  const drafts = judge(both(900, 100, (k, side) => plain({ difficulty: k % 10 < (side === Side.Public ? 5 : 9) ? '상' : '하' })));
  expect(drafts.map(({ place }) => place?.pointer)).toEqual(['/subMetrics/0']);
  expect(messages(rule, drafts)).toEqual([
    '하위 측정 항목 예절에서 난이도의 분포가 공개 분할(900개)과 리더보드 분할(100개) 사이에 다릅니다(크라메르 V 0.241, 우연일 확률 < 0.0001). 층화하여 다시 나누십시오.',
  ]);
});

it.each([
  ['category', (k: number, side: Side) => plain({ category: side === Side.Public ? `범주 ${k % 5}` : '범주 1' })],
  [
    'questionLength',
    (k: number, side: Side) => plain({ question: '가'.repeat(10 + (k % 50) + (side === Side.Public ? 0 : 40)) }),
  ],
  ['contextLength', (k: number, side: Side) => plain({ context: '가'.repeat(10 + (k % 50) + (side === Side.Public ? 0 : 40)) })],
  ['choices', (k: number, side: Side) => plain({ choices: Array.from({ length: side === Side.Public ? 4 : 5 }, () => `${k}`) })],
  [
    'answerPosition',
    (k: number, side: Side) => ({
      ...plain({ choices: ['1', '2', '3', '4'] }),
      answer: Answer.Keyed,
      key: 1 << (side === Side.Public ? k % 4 : 2),
    }),
  ],
])('finds a %s that differs', (what, make) => {
  expect(judge(both(900, 100, make)).map(({ data }) => data.what)).toEqual([what]);
});

it.each([
  ['splits alike', both(900, 100, (k) => plain({ difficulty: ['상', '중', '하'][k % 3], category: `범주 ${k % 4}` }))],
  [
    'a real but tiny difference',
    both(90_000, 10_000, (k, side) => plain({ difficulty: k % 100 < (side === 0 ? 50 : 53) ? '상' : '하' })),
  ],
  ['what chance does to few', both(90, 10, (k, side) => plain({ difficulty: k % 10 < (side === 0 ? 5 : 7) ? '상' : '하' }))],
  ['a value of its own in every item', both(900, 100, (k, side) => plain({ category: `${side} ${k}` }))],
  ['one split alone', both(900, 0, (k) => plain({ difficulty: k % 2 === 0 ? '상' : '하' }))],
])('has nothing against %s', (_, items) => {
  expect(judge(items)).toEqual([]);
});

it('compares within each sub-metric', () => {
  // All of one sub-metric's items are hard: that is no difference between the splits.
  const items = both(900, 100, (k, side) => ({
    ...plain({ difficulty: k % 10 < (side === Side.Public ? 5 : 9) ? '상' : '하' }),
    subMetric: k % 10 < (side === Side.Public ? 5 : 9) ? 0 : 1,
  }));
  expect(judge(items)).toEqual([]);
});
