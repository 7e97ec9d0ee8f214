import { NAMED } from '@jatdae/kernel';
import { MOST_NAMES } from '../census/names.js';
import type { DeliverableRule, DeliverableView, Draft } from '../contract.js';
import { option, optionWithin, percent } from '../settings.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'D005',
    name: 'imbalance',
    severity: 'warning',
    message: {
      ko: '{what}: {largest} {largestItems}개, {smallest} {smallestItems}개로 치우쳐 있습니다({measure}). 모자란 쪽의 문항을 늘리거나, 의도한 구성이면 사유를 밝히십시오.',
      en: 'The {what} are uneven: {largest} has {largestItems} items, {smallest} {smallestItems} ({measure}). Add items where they are few, or say why it is meant.',
    },
    words: {
      what: {
        subMetric: { ko: '하위 측정 항목별 문항 수', en: 'sub-metrics' },
        category: { ko: '범주별 문항 수', en: 'categories' },
        difficulty: { ko: '난이도별 문항 수', en: 'levels of difficulty' },
      },
      measure: {
        ratio: { ko: '{ratio}배', en: '{ratio} times as many' },
        evenness: {
          ko: '고른 정도 {evenness}%, 100%면 똑같이 나뉜 것',
          en: 'evenness {evenness}%, where 100% is an equal share for each',
        },
      },
    },
  },
  judge(view, emit) {
    judgeSubMetrics(view, emit);
    for (const name of NAMED) judgeNames(view, name, emit);
  },
};

type Emit = (draft: Draft) => void;

/** A sub-metric without items is S003's. */
function judgeSubMetrics({ subMetrics, profile, manifestPlace }: DeliverableView, emit: Emit): void {
  const limit = option(profile, 'D005', 'ratio') ?? 10;
  const ranked = subMetrics
    .map(({ id, items }, s) => ({ id, items, s }))
    .filter(({ items }) => items > 0)
    .sort((a, b) => b.items - a.items);
  const [largest] = ranked;
  const smallest = ranked.at(-1);
  if (largest === undefined || smallest === undefined || largest.items < limit * smallest.items) return;
  const ratio = Math.round((largest.items / smallest.items) * 10) / 10;
  emit({
    at: null,
    place: manifestPlace(`/subMetrics/${smallest.s}`),
    data: { what: 'subMetric', measure: 'ratio', ratio, ...ends(largest, smallest) },
    subject: 'subMetric',
  });
}

/** Names so many that not all were kept are no classes. */
function judgeNames({ census, profile, manifestPlace }: DeliverableView, what: (typeof NAMED)[number], emit: Emit): void {
  const least = option(profile, 'D005', 'evenness') ?? 0.5;
  const ranked = [...census.names[what].counts]
    .map(([id, counts]) => ({ id, items: counts.reduce((sum, count, k) => sum + (k % 2 === 0 ? count : 0), 0) }))
    .sort((a, b) => b.items - a.items || (a.id < b.id ? -1 : 1));
  const [largest] = ranked;
  const smallest = ranked.at(-1);
  const items = ranked.reduce((sum, { items }) => sum + items, 0);
  if (largest === undefined || smallest === undefined || ranked.length < 2 || ranked.length >= MOST_NAMES) return;
  if (items < optionWithin(profile, 'D005', 'least', LEAST_PER_NAME, [0, 1e6]) * ranked.length) return;
  const evenness = evennessOf(ranked.map(({ items: held }) => held / items));
  if (evenness >= least) return;
  emit({
    at: null,
    place: manifestPlace('/subMetrics'),
    data: { what, measure: 'evenness', evenness: percent(evenness), ...ends(largest, smallest) },
    subject: what,
  });
}

/** With fewer items a name on average, unevenness is what chance makes. */
const LEAST_PER_NAME = 10;

/** Pielou's evenness: Shannon's entropy over its greatest value; 1 where all shares are equal. */
function evennessOf(shares: readonly number[]): number {
  return -shares.reduce((sum, share) => sum + share * Math.log(share), 0) / Math.log(shares.length);
}

interface Held {
  readonly id: string;
  readonly items: number;
}

const ends = (largest: Held, smallest: Held): Readonly<Record<string, unknown>> => ({
  largest: largest.id,
  largestItems: largest.items,
  smallest: smallest.id,
  smallestItems: smallest.items,
});
