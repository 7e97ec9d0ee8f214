import { expect, it } from 'vitest';
import { AQLS, inspectionPlan } from './iso-2859-1.js';

// Plans as Tables 1 and 2-A of ISO 2859-1:1999 give them.
it.each([
  { population: 1000, level: 'II', aql: 1, letter: 'J', size: 80, accept: 2 },
  { population: 1000, level: 'II', aql: 2.5, letter: 'J', size: 80, accept: 5 },
  { population: 1000, level: 'II', aql: 0.65, letter: 'J', size: 80, accept: 1 },
  { population: 1000, level: 'II', aql: 4, letter: 'J', size: 80, accept: 7 },
  { population: 4000, level: 'II', aql: 1, letter: 'L', size: 200, accept: 5 },
  { population: 2000, level: 'II', aql: 1.5, letter: 'K', size: 125, accept: 5 },
  { population: 50_000, level: 'II', aql: 2.5, letter: 'N', size: 500, accept: 21 },
  { population: 500, level: 'I', aql: 4, letter: 'F', size: 20, accept: 2 },
  { population: 1_000_000, level: 'III', aql: 0.1, letter: 'R', size: 2000, accept: 5 },
  { population: 8, level: 'II', aql: 6.5, letter: 'A', size: 2, accept: 0 },
] as const)(
  'a lot of $population at level $level and AQL $aql: $size, accept with $accept',
  ({ population, level, aql, ...plan }) => {
    expect(inspectionPlan(population, { level, aql })).toEqual(plan);
  },
);

it('follows arrows to the plan above or below, whose sample size then holds', () => {
  expect(inspectionPlan(1000, { level: 'II', aql: 0.25 })).toEqual({ letter: 'H', size: 50, accept: 0 });
  expect(inspectionPlan(1000, { level: 'II', aql: 0.4 })).toEqual({ letter: 'K', size: 125, accept: 1 });
  expect(inspectionPlan(1000, { level: 'II', aql: 0.1 })).toEqual({ letter: 'K', size: 125, accept: 0 });
  expect(inspectionPlan(50_000, { level: 'II', aql: 4 })).toEqual({ letter: 'M', size: 315, accept: 21 });
  expect(inspectionPlan(8, { level: 'II', aql: 10 })).toEqual({ letter: 'C', size: 5, accept: 1 });
  expect(inspectionPlan(1_000_000, { level: 'III', aql: 0.01 })).toEqual({ letter: 'Q', size: 1250, accept: 0 });
});

it('looks at the whole lot where the sample would be larger', () => {
  expect(inspectionPlan(40, { level: 'II', aql: 0.1 })).toEqual({ letter: 'K', size: 40, accept: 0 });
});

it('has a plan for every lot, level and AQL, and never asks for fewer items of a larger lot', () => {
  for (const level of ['I', 'II', 'III'] as const)
    for (const aql of AQLS) {
      const plans = [2, 9, 16, 26, 51, 91, 151, 281, 501, 1201, 3201, 10_001, 35_001, 150_001, 500_001].map((population) =>
        inspectionPlan(population, { level, aql }),
      );
      plans.forEach(({ size, accept }, k) => {
        expect(size).toBeGreaterThan(0);
        expect(accept).toBeLessThan(size);
        expect(Number.isInteger(accept)).toBe(true);
        expect(accept).toBeGreaterThanOrEqual(plans[k - 1]?.accept ?? 0);
      });
    }
});
