import type { DeliverableRule } from '../contract.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'E003',
    name: 'sub-metric-not-measured',
    severity: 'error',
    message: {
      ko: '실험 {experiment|이/가} 하위 측정 항목 {subMetric|을/를} 측정하지 않았습니다: {missing}',
      en: 'The experiment {experiment} does not measure the sub-metric {subMetric}: {missing}',
    },
    words: {
      missing: {
        score: { ko: '점수가 없습니다.', en: 'it has no score.' },
        predictions: { ko: '예측 파일이 없습니다.', en: 'it has no predictions.' },
      },
    },
  },
  judge(view, emit) {
    const subMetrics = view.subMetrics.filter(({ items }) => items > 0);
    (view.manifest.experiments ?? []).forEach(({ id, scores = {} }, e) => {
      const hasPredictions = (view.experiments[e]?.predictions.length ?? 0) > 0;
      for (const subMetric of subMetrics) {
        if (hasPredictions && Object.hasOwn(scores, subMetric.id)) continue;
        const data = { experiment: id, subMetric: subMetric.id, missing: hasPredictions ? 'score' : 'predictions' };
        emit({ at: null, place: view.manifestPlace(`/experiments/${e}`), data, subject: `${id}#${subMetric.id}` });
      }
    });
  },
};
