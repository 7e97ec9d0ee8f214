import type { GroupRule } from '../contract.js';
import { subjectOf } from '../subject.js';

export const rule: GroupRule = {
  kind: 'group',
  index: 'item',
  meta: {
    code: 'I010',
    name: 'conflicting-answers',
    severity: 'error',
    message: {
      ko: '앞의 같은 문항과 정답이 다릅니다.',
      en: 'An earlier item is the same, but with another answer.',
    },
  },
  judge(members, emit) {
    const first = members.find(({ key }) => key !== null);
    if (first === undefined) return;
    for (const member of members) {
      const { at, key } = member;
      if (key !== null && key !== first.key) emit({ at, ...subjectOf(member), related: [first.at], data: {} });
    }
  },
};
