import { childPointer } from '@jatdae/schema';
import type { DeliverableRule } from '../contract.js';
import { declaredScore, reproducedAs } from '../metrics/declared.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'E004',
    name: 'score-not-reproduced',
    severity: 'error',
    message: {
      ko: '실험 {experiment}의 하위 측정 항목 {subMetric} 점수가 예측에서 다시 나오지 않습니다: 신고 {declared}, 재계산 {recomputed}({metric}, 문항 {items}개, 허용 오차 ±{tolerance}). 예측 파일이나 점수를 바로잡으십시오.',
      en: 'The predictions of the experiment {experiment} do not give its score of the sub-metric {subMetric}: declared {declared}, recomputed {recomputed} ({metric}, {items} items, tolerance ±{tolerance}). Correct the predictions or the score.',
    },
  },
  judge({ evidence, manifestPlace }, emit) {
    for (const { id: experiment, index, scores } of evidence?.experiments ?? []) {
      for (const { id, metric, items, predicted, recomputed, unit, declared, spelling } of scores) {
        if (declared === null || recomputed === null) continue;
        const read = declaredScore(declared, spelling, unit);
        if (reproducedAs(read, recomputed.variants) !== null) continue;
        const shown = (score: number): number => Number((read.percent ? score * 100 : score).toFixed(6));
        const others = Object.entries(recomputed.variants).slice(1);
        const place = manifestPlace(childPointer(`/experiments/${index}/scores`, id));
        const data = {
          experiment,
          subMetric: id,
          metric,
          declared,
          recomputed: shown(recomputed.score),
          items,
          predicted,
          interval: [shown(recomputed.low), shown(recomputed.high)],
          tolerance: shown(read.tolerance),
          ...(others.length === 0 ? {} : { others: Object.fromEntries(others.map(([name, score]) => [name, shown(score)])) }),
        };
        emit({ at: null, place, data, subject: `${experiment}#${id}` });
      }
    }
  },
};
