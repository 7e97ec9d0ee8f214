import type { DeliverableRule } from '../contract.js';
import { areaOf } from '../settings.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'C007',
    name: 'grant-over-budget',
    severity: 'error',
    message: { ko: '{problem}', en: '{problem}' },
    words: {
      problem: {
        area: {
          ko: '지원금 {grantKRW}원이 {task}번 과제의 컨소시엄당 예산 {limitKRW}원을 넘습니다.',
          en: 'The grant of KRW {grantKRW} is over the KRW {limitKRW} that area {task} has for a consortium.',
        },
        members: {
          ko: '구성 기관에 배정한 지원금의 합 {grantKRW}원이 컨소시엄의 지원금 {limitKRW}원을 넘습니다.',
          en: 'The members’ grants add up to KRW {grantKRW}, over the consortium’s KRW {limitKRW}.',
        },
      },
    },
  },
  judge(view, emit) {
    const { consortium, dataset } = view.manifest;
    if (consortium === undefined) return;
    const { members = [] } = consortium;
    const sum = members.reduce((total, { grantKRW = 0 }) => total + grantKRW, 0);
    const grant = consortium.grantKRW ?? sum;
    const budget = areaOf(view.profile, view.manifest)?.budgetKRW;
    const place = view.manifestPlace(consortium.grantKRW === undefined ? '/consortium/members' : '/consortium/grantKRW');
    if (budget !== undefined && grant > budget) {
      const data = { problem: 'area', task: dataset.task, grantKRW: grant, limitKRW: budget };
      emit({ at: null, place, data, subject: 'area' });
    }
    if (sum > grant) {
      const data = { problem: 'members', grantKRW: sum, limitKRW: grant };
      emit({ at: null, place: view.manifestPlace('/consortium/members'), data, subject: 'members' });
    }
  },
};
