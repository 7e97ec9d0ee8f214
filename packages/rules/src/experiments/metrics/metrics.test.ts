import fc from 'fast-check';
import { expect, it } from 'vitest';
import { metricNamed } from './all.js';
import type { Pair } from './metric.js';
import { wilson } from './wilson.js';

const pair = (more: Partial<Pair>): Pair => ({
  choices: 0,
  keyChoices: null,
  givenChoices: null,
  key: null,
  given: null,
  ...more,
});

function score(name: string, pairs: readonly Partial<Pair>[]): number | undefined {
  const metric = metricNamed(name);
  const sums = new Float64Array(metric?.sums ?? 0);
  for (const each of pairs) metric?.add(pair(each), sums);
  return metric?.finish(sums)?.score;
}

it('counts a choice that is the key, and a set only where it is the whole set', () => {
  const pairs = [
    { keyChoices: 0b0010, givenChoices: 0b0010 },
    { keyChoices: 0b0010, givenChoices: 0b0001 },
    { keyChoices: 0b0110, givenChoices: 0b0010 },
    { keyChoices: 0b0110, givenChoices: null },
  ];
  expect(score('accuracy', pairs)).toBe(0.25);
  expect(score('exact-match', pairs)).toBe(0.25);
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
  expect(score('accuracy', [{ key, given }])).toBe(accuracy);
  expect(score('exact-match', [{ key, given }])).toBe(exactMatch);
});

it('has no score of no items, and no metric of a name of its own', () => {
  expect(score('accuracy', [])).toBeUndefined();
  expect(metricNamed('our-own')).toBeNull();
  expect(metricNamed('judge')).toBeNull();
});

// Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 857–872, Table I, method 3.
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('gives the published interval of %i of %i', (right, items, low, high) => {
  expect(wilson(right, items).low).toBeCloseTo(low, 4);
  expect(wilson(right, items).high).toBeCloseTo(high, 4);
});

it('gives the same score however the items are cut, and an interval around it', () => {
  const pairs = fc.array(fc.record({ keyChoices: fc.constantFrom(1, 2), givenChoices: fc.constantFrom(1, 2, null) }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(pairs, fc.nat(), (all, cut) => {
      const metric = metricNamed('accuracy');
      const [left, right, whole] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
      all.forEach((each, k) => {
        metric?.add(pair(each), k < cut % all.length ? left : right);
        metric?.add(pair(each), whole);
      });
      const joined = metric?.finish(left.map((sum, k) => sum + (right[k] as number)));
      expect(joined).toEqual(metric?.finish(whole));
      expect(joined?.low).toBeLessThanOrEqual((joined?.score ?? 0) + 1e-12);
      expect(joined?.high).toBeGreaterThanOrEqual((joined?.score ?? 1) - 1e-12);
    }),
  );
});
