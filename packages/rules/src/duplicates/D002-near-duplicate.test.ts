import { expect, it } from 'vitest';
import { messages, nearPair } from '../testing/run.js';
import { rule } from './D002-near-duplicate.js';

it('tells of the later item, how much is the same and how many are joined', () => {
  const draft = rule.judge({ ...nearPair(), share: 0.85, items: 3 });
  expect([draft.at?.record, draft.related?.[0].record, draft.subject]).toEqual([1, 0, 'q1']);
  expect(messages(rule, [draft])).toEqual([
    '같은 분할에 앞서 나온 문항과 거의 같습니다(글자 조각의 85%가 같음, 서로 이어지는 비슷한 문항 3개).',
  ]);
});

it('says which case it is where one contains the other', () => {
  expect(messages(rule, [rule.judge({ ...nearPair(), kind: 'contained', share: 0.97 })], 'en')).toEqual([
    'Of this and an earlier item of the same split, one contains nearly all of the other (97% of the shorter one’s n-grams; 2 items are joined by likeness).',
  ]);
});
