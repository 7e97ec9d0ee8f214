import type { DeliverableRule } from '../contract.js';
import { threshold } from '../settings.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'S001',
    name: 'too-few-sub-metrics',
    severity: 'error',
    message: {
      ko: '유효한 문항이 있는 하위 측정 항목이 {found}개뿐입니다({min}개 이상이어야 합니다).',
      en: 'Only {found} sub-metrics have valid items; {min} or more are asked for.',
    },
  },
  judge(view, emit) {
    const min = threshold(view.profile, 'N-BM-SUB', 'min');
    const found = view.subMetrics.filter(({ unique }) => unique > 0).length;
    if (min === undefined || found >= min) return;
    emit({ at: null, place: view.manifestPlace('/subMetrics'), data: { found, min }, subject: 'subMetrics' });
  },
};
