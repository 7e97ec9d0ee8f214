import type { DeliverableRule } from '../contract.js';
import { threshold } from '../settings.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'S002',
    name: 'too-few-items',
    severity: 'error',
    message: {
      ko: '하위 측정 항목 {subMetric}의 유효하고 서로 다른 문항이 {unique}개뿐입니다({min}개 이상이어야 합니다).',
      en: 'The sub-metric {subMetric} has only {unique} distinct valid items; {min} or more are asked for.',
    },
  },
  judge(view, emit) {
    const min = threshold(view.profile, 'N-BM-ITEMS', 'min');
    if (min === undefined) return;
    view.subMetrics.forEach(({ id, items, unique }, s) => {
      if (items === 0 || unique >= min) return;
      emit({ at: null, place: view.manifestPlace(`/subMetrics/${s}`), data: { subMetric: id, unique, min }, subject: id });
    });
  },
};
