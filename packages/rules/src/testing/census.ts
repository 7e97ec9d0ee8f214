import type { Census } from '../census/census.js';
import { createCensusTaker } from '../census/taker.js';
import { batchOf, type TestItem } from './batch.js';

/** The census of items, taken as one batch. */
export function censusOf(items: readonly TestItem[], subMetrics: number): Census {
  const taker = createCensusTaker(subMetrics);
  taker.add(batchOf(items));
  return taker.take();
}
