import type { NearRule } from '../contract.js';
import { percent } from '../settings.js';
import { subjectOf } from '../subject.js';

export const rule: NearRule = {
  kind: 'near',
  relation: 'across',
  meta: {
    code: 'H004',
    name: 'near-leak',
    severity: 'error',
    message: { ko: '{kind}', en: '{kind}' },
    words: {
      kind: {
        similar: {
          ko: '공개 분할에 이 문항과 거의 같은 문항이 있습니다(글자 조각의 {share}%가 같음). 어느 한쪽을 지우거나 새로 쓰십시오.',
          en: 'The public split has nearly the same item ({share}% of the character n-grams are the same). Remove or rewrite one of them.',
        },
        numbers: {
          ko: '공개 분할에 숫자만 다르고 거의 같은 문항이 있습니다(글자 조각의 {share}%가 같음). 다른 것을 묻는지 확인하십시오.',
          en: 'The public split has nearly the same item with other numbers ({share}% of the character n-grams are the same). Check whether they ask the same.',
        },
        contained: {
          ko: '이 문항과 공개 분할의 문항 가운데 하나가 다른 하나에 거의 그대로 들어 있습니다(짧은 쪽 글자 조각의 {share}%). 같은 것을 묻는지 확인하십시오.',
          en: 'Of this item and one of the public split, one contains nearly all of the other ({share}% of the shorter one’s n-grams). Check whether they ask the same.',
        },
        passages: {
          ko: '공개 분할에 같은 지문이 있고 질문은 다른 리더보드 문항의 수: {items}. 유출로 세지 않습니다.',
          en: 'Items of the leaderboard split whose passage is in the public split with another question: {items}. Not counted as a leak.',
        },
      },
    },
  },
  judge: ({ item, like, kind, share }) => ({
    at: item.at,
    ...subjectOf(item),
    related: [like.at],
    // Whether such an item gives the other away is for a person to say.
    ...(kind === 'similar' ? {} : { severity: 'warning' }),
    data: { kind, share: percent(share) },
  }),
  passages: (items) => ({ at: null, severity: 'note', subject: 'passages', data: { kind: 'passages', items } }),
};
