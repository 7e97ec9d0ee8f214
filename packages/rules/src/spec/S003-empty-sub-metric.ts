import type { DeliverableRule } from '../contract.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'S003',
    name: 'empty-sub-metric',
    severity: 'error',
    message: {
      ko: '선언한 하위 측정 항목 {subMetric}에 문항이 하나도 없습니다.',
      en: 'The declared sub-metric {subMetric} has no items at all.',
    },
  },
  judge(view, emit) {
    view.subMetrics.forEach(({ id, items }, s) => {
      if (items > 0) return;
      emit({ at: null, place: view.manifestPlace(`/subMetrics/${s}`), data: { subMetric: id }, subject: id });
    });
  },
};
