import type { GroupRule } from '../contract.js';
import { subjectOf } from '../subject.js';

export const rule: GroupRule = {
  kind: 'group',
  index: 'id',
  meta: {
    code: 'I002',
    name: 'duplicate-id',
    severity: 'error',
    message: {
      ko: '앞의 문항과 id가 같습니다(같은 id의 문항 {members}개).',
      en: 'An earlier item has the same id ({members} items share it).',
    },
  },
  judge([first, ...rest], emit) {
    for (const copy of rest) emit({ at: copy.at, ...subjectOf(copy), related: [first.at], data: { members: rest.length + 1 } });
  },
};
