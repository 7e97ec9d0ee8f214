import { expect, it } from 'vitest';
import { censusOf } from '../testing/census.js';
import { profileWith, testManifest, totals } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './D006-template-repetition.js';
import { mostCommonTemplate } from './template.js';

const manifest = testManifest({
  subMetrics: [{ id: '수도', title: '수도', metric: 'accuracy', itemType: 'multiple-choice' }],
});
const judge = (questions: readonly string[]) => {
  const census = censusOf(
    questions.map((question, k) => ({ record: { id: `q${k}`, question } })),
    1,
  );
  return judgeView(rule, { manifest, census, subMetrics: [totals('수도', questions.length)] });
};

const syllables = [...'가나다라마바사아자차카타파하고노도로모보'];
/** A word of its own for every number. */
const word = (k: number): string => `${syllables[k % 20]}${syllables[Math.floor(k / 20) % 20]}${syllables[(k * 7) % 20]}국`;
const capitals = (count: number): string[] =>
  Array.from({ length: count }, (_, k) => `다음 나라 가운데 ${word(k)} 사람들이 수도로 삼은 도시는 어디입니까?`);
const free = (count: number): string[] =>
  Array.from({ length: count }, (_, k) => `${word(k)} ${word(k + 31)} ${word(k + 77)} ${word(k + 5)} 무엇입니까?`);

it('finds a template that most questions follow', () => {
  const drafts = judge([...capitals(60), ...free(40)]);
  expect(messages(rule, drafts)).toEqual([
    '하위 측정 항목 수도의 질문 60%가 한 틀에서 나왔습니다: ‘다음 나라 가운데 _ 사람들이 수도로 삼은 도시는 어디입니까?’ (질문 100개 모두를 보았습니다). 틀을 늘리거나 질문을 달리 쓰십시오.',
  ]);
});

it('says that the share is estimated where there are more questions than it looks at', () => {
  const [found] = judge(capitals(1000));
  expect(found?.data).toMatchObject({ basis: 'sample', questions: 100, share: 100 });
});

it.each([
  ['questions of their own', free(200)],
  ['a template that fewer than half follow', [...capitals(40), ...free(60)]],
  ['few questions', capitals(40)],
])('has nothing against %s', (_, questions) => {
  expect(judge(questions)).toEqual([]);
});

it('leaves items out whose question is about a text', () => {
  const items = capitals(100).map((question, k) => ({ record: { id: `q${k}`, question, context: `${word(k)}의 역사` } }));
  expect(judgeView(rule, { manifest, census: censusOf(items, 1), subMetrics: [totals('수도', 100)] })).toEqual([]);
});

it('takes numbers for one another, and an ending alone for no template', () => {
  const questions = ['사과 3개를 둘로 나누면 몇 개입니까?', '사과 14개를 둘로 나누면 몇 개입니까?', '오늘은 며칠입니까?'];
  expect(mostCommonTemplate(questions)).toEqual({ text: '사과 0개를 둘로 나누면 몇 개입니까?', items: 2 });
  expect(mostCommonTemplate(free(30))).toBeNull();
  expect(mostCommonTemplate([])).toBeNull();
});

it('judges as many questions as the profile asks for, and by its share', () => {
  const census = (questions: readonly string[]) =>
    censusOf(
      questions.map((question, k) => ({ record: { id: `q${k}`, question } })),
      1,
    );
  const given = (questions: readonly string[]) => ({
    manifest,
    census: census(questions),
    subMetrics: [totals('수도', questions.length)],
  });
  expect(judgeView(rule, { ...given(capitals(40)), profile: profileWith('D006', { least: 40 }) })).toHaveLength(1);
  expect(judgeView(rule, { ...given(capitals(60)), profile: profileWith('D006', { least: 70 }) })).toEqual([]);
  // Nine questions of 70 are 13 %: the words that they share are a template's own at 10 %, and none at 20 %.
  const few = given([...capitals(9), ...free(61)]);
  expect(judgeView(rule, { ...few, profile: profileWith('D006', { share: 0.1 }) })).toHaveLength(1);
  expect(judgeView(rule, { ...few, profile: profileWith('D006', { share: 0.1, frequent: 0.2 }) })).toEqual([]);
  expect(judgeView(rule, { ...few, profile: profileWith('D006', { share: 0.1, own: 0.95 }) })).toEqual([]);
  const mixed = given([...capitals(40), ...free(60)]);
  expect(judgeView(rule, { ...mixed, profile: profileWith('D006', { share: 0.35 }) })).toHaveLength(1);
});
