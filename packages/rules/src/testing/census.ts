import { type Census, createCensusTaker } from '../census/census.js';
import { batchOf, type TestItem } from './batch.js';

/** The census of items, taken as one batch. */
export function censusOf(items: readonly TestItem[], subMetrics: number): Census {
  const taker = createCensusTaker(subMetrics);
  taker.add(batchOf(items));
  return taker.take();
}
