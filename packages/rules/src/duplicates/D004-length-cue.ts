import { Side } from '@jatdae/kernel';
import { type Census, groupOf } from '../census/census.js';
import { tailOf, wilson } from '../census/chi-square.js';
import { CUES, type Cue, type Cues, createCues, mergeCues, SHARE } from '../census/cues.js';
import type { DeliverableRule } from '../contract.js';
import { option, optionWithin, percent } from '../settings.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'D004',
    name: 'length-cue',
    severity: 'warning',
    message: {
      ko: '하위 측정 항목 {subMetric}에서는 내용을 읽지 않고 {cue} 선택지만 골라도 문항 {items}개의 {accuracy}%를 맞힙니다(95% 신뢰 구간 {low}–{high}%, 아무거나 고르면 {chance}%). 선택지의 길이를 고르게 다듬으십시오.',
      en: 'In the sub-metric {subMetric} always picking the choice that is {cue} gets {accuracy}% of {items} items right without reading them (95% interval {low}–{high}%; {chance}% by chance). Make the choices alike in length.',
    },
    words: {
      cue: {
        longest: { ko: '가장 긴', en: 'the longest' },
        shortest: { ko: '가장 짧은', en: 'the shortest' },
        odd: { ko: '길이가 가장 동떨어진', en: 'farthest from the others in length' },
      },
    },
  },
  judge({ census, manifest, manifestPlace, profile }, emit) {
    const significance = option(profile, 'D004', 'significance') ?? 0.01;
    const effect = option(profile, 'D004', 'effect') ?? 0.1;
    const least = optionWithin(profile, 'D004', 'least', LEAST_ITEMS, [1, 1e6]);
    const tested = manifest.subMetrics.flatMap(({ id }, s) => {
      const cues = cuesOf(census, s);
      return cues.items < least ? [] : CUES.map((cue) => ({ id, s, cue, ...measure(cues, cue) }));
    });
    for (const { id, s, cue, items, accuracy, chance } of tested) {
      const z = (accuracy - chance) / Math.sqrt((chance * (1 - chance)) / items);
      // One-sided, and Bonferroni: as many chances to be wrong as there are tests.
      if (accuracy - chance < effect || (tailOf(z ** 2, 1) / 2) * tested.length >= significance) continue;
      const [low, high] = wilson(accuracy, items);
      const shares = { accuracy: percent(accuracy), low: percent(low), high: percent(high), chance: percent(chance) };
      emit({
        at: null,
        place: manifestPlace(`/subMetrics/${s}`),
        data: { subMetric: id, cue, items, ...shares },
        subject: `${id}/${cue}`,
      });
    }
  },
};

/** Below this many items an accuracy says little; where the profile is silent. */
const LEAST_ITEMS = 15;

/** Of both splits together: what gives answers away does so in either. */
function cuesOf(census: Census, subMetric: number): Cues {
  const cues = createCues();
  for (const side of [Side.Public, Side.Leaderboard, Side.Unknown]) {
    const group = groupOf(census, subMetric, side);
    if (group !== null) mergeCues(cues, group.cues);
  }
  return cues;
}

const measure = ({ items, chance, hits }: Cues, cue: Cue): { items: number; accuracy: number; chance: number } => ({
  items,
  accuracy: hits[cue] / SHARE / items,
  chance: chance / SHARE / items,
});
