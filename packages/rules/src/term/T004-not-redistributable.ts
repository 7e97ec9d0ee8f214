import type { DeliverableRule } from '../contract.js';
import { areaOf } from '../settings.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'T004',
    name: 'not-redistributable',
    severity: 'error',
    message: {
      ko: '{task}번 과제의 데이터는 요청이 있으면 국외에도 제공해야 하는데, 제공할 수 없다고 선언되어 있습니다.',
      en: 'Data of area {task} may have to be provided abroad, and the manifest says that it cannot be.',
    },
  },
  judge(view, emit) {
    const { task, redistributableAbroad } = view.manifest.dataset;
    if (areaOf(view.profile, view.manifest)?.global !== true || redistributableAbroad !== false) return;
    emit({ at: null, place: view.manifestPlace('/dataset/redistributableAbroad'), data: { task }, subject: 'abroad' });
  },
};
