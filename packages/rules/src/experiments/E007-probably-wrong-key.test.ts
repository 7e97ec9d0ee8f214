import { Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import type { SuspectItem } from '../evidence/evidence.js';
import { evidenceOf } from '../testing/evidence.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './E007-probably-wrong-key.js';

const suspect = (more: Partial<SuspectItem> = {}): SuspectItem => ({
  item: 17,
  at: { split: 0, file: 0, record: 17, line: 17, byte: 1700 },
  id: 'q17',
  subMetric: 0,
  side: Side.Public,
  key: 1,
  rival: 2,
  probability: 0.98765,
  agreeing: 4,
  answered: 5,
  ...more,
});

function judge(first: readonly SuspectItem[], count = first.length) {
  const wrongKeys = { first, count, falseOnes: 0.1, searched: 1000, wrongShare: 0.03 };
  return judgeView(rule, { evidence: { ...evidenceOf([]), wrongKeys } });
}

it('says which key is doubtful, and what the models chose instead', () => {
  const drafts = judge([suspect()]);
  expect(messages(rule, drafts)).toEqual([
    '문항 q17의 정답이 틀린 것 같습니다(확률 0.987). 정답은 B인데, 답한 모델 5개 가운데 4개가 C를 골랐습니다. 사람이 풀어 보고 정답을 고치거나 그대로 두십시오.',
  ]);
  expect(drafts[0]?.at?.record).toBe(17);
});

it.each([Side.Leaderboard, Side.Unknown])('tells neither the key nor the other choice where they may be secret (%s)', (side) => {
  const drafts = judge([suspect({ side })]);
  expect(messages(rule, drafts, 'en')).toEqual([
    'Item q17: the key is probably wrong (probability 0.987). 4 of 5 models chose the same other answer (not shown: an item of the leaderboard). Have a person solve it, then correct the key or leave it.',
  ]);
  expect(Object.keys(drafts[0]?.data ?? {})).not.toContain('key');
  expect(Object.keys(drafts[0]?.data ?? {})).not.toContain('rival');
});

it('counts suspects past those that are kept, and names items without an id by their place', () => {
  expect(judge([suspect()], 40)).toHaveLength(40);
  expect(messages(rule, judge([suspect({ id: null })]))[0]).toMatch(/^이 문항의 정답이/u);
});

it('has nothing to say without suspects or predictions', () => {
  expect(judge([])).toEqual([]);
  expect(judgeView(rule, { evidence: null })).toEqual([]);
});
