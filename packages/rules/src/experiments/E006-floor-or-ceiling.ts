import type { DeliverableRule } from '../contract.js';
import type { Evidence } from '../evidence/evidence.js';
import { option, optionWithin } from '../settings.js';

/** Metrics of which 1 is the best. */
const SHARES: ReadonlySet<string | null> = new Set(['accuracy', 'exact-match', 'f1']);
const LEAST_MODELS = 2;
/** With fewer items any model may be at chance, or all right, by chance. */
const LEAST_ITEMS = 100;
const CEILING = 0.95;

type State = 'floor' | 'ceiling' | null;

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'E006',
    name: 'floor-or-ceiling',
    severity: 'warning',
    message: {
      ko: '하위 측정 항목 {subMetric|은/는} 모델을 가려내지 못합니다: {state}',
      en: 'The sub-metric {subMetric} does not tell models apart: {state}',
    },
    words: {
      state: {
        floor: {
          ko: '모델 {models}개가 모두 찍어서 맞히는 수준({chance})을 넘지 못합니다(최고 {best}, 문항 {items}개). 정답이 보기와 어긋나지 않았는지, 질문에 필요한 정보가 모두 있는지 확인하십시오.',
          en: 'none of {models} models is better than guessing ({chance}; the best has {best}, {items} items). See whether keys and choices belong together, and whether the questions hold all that is needed.',
        },
        ceiling: {
          ko: '모델 {models}개가 모두 {ceiling} 이상입니다(최저 {worst}, 문항 {items}개). 더 어려운 문항을 넣거나, 이미 포화된 항목임을 밝히십시오.',
          en: 'all {models} models have {ceiling} or more (the worst {worst}, {items} items). Add harder items, or say that it is saturated.',
        },
      },
    },
  },
  judge({ evidence, manifest, profile, manifestPlace }, emit) {
    if (evidence === null) return;
    const ceiling = option(profile, 'E006', 'ceiling') ?? CEILING;
    const leastModels = optionWithin(profile, 'E006', 'models', LEAST_MODELS, [1, 1000]);
    const least = optionWithin(profile, 'E006', 'least', LEAST_ITEMS, [1, 1e6]);
    manifest.subMetrics.forEach(({ id }, s) => {
      const scores = scoresOf(evidence, s);
      const items = Math.max(0, ...scores.map((score) => score.items));
      const chance = evidence.floors[s]?.random ?? null;
      const state = items < least || scores.length < leastModels ? null : stateOf(scores, chance, ceiling);
      if (state === null) return;
      const shares = scores.map(({ score }) => round(score));
      const data = {
        subMetric: id,
        state,
        models: scores.length,
        items,
        worst: Math.min(...shares),
        best: Math.max(...shares),
        ...(state === 'floor' ? { chance: round(chance ?? 0) } : { ceiling }),
      };
      emit({ at: null, place: manifestPlace(`/subMetrics/${s}`), data, subject: id });
    });
  },
};

interface Score {
  readonly items: number;
  readonly score: number;
  readonly low: number;
}

/** Of every model that was measured by a metric of this kind. */
const scoresOf = ({ experiments }: Evidence, s: number): Score[] =>
  experiments.flatMap(({ scores }) => {
    const { metric = null, items = 0, recomputed = null } = scores[s] ?? {};
    return recomputed === null || !SHARES.has(metric) ? [] : [{ items, score: recomputed.score, low: recomputed.low }];
  });

/** At the floor is a model whose interval holds chance, or lies below. */
function stateOf(scores: readonly Score[], chance: number | null, ceiling: number): State {
  if (scores.every(({ score }) => score >= ceiling)) return 'ceiling';
  return chance !== null && scores.every(({ low }) => low <= chance) ? 'floor' : null;
}

const round = (share: number): number => Math.round(share * 1e4) / 1e4;
