import fc from 'fast-check';
import { expect, it } from 'vitest';
import { simulateModels } from '../../testing/models.js';
import { correlation, itemFigures } from './item-figures.js';

it('correlates as the formula of the point-biserial coefficient does', () => {
  // r = (M₁ − M₀) / s · √(p q), s over all n (Lord & Novick 1968, section 15.4).
  const pair = fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 100 }));
  fc.assert(
    fc.property(fc.array(pair, { minLength: 3, maxLength: 30 }), (pairs) => {
      const of = (x: number): number[] => pairs.filter(([side]) => side === x).map(([, y]) => y);
      const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      const all = pairs.map(([, y]) => y);
      const deviation = Math.sqrt(mean(all.map((y) => (y - mean(all)) ** 2)));
      fc.pre(of(0).length > 0 && of(1).length > 0 && deviation > 0);
      const p = of(1).length / pairs.length;
      expect(correlation(pairs)).toBeCloseTo(((mean(of(1)) - mean(of(0))) / deviation) * Math.sqrt(p * (1 - p)), 9);
    }),
  );
});

it('counts the models that were right, and compares each item with the others only', () => {
  const correct = [
    [1, 1, 1, 0],
    [1, 1, 0, 0],
    [1, 0, 0, 1],
    [2, 0, 0, 1],
  ].map((row) => Uint8Array.from(row));
  const table = { ...simulateModels(1, { items: 4, accuracy: [0.5], choices: 4, wrongKeys: 0 }).table, correct };
  const { answered, right, discrimination } = itemFigures(table);
  expect([...answered]).toEqual([3, 4, 4, 4]);
  expect([...right]).toEqual([3, 2, 1, 2]);
  expect(discrimination[0]).toBeNaN();
  // Item 1: right 1 1 0 0, rest scores 2/3, 1/3, 2/3, 1/2.
  expect(discrimination[1]).toBeCloseTo(
    correlation([
      [1, 2 / 3],
      [1, 1 / 3],
      [0, 2 / 3],
      [0, 1 / 2],
    ]),
    6,
  );
  expect(discrimination[3]).toBeLessThan(0);
});

it('finds that items with a wrong key discriminate worse', () => {
  const accuracy = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
  const { table, replaced } = simulateModels(4, { items: 2000, accuracy, choices: 4, wrongKeys: 0.05, spread: 1 });
  const { discrimination } = itemFigures(table);
  const mean = (isWanted: (item: number) => boolean): number => {
    const values = [...discrimination].filter((value, item) => isWanted(item) && !Number.isNaN(value));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  expect(mean((item) => replaced.has(item))).toBeLessThan(-0.1);
  expect(mean((item) => !replaced.has(item))).toBeGreaterThan(0.3);
});
