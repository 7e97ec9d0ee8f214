import { Answer, Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { batchOf } from '../testing/batch.js';
import { messages, pointers, scan, scanContext } from '../testing/run.js';
import { rule } from './I004-answer-not-a-choice.js';

const record = { id: 'q1', question: '수도는?', choices: ['서울', '부산'], answer: '대전' };

it('shows the answer that is not among the choices', () => {
  const outcome = scan(rule, [{ record, answer: Answer.Foreign }]);
  expect(pointers(outcome)).toEqual(['/answer']);
  expect(messages(rule, outcome.drafts)).toEqual(['정답이 선택지 2개 가운데 없습니다: 대전']);
});

it('masks it in the leaderboard split', () => {
  const outcome = scan(rule, [{ record, answer: Answer.Foreign, side: Side.Leaderboard }]);
  expect(outcome.count).toBe(1);
  expect(JSON.stringify(outcome)).not.toContain('대전');
});

it('speaks of labels where the record has no choices, and leaves choices of the wrong form to I001', () => {
  const labelled = { record: { question: '감정은?', answer: '기쁨' }, answer: Answer.Foreign };
  expect(messages(rule, scan(rule, [labelled]).drafts)).toEqual(['정답이 선언한 라벨 가운데 없습니다: 기쁨']);
  const fault = { code: 'I001', pointer: '/choices', column: null, data: { keyword: 'type' } };
  const sound = { record, faults: [fault, fault] };
  expect(scan(rule, [sound, { ...labelled, faults: [fault] }, sound]).count).toBe(0);
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
