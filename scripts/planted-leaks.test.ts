import { expect, it } from 'vitest';
import { measurePlantedLeaks } from './planted-leaks.js';

it('finds planted leaks and near duplicates as all pairs give them, and nothing else', async () => {
  const { near, recall, wrong } = await measurePlantedLeaks(2000, 300, 7);
  expect(near.H004).toBeGreaterThan(50);
  expect(near.D002).toBeGreaterThan(0);
  expect(wrong).toBe(0);
  expect(recall.H004).toBeGreaterThanOrEqual(0.99);
  expect(recall.D002).toBeGreaterThanOrEqual(0.99);
});

it('finds parts of items, and items inside longer ones, as all pairs give them, and nothing else', async () => {
  const { contained, recallContained, wrong } = await measurePlantedLeaks(2000, 300, 8, 'stretches');
  expect(contained.H004).toBeGreaterThan(50);
  expect(contained.D002).toBeGreaterThan(0);
  expect(wrong).toBe(0);
  expect(recallContained.H004).toBeGreaterThanOrEqual(0.99);
  expect(recallContained.D002).toBeGreaterThanOrEqual(0.99);
});
