import type { DeliverableRule } from '../contract.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'C003',
    name: 'demand-grant',
    severity: 'error',
    message: {
      ko: '수요기관 {name|은/는} 지원금을 받을 수 없는데 {grantKRW}원이 배정되어 있습니다.',
      en: 'A demand institution receives no grant, but {name} has KRW {grantKRW}.',
    },
  },
  judge(view, emit) {
    (view.manifest.consortium?.members ?? []).forEach(({ name, role, grantKRW = 0 }, m) => {
      if (role !== 'demand' || grantKRW === 0) return;
      const place = view.manifestPlace(`/consortium/members/${m}/grantKRW`);
      emit({ at: null, place, data: { name, grantKRW }, subject: name });
    });
  },
};
