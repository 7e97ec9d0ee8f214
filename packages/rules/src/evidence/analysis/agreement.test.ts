import fc from 'fast-check';
import { expect, it } from 'vitest';
import { simulateModels } from '../../testing/models.js';
import { cohenKappa, fleissKappa, pairAgreements } from './agreement.js';

/** Ratings of two raters from a table of counts. */
const fromTable = (counts: readonly (readonly [a: number, b: number, count: number])[]): [number[], number[]] => [
  counts.flatMap(([a, , count]) => new Array<number>(count).fill(a)),
  counts.flatMap(([, b, count]) => new Array<number>(count).fill(b)),
];

it('gives Cohen’s kappa of the usual example: 50 proposals, 20 accepted and 15 refused by both readers', () => {
  // en.wikipedia.org/wiki/Cohen's_kappa, «Simple example»: 0.4.
  const [a, b] = fromTable([
    [1, 1, 20],
    [1, 0, 5],
    [0, 1, 10],
    [0, 0, 15],
  ]);
  expect(cohenKappa(a, b)).toBeCloseTo(0.4, 12);
});

it('gives Fleiss’ kappa of the usual example: 14 raters, 10 subjects, 5 categories', () => {
  // en.wikipedia.org/wiki/Fleiss'_kappa, «Worked example»: 0.210.
  const counts = [
    '0 0 0 0 14',
    '0 2 6 4 2',
    '0 0 3 5 6',
    '0 3 9 2 0',
    '2 2 8 1 1',
    '7 7 0 0 0',
    '3 2 6 3 0',
    '2 5 3 2 2',
    '6 5 2 1 0',
    '0 2 2 3 7',
  ];
  const bySubject = counts.map((row) => row.split(' ').flatMap((count, k) => new Array<number>(Number(count)).fill(k)));
  const raters = Array.from({ length: 14 }, (_, r) => bySubject.map((ratings) => ratings[r] as number));
  expect(fleissKappa(raters)).toBeCloseTo(0.21, 3);
});

it('is 1 where raters always agree, about 0 where they do not look, and unknown where there is no choice', () => {
  const ratings = fc.array(fc.nat(3), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(ratings, (a) => {
      fc.pre(new Set(a).size > 1);
      expect(cohenKappa(a, a)).toBeCloseTo(1, 12);
      expect(fleissKappa([a, [...a], [...a]])).toBeCloseTo(1, 12);
    }),
  );
  const { table } = simulateModels(1, { items: 20_000, accuracy: [0.25, 0.25], choices: 4, wrongKeys: 0 });
  expect(Math.abs(cohenKappa(table.chosen[0]!, table.chosen[1]!)!)).toBeLessThan(0.02);
  expect(cohenKappa([1, 1], [1, 1])).toBeNull();
  expect(fleissKappa([[-1], [0]])).toBeNull();
});

it('tells errors that two models share from errors that merely meet', () => {
  const base = { items: 20_000, accuracy: [0.6, 0.6], choices: 4, wrongKeys: 0 };
  const [apart] = pairAgreements(simulateModels(2, base).table);
  expect(apart!.sameWrong / apart!.sameExpected).toBeCloseTo(1, 1);
  const [together] = pairAgreements(simulateModels(2, { ...base, lure: 0.6 }).table);
  // Both fall for the lure in 0.36, or meet by chance.
  expect(together!.sameWrong / together!.bothWrong).toBeCloseTo(0.36 + 0.64 / 3 + 0.04, 1);
});
