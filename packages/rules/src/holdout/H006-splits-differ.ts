import { keyAt, MOST_CHOICES, NAMED, Side } from '@jatdae/kernel';
import { type Census, type Group, groupOf } from '../census/census.js';
import { type Comparison, compare, tailOf } from '../census/chi-square.js';
import { countUpTo, createHistogram, type Histogram, mergeHistogram, quantileOf } from '../census/histogram.js';
import type { DeliverableRule } from '../contract.js';
import { option } from '../settings.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'H006',
    name: 'splits-differ',
    severity: 'warning',
    message: {
      ko: '하위 측정 항목 {subMetric}에서 {what}의 분포가 공개 분할({public}개)과 리더보드 분할({leaderboard}개) 사이에 다릅니다(크라메르 V {effect}, 우연일 확률 {chance}). 층화하여 다시 나누십시오.',
      en: 'In the sub-metric {subMetric} the {what} differs between the public split ({public} items) and the leaderboard split ({leaderboard}): Cramér’s V {effect}, by chance with probability {chance}. Split again, stratified.',
    },
    words: {
      what: {
        category: { ko: '범주', en: 'category' },
        difficulty: { ko: '난이도', en: 'difficulty' },
        questionLength: { ko: '질문 길이', en: 'length of the questions' },
        contextLength: { ko: '지문 길이', en: 'length of the contexts' },
        choices: { ko: '선택지 수', en: 'number of choices' },
        answerPosition: { ko: '정답 위치', en: 'place of the key' },
      },
    },
  },
  judge({ census, manifest, manifestPlace, profile }, emit) {
    const significance = option(profile, 'H006', 'significance') ?? 0.01;
    const least = option(profile, 'H006', 'effect') ?? 0.1;
    const tests = manifest.subMetrics.flatMap(({ id }, s) => comparisonsOf(census, s).map((test) => ({ id, s, ...test })));
    for (const { id, s, what, statistic, freedom, effect, ...items } of tests) {
      // Bonferroni: as many chances to be wrong as there are tests.
      const chance = tailOf(statistic, freedom) * tests.length;
      if (chance >= significance || effect < least) continue;
      const rounded = Math.round(effect * 1000) / 1000;
      const data = { subMetric: id, what, ...items, effect: rounded, chance: chance < 0.0001 ? '< 0.0001' : chance.toFixed(4) };
      emit({ at: null, place: manifestPlace(`/subMetrics/${s}`), data, subject: `${id}/${what}` });
    }
  },
};

interface Test extends Comparison {
  readonly what: string;
  readonly public: number;
  readonly leaderboard: number;
}

/** All that can be compared between the two splits of a sub-metric. */
function comparisonsOf(census: Census, subMetric: number): Test[] {
  const open = groupOf(census, subMetric, Side.Public);
  const hidden = groupOf(census, subMetric, Side.Leaderboard);
  if (open === null || hidden === null) return [];
  const lengths = (field: 'question' | 'context'): Comparison | null =>
    compareLengths(open.lengths[field], hidden.lengths[field]);
  const found: (readonly [string, Comparison | null])[] = [
    ...NAMED.map((name) => [name, compareNames(census, subMetric, name)] as const),
    ['questionLength', lengths('question')],
    ['contextLength', lengths('context')],
    ['choices', compare([...open.choices], [...hidden.choices])],
    ['answerPosition', compareKeys(open, hidden)],
  ];
  return found.flatMap(([what, comparison]) =>
    comparison === null ? [] : [{ what, public: open.items, leaderboard: hidden.items, ...comparison }],
  );
}

function compareNames(census: Census, subMetric: number, name: (typeof NAMED)[number]): Comparison | null {
  const at = (side: number): number => (subMetric * 3 + side) * 2;
  const counts = [...census.names[name].counts.values()]
    .map((held) => [held[at(Side.Public)], held[at(Side.Leaderboard)]] as const)
    .filter(([a, b]) => a + b > 0);
  return compare(
    counts.map(([a]) => a),
    counts.map(([, b]) => b),
    false,
  );
}

/** Over the tenths of both together. */
function compareLengths(open: Histogram, hidden: Histogram): Comparison | null {
  const both = createHistogram();
  mergeHistogram(both, open);
  mergeHistogram(both, hidden);
  if (open.items === 0 || hidden.items === 0) return null;
  const bounds = [...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => quantileOf(both, tenth / 10)))];
  return compare(countUpTo(open, bounds), countUpTo(hidden, bounds));
}

/** The number of choices whose items there are most of. */
function compareKeys(open: Group, hidden: Group): Comparison | null {
  let most = 0;
  let best: Comparison | null = null;
  for (let choices = 2; choices < MOST_CHOICES; choices++) {
    const rowOf = ({ keys }: Group): number[] => [...keys.subarray(keyAt(choices, 0), keyAt(choices, choices))];
    const items = rowOf(open).reduce((sum, count) => sum + count, 0);
    if (items <= most) continue;
    most = items;
    best = compare(rowOf(open), rowOf(hidden));
  }
  return best;
}
