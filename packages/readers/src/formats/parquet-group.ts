import type { ReadOptions } from '../reader.js';
import { createInserts } from './inserts.js';
import { type Budget, spend } from './parquet-budget.js';
import { nextDefinition } from './parquet-column.js';
import { fastGroupReader, type GroupReader } from './parquet-fast.js';
import type { RowWriter } from './parquet-rows.js';
import { ParquetProblem } from './parquet-schema.js';
import { createInsertingSink, dropRecord, endRecord, isFull, rejectRecord, takeBatches, writtenBytes } from './record-sink.js';

/** `spent`: bytes of the rows' text. */
export function groupReader(rows: RowWriter, inKernel: boolean, options: ReadOptions, spent: Budget): GroupReader {
  const fast = inKernel ? fastGroupReader(rows, options, spent) : null;
  return fast ?? plainGroupReader(rows, inKernel, options, spent);
}

function plainGroupReader(rows: RowWriter, inKernel: boolean, options: ReadOptions, spent: Budget): GroupReader {
  const sink = createInsertingSink(options, createInserts(inKernel));
  return {
    sink,
    *read(count) {
      for (let i = 0; i < count; i += 1) {
        const isText = rows.write(sink);
        spend(spent, writtenBytes(sink));
        if (isText) endRecord(sink);
        else rejectRecord(sink, 'F001', { reason: 'cell-not-utf-8' });
        if (isFull(sink)) yield* takeBatches(sink);
      }
      // The next group's dictionaries go where this one's are.
      yield* takeBatches(sink);
      if (rows.leaves.some((leaf) => nextDefinition(leaf) >= 0)) throw new ParquetProblem('row-count');
    },
    *rest() {
      dropRecord(sink);
      yield* takeBatches(sink);
    },
  };
}
