import { Answer, Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { testManifest } from '../testing/deliverable.js';
import { messages, pointers, scan } from '../testing/run.js';
import { rule } from './H005-exposed-answer.js';

const withheld = { context: { manifest: testManifest({ dataset: { leaderboardAnswers: 'withheld' } }) } };
const side = Side.Leaderboard;
const exposed = [
  { record: { id: 'q1', answer: '서울', explanation: '조선의 도읍' }, side, answer: Answer.Keyed },
  { record: { id: 'q2', answer: null, explanation: '조선의 도읍' }, side, answer: Answer.Absent },
];

it('reports one finding an item, and never shows the value', () => {
  const outcome = scan(rule, exposed, withheld);
  expect(pointers(outcome)).toEqual(['/answer', '/explanation']);
  expect(messages(rule, outcome.drafts)[0]).toBe('감추기로 한 리더보드 문항의 정답이 그대로 드러나 있습니다.');
  expect(JSON.stringify(outcome)).not.toMatch(/서울|도읍/);
});

it('has nothing against hidden answers, public items, or a deliverable that includes them', () => {
  const hidden = [
    { record: { id: 'q1', answer: null, explanation: ' ' }, side, answer: Answer.Absent },
    { record: { id: 'q2', answer: '서울' }, side: Side.Public },
  ];
  expect(scan(rule, hidden, withheld).count).toBe(0);
  expect(scan(rule, exposed).count).toBe(0);
});
