import { expect, it } from 'vitest';
import { censusOf } from '../testing/census.js';
import { profileWith, testManifest, totals } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './I011-undeclared-language.js';

const ask = (korean: number, english: number, languages: [string, ...string[]] = ['ko'], options: object = {}) => {
  const manifest = testManifest({
    dataset: { languages },
    subMetrics: [{ id: '예절', title: '예절', metric: 'accuracy', itemType: 'multiple-choice' }],
  });
  const items = Array.from({ length: korean + english }, (_, k) => ({
    record: {
      id: `q${k}`,
      question: k < korean ? '처음 만난 어른께 어떻게 인사합니까?' : 'How do you greet an elder you meet first?',
    },
  }));
  return judgeView(rule, {
    profile: profileWith('I011', { ...options }),
    manifest,
    census: censusOf(items, 1),
    subMetrics: [totals('예절', items.length)],
  });
};

it('finds questions in a language that the manifest does not declare', () => {
  const drafts = ask(90, 10);
  expect(messages(rule, drafts)).toEqual([
    '하위 측정 항목 예절의 질문 10%가 선언된 언어(ko)가 아니라 로마자로 쓰였습니다(질문 100개 모두를 보았습니다). 언어를 선언에 더하거나 질문을 고치십시오.',
  ]);
  expect(drafts[0]?.place?.pointer).toBe('/subMetrics/0');
});

it('finds a wrong declaration', () => {
  expect(ask(100, 0, ['en']).map(({ data }) => [data.share, data.script])).toEqual([[100, 'hangul']]);
});

it('has nothing against declared languages, a few foreign questions, or a language it does not know', () => {
  expect(ask(50, 50, ['ko', 'en'])).toEqual([]);
  expect(ask(97, 3)).toEqual([]);
  expect(ask(6, 4)).toEqual([]);
  expect(ask(50, 50, ['tlh'])).toEqual([]);
});

it('takes as few questions for more than quotations as the profile says', () => {
  expect(ask(6, 4, ['ko'], { least: 4 })).toHaveLength(1);
  expect(ask(90, 10, ['ko'], { least: 11 })).toEqual([]);
});
