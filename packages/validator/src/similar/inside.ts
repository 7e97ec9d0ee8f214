import type { CandidateLog } from './candidate-log.js';
import type { ColumnReader } from './column.js';
import { isToldOf } from './pairing.js';
import { createRelations } from './relation.js';
import type { SimilarSettings } from './settings.js';
import { FACTS } from './sketches.js';

/** Takes pairs of which one may contain the other, and logs those that may belong together for all else that is known of them. */
export interface InsideJudge {
  take(shorter: number, longer: number, missing: number, units: number): void;
  /** Logs what was taken last. */
  flush(): void;
}

/** Bytes of a pair whose facts are looked up. */
const PAIR_BYTES = 2 * FACTS * 4 + 16;
const LEAST_PAIRS = 1 << 10;

export function createInsideJudge(
  settings: SimilarSettings,
  log: CandidateLog,
  { lookUp }: Pick<ColumnReader, 'lookUp'>,
  budgetBytes: number,
): InsideJudge {
  const most = Math.max(LEAST_PAIRS, Math.floor(budgetBytes / PAIR_BYTES));
  const relations = createRelations(settings);
  /** the shorter and the longer one of each pair */
  const ids = new Int32Array(most * 2);
  const missing = new Int32Array(most);
  const units = new Int32Array(most);
  let count = 0;

  function flush(): void {
    const { ints, rows } = lookUp(ids.subarray(0, count * 2));
    for (let k = 0; k < count; k++) {
      const [a, b] = [rows[k * 2] as number, rows[k * 2 + 1] as number];
      const relation = relations.of(ints, a, ints, b);
      if (relation === null) continue;
      const [shorter, longer] = [ids[k * 2] as number, ids[k * 2 + 1] as number];
      const isOwner = isToldOf(relation, shorter > longer, ints, a);
      const [owner, partner] = isOwner ? [shorter, longer] : [longer, shorter];
      log.addContained(relation, owner, partner, missing[k] as number, units[k] as number);
    }
    count = 0;
  }

  return {
    take(shorter, longer, lacking, length) {
      ids[count * 2] = shorter;
      ids[count * 2 + 1] = longer;
      missing[count] = lacking;
      units[count] = length;
      count += 1;
      if (count === most) flush();
    },
    flush,
  };
}
