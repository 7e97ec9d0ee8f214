import type { DeliverableRule } from '../contract.js';
import { threshold } from '../settings.js';
import { identify, isApplicant } from './institution.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'C001',
    name: 'too-few-members',
    severity: 'error',
    message: {
      ko: '수요기관을 뺀 컨소시엄 구성 기관이 {found}곳뿐입니다({min}곳 이상이어야 합니다).',
      en: 'Without demand institutions the consortium has {found} members; {min} or more are asked for.',
    },
  },
  judge(view, emit) {
    const members = view.manifest.consortium?.members;
    const min = threshold(view.profile, 'N-CON-SIZE', 'min');
    if (members === undefined || min === undefined) return;
    const found = new Set(members.filter(isApplicant).map(identify(members))).size;
    if (found >= min) return;
    emit({ at: null, place: view.manifestPlace('/consortium/members'), data: { found, min }, subject: 'members' });
  },
};
