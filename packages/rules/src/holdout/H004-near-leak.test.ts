import { Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { messages, nearPair } from '../testing/run.js';
import { rule } from './H004-near-leak.js';

const pair = nearPair({ side: Side.Leaderboard }, { side: Side.Public });

it('tells of the item of the leaderboard split, and of its public partner', () => {
  const draft = rule.judge({ ...pair, share: 0.914 });
  expect([draft.at?.record, draft.related?.[0].record, draft.subject]).toEqual([1, 0, 'q1']);
  expect(draft.severity).toBeUndefined();
  expect(messages(rule, [draft])).toEqual([
    '공개 분할에 이 문항과 거의 같은 문항이 있습니다(글자 조각의 91.4%가 같음). 어느 한쪽을 지우거나 새로 쓰십시오.',
  ]);
});

it('leaves it to a person whether items with other numbers ask the same', () => {
  const draft = rule.judge({ ...pair, kind: 'numbers' });
  expect(draft.severity).toBe('warning');
  expect(messages(rule, [draft])).toEqual([
    '공개 분할에 숫자만 다르고 거의 같은 문항이 있습니다(글자 조각의 90%가 같음). 다른 것을 묻는지 확인하십시오.',
  ]);
});

it('leaves it to a person whether an item that contains another asks the same', () => {
  const draft = rule.judge({ ...pair, kind: 'contained', share: 1 });
  expect(draft.severity).toBe('warning');
  expect(messages(rule, [draft], 'en')).toEqual([
    'Of this item and one of the public split, one contains nearly all of the other (100% of the shorter one’s n-grams). Check whether they ask the same.',
  ]);
});

it('counts passages with another question in a note', () => {
  const draft = rule.passages?.(12);
  expect(draft?.severity).toBe('note');
  expect(draft && messages(rule, [draft])).toEqual([
    '공개 분할에 같은 지문이 있고 질문은 다른 리더보드 문항의 수: 12. 유출로 세지 않습니다.',
  ]);
});
