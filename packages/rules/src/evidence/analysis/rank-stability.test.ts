import { expect, it } from 'vitest';
import { simulateModels } from '../../testing/models.js';
import { createRandom } from './random.js';
import { rankStability } from './rank-stability.js';

const simulate = (items: number, accuracy: number[]) => simulateModels(11, { items, accuracy, choices: 4, wrongKeys: 0 }).table;

it('keeps places that a thousand items decide, and leaves those open that they do not', () => {
  const ranks = rankStability(simulate(1000, [0.9, 0.6, 0.61, 0.3]));
  expect(ranks[0]).toMatchObject({ model: 0, rank: 1, low: 1, high: 1, first: 1 });
  expect(ranks[3]).toMatchObject({ model: 3, rank: 4, low: 4, high: 4, first: 0 });
  expect([ranks[1]!.low, ranks[1]!.high, ranks[2]!.low, ranks[2]!.high]).toEqual([2, 3, 2, 3]);
});

it('agrees with the normal law on how often the better of two models stays the better', () => {
  const table = simulate(400, [0.7, 0.65]);
  const [first] = rankStability(table);
  const differences = Array.from(table.correct[0]!, (state, i) => state - table.correct[1]![i]!);
  const mean = differences.reduce((sum, value) => sum + value, 0) / 400;
  const deviation = Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 400 / 400);
  // Phi by Abramowitz & Stegun 26.2.17; equal scores count as the first place.
  const z = (mean + 0.5 / 400) / deviation;
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  expect(first!.first).toBeCloseTo(z > 0 ? 1 - tail : tail, 1);
});

it('gives equal models the same place, says the same every time, and nothing where nobody was judged', () => {
  const table = simulate(200, [0.5]);
  const same = { ...table, models: ['a', 'b'], correct: [table.correct[0]!, table.correct[0]!] };
  expect(rankStability(same).map(({ rank, low, high, first }) => [rank, low, high, first])).toEqual([
    [1, 1, 1, 1],
    [1, 1, 1, 1],
  ]);
  const other = simulate(300, [0.5, 0.52, 0.54]);
  expect(rankStability(other)).toEqual(rankStability(other));
  expect(rankStability({ ...table, correct: [new Uint8Array(200).fill(2)] })).toEqual([]);
});

it('draws binomials of the right mean and spread, few or many', () => {
  for (const [trials, chance] of [
    [10, 0.3],
    [1000, 0.02],
    [1000, 0.5],
    [1_000_000, 0.7],
  ] as const) {
    const random = createRandom(trials);
    const draws = Array.from({ length: 4000 }, () => random.binomial(trials, chance));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
    const deviation = Math.sqrt(trials * chance * (1 - chance));
    expect(Math.abs(mean - trials * chance)).toBeLessThan(deviation * 0.08);
    expect(variance / deviation ** 2).toBeCloseTo(1, 0);
    expect(draws.every((draw) => Number.isInteger(draw) && draw >= 0 && draw <= trials)).toBe(true);
  }
});
