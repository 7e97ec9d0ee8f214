import { Answer, Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { batchOf } from '../testing/batch.js';
import { messages, pointers, scan, scanContext } from '../testing/run.js';
import { rule } from './I004-answer-not-a-choice.js';

const record = { id: 'q1', question: '수도는?', choices: ['서울', '부산'], answer: '대전' };

it('shows the answer that is not among the choices', () => {
  const outcome = scan(rule, [{ record, answer: Answer.Foreign }]);
  expect(pointers(outcome)).toEqual(['/answer']);
  expect(messages(rule, outcome.drafts)).toEqual(['정답 대전이 선택지에 없습니다(선택지 2개).']);
});

it('masks it in the leaderboard split', () => {
  const outcome = scan(rule, [{ record, answer: Answer.Foreign, side: Side.Leaderboard }]);
  expect(outcome.count).toBe(1);
  expect(JSON.stringify(outcome)).not.toContain('대전');
});

it('makes the item invalid', () => {
  const batch = batchOf([{ record, answer: Answer.Foreign }]);
  const accumulator = rule.create(scanContext());
  accumulator.add(accumulator.init(), batch);
  expect(batch.valid[0]).toBe(0);
});

it.each([Answer.Keyed, Answer.Free, Answer.Absent])('has nothing against an answer that was understood (%i)', (answer) => {
  expect(scan(rule, [{ record, answer }]).count).toBe(0);
});
