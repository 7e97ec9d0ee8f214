import type { DeliverableRule } from '../contract.js';
import { threshold } from '../settings.js';
import { measuredModels } from './models.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'E001',
    name: 'too-few-llms',
    severity: 'error',
    message: {
      ko: '예측 파일이 있는 LLM이 {found}종뿐입니다({min}종 이상이어야 합니다).',
      en: 'LLMs with predictions: {found}; {min} or more are asked for.',
    },
  },
  judge(view, emit) {
    const min = threshold(view.profile, 'N-BM-EXP', 'llm');
    const found = measuredModels(view, 'llm');
    if (min === undefined || found >= min) return;
    emit({ at: null, place: view.manifestPlace('/experiments'), data: { found, min }, subject: 'llms' });
  },
};
