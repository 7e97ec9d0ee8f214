import { expect, it } from 'vitest';
import { metricNamed } from './all.js';
import type { Pair } from './metric.js';
import { createTally } from './tally.js';

const pair = (more: Partial<Pair>): Pair => ({ choices: 0, keyChoices: 0, givenChoices: 0, key: null, given: null, ...more });

function score(name: string, pairs: readonly Partial<Pair>[]) {
  const metric = metricNamed(name);
  if (metric === null) return null;
  const tally = createTally(metric);
  pairs.forEach((each, k) => {
    tally.add(pair(each), k);
  });
  return tally.score();
}

it('counts a choice that is the key, and a set only where it is the whole set', () => {
  const pairs = [
    { keyChoices: 0b0010, givenChoices: 0b0010 },
    { keyChoices: 0b0010, givenChoices: 0b0001 },
    { keyChoices: 0b0110, givenChoices: 0b0010 },
    { keyChoices: 0b0110, givenChoices: 0 },
  ];
  expect(score('accuracy', pairs)?.score).toBe(0.25);
  expect(score('exact-match', pairs)?.score).toBe(0.25);
});

it.each([
  ['Seoul', ' seoul. ', 1, 0],
  ['서울', '\u1109\u1165\u110b\u116e\u11af', 1, 1],
  [['서울', '서울특별시'], '서울특별시', 1, 1],
  ['42', 42, 1, 1],
  ['서울', '“서울”', 1, 0],
  ['서울', '부산', 0, 0],
  ['서울', null, 0, 0],
  ['서울', ['서울', '부산'], 0, 0],
])('compares the key %j with the answer %j', (key, given, accuracy, exactMatch) => {
  expect(score('accuracy', [{ key, given }])?.score).toBe(accuracy);
  expect(score('exact-match', [{ key, given }])?.score).toBe(exactMatch);
});

it('has no score of no items, and no metric of a name of its own', () => {
  expect(score('accuracy', [])).toBeNull();
  expect(metricNamed('our-own')).toBeNull();
  expect(metricNamed('judge')).toBeNull();
});

// Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 857–872, Table I, method 3.
it('gives the published interval of a share', () => {
  const pairs = Array.from({ length: 148 }, (_, k) => ({ keyChoices: 1, givenChoices: k < 15 ? 1 : 2 }));
  const interval = score('accuracy', pairs);
  expect([interval?.low, interval?.high].map((bound) => bound?.toFixed(4))).toEqual(['0.0624', '0.1605']);
});
