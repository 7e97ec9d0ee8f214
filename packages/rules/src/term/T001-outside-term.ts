import type { DeliverableRule, DeliverableView, Draft } from '../contract.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'T001',
    name: 'outside-term',
    severity: 'error',
    message: { ko: '{problem}', en: '{problem}' },
    words: {
      problem: {
        'application-early': {
          ko: '신청일 {date|이/가} 접수 시작일 {limit}보다 빠릅니다.',
          en: 'The application of {date} is before the call opens on {limit}.',
        },
        'application-late': {
          ko: '신청일 {date|이/가} 접수 마감일 {limit}보다 늦습니다.',
          en: 'The application of {date} is after the call closes on {limit}.',
        },
        'agreement-early': {
          ko: '협약일 {date|이/가} 사업 기간의 시작 {limit}보다 빠릅니다.',
          en: 'The agreement of {date} is before the term starts on {limit}.',
        },
        'agreement-late': {
          ko: '협약일 {date|이/가} 사업 기간의 끝 {limit}보다 늦습니다.',
          en: 'The agreement of {date} is after the term ends on {limit}.',
        },
        'delivery-early': {
          ko: '납품일 {date|이/가} 협약일 {limit}보다 빠릅니다.',
          en: 'The delivery of {date} is before the agreement of {limit}.',
        },
        'delivery-late': {
          ko: '납품일 {date|이/가} 사업 기간의 끝 {limit}보다 늦습니다.',
          en: 'The delivery of {date} is after the term ends on {limit}.',
        },
      },
    },
  },
  judge(view, emit) {
    for (const draft of outside(view)) emit(draft);
  },
};

/** Dates are compared as text: 2024-12-31 orders as it reads. */
function outside(view: DeliverableView): Draft[] {
  const { applicationDate, agreementDate, deliveryDate } = view.manifest.consortium ?? {};
  const { start, end, applicationFrom, applicationTo } = view.profile.term;
  const isBefore = (date?: string, limit?: string): boolean => date !== undefined && limit !== undefined && date < limit;
  const draft = (name: string, side: string, date?: string, limit?: string): Draft => ({
    at: null,
    place: view.manifestPlace(`/consortium/${name}Date`),
    data: { problem: `${name}-${side}`, date, limit },
    subject: name,
    requirement: name === 'application' ? 'N-REG-APPLY' : 'N-REG-TERM',
  });
  const drafts: Draft[] = [];
  if (isBefore(applicationDate, applicationFrom)) drafts.push(draft('application', 'early', applicationDate, applicationFrom));
  if (isBefore(applicationTo, applicationDate)) drafts.push(draft('application', 'late', applicationDate, applicationTo));
  if (isBefore(agreementDate, start)) drafts.push(draft('agreement', 'early', agreementDate, start));
  if (isBefore(end, agreementDate)) drafts.push(draft('agreement', 'late', agreementDate, end));
  if (isBefore(deliveryDate, agreementDate)) drafts.push(draft('delivery', 'early', deliveryDate, agreementDate));
  if (isBefore(end, deliveryDate)) drafts.push(draft('delivery', 'late', deliveryDate, end));
  return drafts;
}
