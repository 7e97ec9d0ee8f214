import { expect, it } from 'vitest';
import { planStratum } from './plan.js';

const rule = { method: 'proportion', accuracy: 0.95, confidence: 0.95, margin: 0.05 } as const;

// Cochran: z²pq/d² = 1.96² · 0.95 · 0.05 / 0.05² = 73.0, of 1,000 items 73.0 / (1 + 72.0 / 1000) = 68.1.
it('asks for as many items as the margin needs, and for fewer of a small population', () => {
  expect(planStratum('a', 1000, rule, 0.15)).toEqual({ subMetric: 'a', population: 1000, size: 69, doubles: 11, accept: 3 });
  expect(planStratum('a', 10_000_000, rule, 0)).toEqual({
    subMetric: 'a',
    population: 10_000_000,
    size: 73,
    doubles: 0,
    accept: 3,
  });
  expect(planStratum('a', 50, rule, 1)).toEqual({ subMetric: 'a', population: 50, size: 30, doubles: 30, accept: 1 });
});

// The usual 385 of a poll: p = 0.5, ± 5 points, 95 %; Krejcie and Morgan (1970) give 278 of 1,000.
it('agrees with the published table for p = 0.5', () => {
  const half = { ...rule, accuracy: 0.5 };
  expect(planStratum('a', 1e12, half, 0).size).toBe(385);
  expect(planStratum('a', 1000, half, 0).size).toBe(278);
  expect(planStratum('a', 10_000, half, 0).size).toBe(370);
});

it('judges every item of a sub-metric that is too small, and none of an empty one', () => {
  expect(planStratum('a', 1, rule, 0.1)).toMatchObject({ size: 1, accept: 0 });
  expect(planStratum('a', 0, rule, 0.1)).toMatchObject({ size: 0, doubles: 0, accept: 0 });
});

it('takes the acceptance number of an ISO 2859-1 plan', () => {
  const iso = { method: 'iso-2859-1', level: 'II', aql: 1, confidence: 0.95 } as const;
  expect(planStratum('a', 1000, iso, 0.1)).toEqual({ subMetric: 'a', population: 1000, size: 80, doubles: 8, accept: 2 });
});
