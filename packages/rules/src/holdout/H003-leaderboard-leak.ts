import { Side } from '@jatdae/kernel';
import type { GroupRule } from '../contract.js';
import { subjectOf } from '../subject.js';

export const rule: GroupRule = {
  kind: 'group',
  index: 'item',
  meta: {
    code: 'H003',
    name: 'leaderboard-leak',
    severity: 'error',
    message: {
      ko: '같은 문항이 공개 분할과 리더보드 분할에 모두 있습니다.',
      en: 'The same item is in the public and in the leaderboard split.',
    },
  },
  judge(members, emit) {
    const known = members.filter(({ side }) => side !== Side.Unknown);
    const copy = known.find(({ side }) => side !== known[0].side);
    if (copy !== undefined) emit({ at: copy.at, ...subjectOf(copy), related: [known[0].at], data: {} });
  },
};
