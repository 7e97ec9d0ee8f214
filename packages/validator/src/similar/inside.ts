import { FACTS, Fact, isJamoOf } from '@jatdae/kernel';
import type { CandidateLog } from './candidate-log.js';
import type { ColumnReader } from './column.js';
import { createEstimator } from './estimate.js';
import { isToldOf } from './pairing.js';
import { commonChoices, createRelations, type Facts } from './relation.js';
import type { SimilarSettings } from './settings.js';

/** Takes pairs of which one may contain the other, and logs those that may belong together for all else that is known of them. */
export interface InsideJudge {
  take(shorter: number, longer: number, missing: number, units: number): void;
  /** Logs what was taken last. */
  flush(): void;
}

/** Containment is judged by grams of syllables: of those of letters nothing is told. */
const areSyllables = (facts: Facts, a: number, b: number): boolean =>
  !isJamoOf(facts[a * FACTS + Fact.Packed] as number) && !isJamoOf(facts[b * FACTS + Fact.Packed] as number);

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
  const { within, across, containment } = settings;
  const estimator = createEstimator(Math.min(within ?? 1, across ?? 1), containment);
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
      if (relation === null || (areSyllables(ints, a, b) && !estimator.mayContain(ints, a, ints, b))) continue;
      const [shorter, longer] = [ids[k * 2] as number, ids[k * 2 + 1] as number];
      const isOwner = isToldOf(relation, shorter > longer, ints, a);
      const [owner, partner] = isOwner ? [shorter, longer] : [longer, shorter];
      log.addContained(relation, owner, partner, commonChoices(ints, a, ints, b), missing[k] as number, units[k] as number);
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
