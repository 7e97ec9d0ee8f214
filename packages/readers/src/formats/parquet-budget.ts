import { ParquetProblem } from './parquet-schema.js';

/** Bytes that came out of the stored ones: more than `most` are not believed. */
export interface Budget {
  bytes: number;
  readonly most: number;
}

/** @throws ParquetProblem where it is more than there may be */
export function spend(budget: Budget, bytes: number): void {
  budget.bytes += bytes;
  if (budget.bytes > budget.most) throw new ParquetProblem('expansion-ratio');
}
