import type { DeliverableRule } from '../contract.js';
import { option, percent, threshold } from '../settings.js';
import { isWithin } from './share.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'H002',
    name: 'sub-metric-share',
    severity: 'warning',
    message: {
      ko: '하위 측정 항목 {subMetric}의 리더보드 분할이 {items}개 중 {leaderboard}개({share}%)입니다. {wanted}% ± {tolerance}%p를 권장합니다.',
      en: 'In the sub-metric {subMetric} the leaderboard split is {leaderboard} of {items} items ({share}%); {wanted}% ± {tolerance} points are wanted.',
    },
  },
  judge(view, emit) {
    const wanted = option(view.profile, 'H002', 'share') ?? threshold(view.profile, 'N-BM-HOLD', 'share');
    const tolerance = option(view.profile, 'H002', 'tolerance') ?? 0.01;
    // That there is no leaderboard split at all is H001's to say, once.
    if (wanted === undefined || view.totals.leaderboard === 0) return;
    view.subMetrics.forEach(({ id, items, leaderboard }, s) => {
      if (items === 0 || isWithin(leaderboard, items, wanted, tolerance)) return;
      const shares = { share: percent(leaderboard / items), wanted: percent(wanted), tolerance: percent(tolerance) };
      const data = { subMetric: id, items, leaderboard, ...shares };
      emit({ at: null, place: view.manifestPlace(`/subMetrics/${s}`), data, subject: id });
    });
  },
};
