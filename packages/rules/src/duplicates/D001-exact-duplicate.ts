import type { GroupRule } from '../contract.js';
import { subjectOf } from '../subject.js';

export const rule: GroupRule = {
  kind: 'group',
  index: 'item',
  meta: {
    code: 'D001',
    name: 'exact-duplicate',
    severity: 'warning',
    message: {
      ko: '같은 분할에 앞서 나온 문항과 똑같습니다(같은 문항 {members}개).',
      en: 'This repeats an earlier item of the same split ({members} are alike).',
    },
  },
  judge(members, emit) {
    for (const side of new Set(members.map((member) => member.side))) {
      const [first, ...rest] = members.filter((member) => member.side === side);
      for (const copy of rest) emit({ at: copy.at, ...subjectOf(copy), related: [first.at], data: { members: rest.length + 1 } });
    }
  },
};
