import type { DeliverableRule } from '../contract.js';
import { threshold } from '../settings.js';
import { measuredModels } from './models.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'E002',
    name: 'too-few-lmms',
    severity: 'error',
    message: {
      ko: '예측 파일이 있는 LMM이 {found}종뿐입니다({min}종 이상이어야 합니다).',
      en: 'LMMs with predictions: {found}; {min} or more are asked for where a modality is not text.',
    },
  },
  judge(view, emit) {
    if (view.manifest.dataset.modalities.every((modality) => modality === 'text')) return;
    const min = threshold(view.profile, 'N-BM-EXP', 'lmm');
    const found = measuredModels(view, 'lmm');
    if (min === undefined || found >= min) return;
    emit({ at: null, place: view.manifestPlace('/experiments'), data: { found, min }, subject: 'lmms' });
  },
};
