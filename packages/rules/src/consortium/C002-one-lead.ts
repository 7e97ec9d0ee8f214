import type { DeliverableRule } from '../contract.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'C002',
    name: 'one-lead',
    severity: 'error',
    message: {
      ko: '주관기관은 정확히 한 곳이어야 하는데 {found}곳입니다.',
      en: 'A consortium has exactly one lead institution; this one has {found}.',
    },
  },
  judge(view, emit) {
    const members = view.manifest.consortium?.members;
    if (members === undefined) return;
    const found = members.filter(({ role }) => role === 'lead').length;
    if (found === 1) return;
    emit({ at: null, place: view.manifestPlace('/consortium/members'), data: { found }, subject: 'lead' });
  },
};
