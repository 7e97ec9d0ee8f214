import { Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { messages, pointers, scan } from '../testing/run.js';
import { rule } from './I001-item-schema.js';

const fault = (pointer: string) => ({
  code: 'I001',
  pointer,
  column: null,
  data: { keyword: 'type', reason: { ko: '«서울»은 목록이 아닙니다.', en: '«서울» is not a list.' } },
});

it('tells of every failing place of a record', () => {
  const outcome = scan(rule, [{ record: { id: 'q1' }, faults: [fault('/choices'), fault('/answer')] }]);
  expect(pointers(outcome)).toEqual(['/choices', '/answer']);
  expect(messages(rule, outcome.drafts)[0]).toBe('문항이 스키마와 다릅니다: «서울»은 목록이 아닙니다.');
  expect(outcome.drafts[0].subject).toBe('q1');
});

it('never quotes an answer of no known split: it may be a leaderboard answer', () => {
  const side = Side.Unknown;
  const outcome = scan(rule, [
    { record: { id: 'q1' }, side, faults: [fault('/answer'), fault('/answer/0'), fault('/explanation')] },
  ]);
  expect(outcome.count).toBe(3);
  expect(JSON.stringify(outcome)).not.toContain('서울');
  expect(messages(rule, outcome.drafts, 'en').join()).not.toContain('서울');
});

it('finds nothing where the schema check found nothing', () => {
  expect(scan(rule, [{ record: { id: 'q1' } }]).count).toBe(0);
});
