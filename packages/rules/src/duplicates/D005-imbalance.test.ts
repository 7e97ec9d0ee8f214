import { expect, it } from 'vitest';
import { censusOf } from '../testing/census.js';
import { profileWith, testManifest, totals } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './D005-imbalance.js';

const categories = (counts: Readonly<Record<string, number>>, field: 'category' | 'difficulty' = 'category') =>
  censusOf(
    Object.entries(counts).flatMap(([name, count]) =>
      Array.from({ length: count }, () => ({ record: { question: 'q', [field]: name } })),
    ),
    1,
  );
const judge = (overrides: Parameters<typeof judgeView>[1]) => judgeView(rule, { manifest: testManifest(), ...overrides });

it('finds sub-metrics ten times as large as others', () => {
  const drafts = judge({ subMetrics: [totals('예절', 5200), totals('법', 500), totals('빈 항목', 0)] });
  expect(messages(rule, drafts)).toEqual([
    '하위 측정 항목별 문항 수: 예절 5,200개, 법 500개로 치우쳐 있습니다(10.4배). 모자란 쪽의 문항을 늘리거나, 의도한 구성이면 사유를 밝히십시오.',
  ]);
  expect(drafts[0]?.place?.pointer).toBe('/subMetrics/1');
  expect(judge({ subMetrics: [totals('예절', 4900), totals('법', 500)] })).toEqual([]);
});

it('finds categories and levels of difficulty with most items in one', () => {
  expect(messages(rule, judge({ census: categories({ 의례: 950, 호칭: 25, 식사: 25 }) }), 'en')).toEqual([
    'The categories are uneven: 의례 has 950 items, 호칭 25 (evenness 21.22%, where 100% is an equal share for each). Add items where they are few, or say why it is meant.',
  ]);
  expect(judge({ census: categories({ 상: 195, 하: 5 }, 'difficulty') }).map(({ data }) => data.what)).toEqual(['difficulty']);
});

it.each([
  ['even categories', { 의례: 300, 호칭: 260, 식사: 240 }],
  ['one category', { 의례: 300 }],
  ['none', {}],
  [
    'values that are hardly ever the same',
    Object.fromEntries(Array.from({ length: 90 }, (_, k) => [`제목 ${k}`, k === 0 ? 200 : 1])),
  ],
])('has nothing against %s', (_, counts) => {
  expect(judge({ census: categories(counts) })).toEqual([]);
});

it('takes for classes what the profile says is enough of each', () => {
  const census = categories({ 의례: 18, 호칭: 1 });
  expect(judge({ census })).toEqual([]);
  expect(judge({ census, profile: profileWith('D005', { least: 9 }) })).toHaveLength(1);
  const many = categories({ 의례: 950, 호칭: 25, 식사: 25 });
  expect(judge({ census: many, profile: profileWith('D005', { least: 500 }) })).toEqual([]);
});
