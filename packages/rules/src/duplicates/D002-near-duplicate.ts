import type { NearRule } from '../contract.js';
import { percent } from '../settings.js';
import { subjectOf } from '../subject.js';

export const rule: NearRule = {
  kind: 'near',
  relation: 'within',
  meta: {
    code: 'D002',
    name: 'near-duplicate',
    severity: 'warning',
    message: { ko: '{kind}', en: '{kind}' },
    words: {
      kind: {
        similar: {
          ko: '같은 분할에 앞서 나온 문항과 거의 같습니다(글자 조각의 {share}%가 같음, 서로 이어지는 비슷한 문항 {items}개).',
          en: 'This is nearly the same as an earlier item of the same split ({share}% of the character n-grams are the same; {items} items are joined by likeness).',
        },
        numbers: {
          ko: '같은 분할에 앞서 나온 문항과 숫자만 다르고 거의 같습니다(글자 조각의 {share}%가 같음, 서로 이어지는 비슷한 문항 {items}개).',
          en: 'This is nearly the same as an earlier item of the same split, with other numbers ({share}% of the character n-grams are the same; {items} items are joined by likeness).',
        },
        contained: {
          ko: '이 문항과 같은 분할의 앞선 문항 가운데 하나가 다른 하나에 거의 그대로 들어 있습니다(짧은 쪽 글자 조각의 {share}%, 서로 이어지는 비슷한 문항 {items}개).',
          en: 'Of this and an earlier item of the same split, one contains nearly all of the other ({share}% of the shorter one’s n-grams; {items} items are joined by likeness).',
        },
      },
    },
  },
  judge: ({ item, like, kind, share, items }) => ({
    at: item.at,
    ...subjectOf(item),
    related: [like.at],
    data: { kind, share: percent(share), items },
  }),
};
