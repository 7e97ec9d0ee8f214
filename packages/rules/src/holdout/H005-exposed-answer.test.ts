import { Answer, Side } from '@jatdae/kernel';
import { describe, expect, it } from 'vitest';
import type { TestItem } from '../testing/batch.js';
import { profileWith, testManifest, testProfile } from '../testing/deliverable.js';
import { messages, pointers, scan } from '../testing/run.js';
import { rule } from './H005-exposed-answer.js';

const withheld = { context: { manifest: testManifest({ dataset: { leaderboardAnswers: 'withheld' } }), profile: testProfile() } };
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

describe('fields by their names', () => {
  const judge = (more: object, where: Side = side) => {
    const record = { id: 'q1', question: '수도는?', answer: null, ...more };
    return scan(rule, [{ record, side: where, answer: Answer.Absent }], withheld);
  };

  it.each([
    ['gold', { gold: 'B' }, '/gold'],
    ['Correct_Answer', { Correct_Answer: 2 }, '/Correct_Answer'],
    ['정답', { 정답: '③' }, '/정답'],
    ['풀이', { 메모: { 풀이: '조선의 도읍이다.' } }, '/메모/풀이'],
    ['a mark beside a choice', { choices: [{ text: '부산' }, { text: '서울', is_correct: true }] }, '/choices/1/is_correct'],
  ])('finds %s', (_, more, pointer) => {
    const outcome = judge(more);
    expect(pointers(outcome)).toEqual([pointer]);
    expect(JSON.stringify(outcome)).not.toMatch(/도읍|③/);
  });

  it('says what to do', () => {
    expect(messages(rule, judge({ rationale: '…' }).drafts)).toEqual([
      '감추기로 한 리더보드 문항에 해설을 담는 이름의 필드가 채워져 있습니다. 비우거나 지우십시오.',
    ]);
  });

  it.each([
    ['an empty field', { gold: null, solution: ' ', 정답: [], 해설: {} }],
    ['a name that only begins so', { answer_type: '단답', 정답률: 0.4, solutions_manual: 'A', correctness_note: '' }],
    ['a label, which may be a class of the item', { label: '역사' }],
    ['what a dialogue says', { turns: [{ role: 'user', question: '수도는?', answer: '서울입니다.' }] }],
  ])('has nothing against %s', (_, more) => {
    expect(judge(more).count).toBe(0);
  });

  it('has nothing against them in the public split', () => {
    expect(judge({ gold: 'B' }, Side.Public).count).toBe(0);
  });
});

describe('fields by what they hold', () => {
  const choices = ['서울', '부산', '파리', '도쿄'];
  /** Public items with keys, and leaderboard items without, that have a field `x`. */
  const both = (field: (key: number, k: number) => unknown, open = 60, name = 'x'): TestItem[] =>
    Array.from({ length: open + 10 }, (_, k) => {
      const key = (k * 7) % 4;
      const isOpen = k < open;
      const record = { id: `q${k}`, question: `${k}번`, choices, answer: isOpen ? 'ABCD'[key] : null, [name]: field(key, k) };
      return isOpen
        ? { record, side: Side.Public, answer: Answer.Keyed, key: 1 << key }
        : { record, side, answer: Answer.Absent, key: 0 };
    });
  const judge = (items: TestItem[]) => scan(rule, items, withheld);
  const judgeWith = (options: Record<string, number>, items: TestItem[]) =>
    scan(rule, items, { context: { ...withheld.context, profile: profileWith('H005', options) } });

  it('finds one whose values stand for the keys, once, with the number of items that have it', () => {
    const outcome = judge(both((key) => ['w', 'q', 'z', 'm'][key]));
    expect(messages(rule, outcome.drafts)).toEqual([
      '필드 x가 정답을 알려 줍니다: 공개 분할에서 뽑은 문항 60개의 100%에서 그 값으로 정답을 맞힐 수 있고, 리더보드 문항 10개에도 들어 있습니다. 리더보드에서 지우십시오.',
    ]);
    expect(pointers(outcome)).toEqual(['/x']);
  });

  it('finds one that repeats the answer, or the text of its choice', () => {
    expect(judge(both((key) => 'ABCD'[key])).count).toBe(1);
    expect(judge(both((key) => choices[key])).count).toBe(1);
    expect(judge(both((key, k) => (k % 30 === 0 ? '모름' : choices[key]))).count).toBe(1);
  });

  it('finds one that repeats a label, too', () => {
    const labelled = both((key) => ['긍정', '부정', '중립', '모름'][key]).map((item, k) => {
      const answer = ['긍정', '부정', '중립', '모름'][(k * 7) % 4];
      const isOpen = item.side === Side.Public;
      const record = { ...(item.record as object), choices: undefined, answer: isOpen ? answer : null };
      return { ...item, record, key: 0, answer: isOpen ? Answer.Free : Answer.Absent };
    });
    expect(judge(labelled).count).toBe(1);
  });

  it.each([
    ['a field that tells no more than chance', both((_, k) => `v${k % 3}`)],
    ['a field that is right now and then', both((key, k) => (k % 2 === 0 ? 'ABCD'[key] : 'ABCD'[(k >> 3) % 4]))],
    ['an id of another name', both((_, k) => `번호 ${k}`)],
    ['too few items to tell', both((key) => 'ABCD'[key], 29)],
    ['a field that the leaderboard split does not fill', both((key, k) => (k < 60 ? 'ABCD'[key] : null))],
    [
      'keys that are nearly always the same',
      both((_, k) => (k % 10 === 0 ? 'u' : 'v')).map((item) => ({
        ...item,
        key: 1,
        record: { ...(item.record as object), answer: item.side === side ? null : 'A' },
      })),
    ],
  ])('has nothing against %s', (_, items) => {
    expect(judge(items).count).toBe(0);
  });

  it('asks of values and keys what the profile says', () => {
    const coded = both((key) => ['w', 'q', 'z', 'm'][key]);
    expect(judgeWith({ perValue: 15 }, coded).count).toBe(1);
    expect(judgeWith({ perValue: 16 }, coded).count).toBe(0);
    expect(judgeWith({ majority: 0.2 }, coded).count).toBe(0);
  });

  it('tells a named field of each item and not again as a whole', () => {
    expect(judge(both((key) => 'ABCD'[key], 60, 'gold')).count).toBe(10);
  });
});
