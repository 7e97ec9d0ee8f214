import type { DeliverableRule } from '../contract.js';
import { percent, threshold } from '../settings.js';
import { isWithin } from './share.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'H001',
    name: 'leaderboard-share',
    severity: 'error',
    message: {
      ko: '리더보드 분할이 전체 {items}개 중 {leaderboard}개({share}%)입니다. {wanted}% ± {tolerance}%p여야 합니다.',
      en: 'The leaderboard split is {leaderboard} of {items} items ({share}%) instead of {wanted}% ± {tolerance} points.',
    },
  },
  judge(view, emit) {
    const wanted = threshold(view.profile, 'N-BM-HOLD', 'share');
    const tolerance = threshold(view.profile, 'N-BM-HOLD', 'tolerance') ?? 0;
    const { items, leaderboard } = view.totals;
    if (wanted === undefined || isWithin(leaderboard, items, wanted, tolerance)) return;
    const share = percent(items === 0 ? 0 : leaderboard / items);
    const data = { items, leaderboard, share, wanted: percent(wanted), tolerance: percent(tolerance) };
    emit({ at: null, place: view.manifestPlace('/resources'), data, subject: 'share' });
  },
};
