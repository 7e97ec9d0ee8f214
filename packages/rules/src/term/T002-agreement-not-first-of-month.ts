import type { DeliverableRule } from '../contract.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'T002',
    name: 'agreement-not-first-of-month',
    severity: 'error',
    message: {
      ko: '협약일은 그 달의 1일이어야 하는데 {date}입니다.',
      en: 'The agreement is dated {date}, not the first of a month.',
    },
  },
  judge(view, emit) {
    const date = view.manifest.consortium?.agreementDate;
    if (date === undefined || date.endsWith('-01')) return;
    emit({ at: null, place: view.manifestPlace('/consortium/agreementDate'), data: { date }, subject: 'agreement' });
  },
};
