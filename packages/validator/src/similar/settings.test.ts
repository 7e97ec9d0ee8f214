import { expect, it } from 'vitest';
import { bandsFor } from './settings.js';

const recall = (jaccard: number): number => {
  const { rows, bands } = bandsFor(jaccard);
  return 1 - (1 - jaccard ** rows) ** bands;
};

it('lets at least 99.5 of 100 pairs at the threshold meet, with the bins there are', () => {
  expect(bandsFor(0.8)).toEqual({ rows: 6, bands: 18 });
  for (const jaccard of [0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99, 1]) {
    expect(recall(jaccard)).toBeGreaterThanOrEqual(0.995);
    const { rows, bands } = bandsFor(jaccard);
    expect(rows * bands).toBeLessThanOrEqual(126);
  }
});
