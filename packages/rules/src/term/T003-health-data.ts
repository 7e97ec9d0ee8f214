import type { DeliverableRule } from '../contract.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'T003',
    name: 'health-data',
    severity: 'error',
    message: {
      ko: 'IRB 또는 DRB 심의가 필요한 보건의료 데이터는 제안할 수 없습니다.',
      en: 'Health data that needs an IRB or DRB cannot be proposed.',
    },
  },
  judge(view, emit) {
    if (view.manifest.dataset.healthData !== 'irb-required') return;
    emit({ at: null, place: view.manifestPlace('/dataset/healthData'), data: {}, subject: 'healthData' });
  },
};
