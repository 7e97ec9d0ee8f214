import { type Census, createCensus, createCensusTaker } from '../census/census.js';
import { batchOf, type TestItem } from './batch.js';

/** The census of items, taken as one batch. */
export function censusOf(items: readonly TestItem[], subMetrics: number): Census {
  const census = createCensus(subMetrics);
  createCensusTaker(census)(batchOf(items));
  return census;
}
