import { addEncodedCensus, createCensus, encodeCensus } from '@jatdae/rules';
import type { FileHash } from '../finish/hash-files.js';
import type { Plan } from '../plan/plan.js';
import type { NearLog } from '../similar/split-log.js';
import type { PlannedAccumulator } from './accumulators.js';
import { createMediaLog, type MediaLog, mergeMedia } from './media.js';
import { addTotals, createTotals, type Totals } from './totals.js';

/** What is known of a part of a file after its scan. */
export interface ScannedPart {
  readonly file: number;
  readonly records: number;
  readonly lines: number;
  readonly bytes: number;
  /** bytes that were to be read and were not */
  readonly unread: number;
  /** where the plan asks for it and the part is a whole file that could be read */
  readonly hash?: FileHash;
}

export interface ScannedSplit {
  readonly split: number;
  readonly rows: number;
  readonly parts: readonly ScannedPart[];
  /** null: in a file of the folder */
  readonly logs: SplitLogs | null;
}

/** The logs of splits that follow each other, in a file of a folder that all hosts of a fleet see: what each item leaves. */
export interface StoredLogs {
  /** the first split, and how many there are */
  readonly first: number;
  readonly count: number;
  readonly entries: Readonly<Record<'ids' | 'items' | 'passages', number>>;
  readonly sketches: number;
}

/** What a split leaves of each of its items, to be compared with those of all others. */
export interface SplitLogs {
  /** entries of KEPT_ID and KEPT_ITEM integers */
  readonly ids: Int32Array;
  readonly items: Int32Array;
  readonly near: NearLog;
  /** entries of PASSAGE_STRIDE integers */
  readonly passages: Int32Array;
  /** keys of the items, of varying length: see `Key`; none unless the plan asks for them */
  readonly keys: Int32Array;
}

/** All that splits that follow each other leave behind, as plain data: what was counted of all of them together, and each one's logs. */
export interface ScannedRun {
  readonly splits: readonly ScannedSplit[];
  readonly totals: Totals;
  /** `encodeCensus` */
  readonly census: Uint8Array;
  readonly media: MediaLog;
  /** encoded state of each scanning rule of the plan, in its order: `encodeStates` */
  readonly states: readonly Uint8Array[];
  /** of the splits whose logs are not with them, in plan order */
  readonly stored: readonly StoredLogs[];
}

/** What was counted of splits, as it can be added to. */
interface Counted {
  readonly totals: Totals;
  readonly census: ReturnType<typeof createCensus>;
  readonly media: MediaLog;
  readonly states: unknown[];
}

export const createCounted = ({ subMetrics }: Plan, accumulators: readonly PlannedAccumulator[]): Counted => ({
  totals: createTotals(subMetrics.length),
  census: createCensus(subMetrics.length),
  media: createMediaLog(),
  states: accumulators.map(({ accumulator }) => accumulator.init()),
});

/** Adds what was counted of the splits that come next in the plan. */
export function addCounted(plan: Plan, accumulators: readonly PlannedAccumulator[], into: Counted, run: ScannedRun): void {
  accumulators.forEach(({ accumulator }, k) => {
    const encoded = run.states[k] as Uint8Array;
    if (encoded.length > 0) into.states[k] = accumulator.merge(into.states[k], accumulator.decode(encoded));
  });
  addTotals(into.totals, run.totals);
  addEncodedCensus(into.census, run.census);
  mergeMedia(into.media, run.media, plan.keep);
}

/** Of each state its bytes; none of one that nothing was added to, as most rules have of most splits. */
export function encodeStates(accumulators: readonly PlannedAccumulator[], states: readonly unknown[]): Uint8Array[] {
  return accumulators.map(({ accumulator, empty }, k) => {
    const encoded = accumulator.encode(states[k]);
    return isSame(encoded, empty) ? NOTHING : encoded;
  });
}

const NOTHING = new Uint8Array(0);

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, k) => byte === b[k]);

/** Joins what runs left that follow each other. Associative, so that a tree of joins gives the same. */
export function joinRuns(plan: Plan, accumulators: readonly PlannedAccumulator[], runs: readonly ScannedRun[]): ScannedRun {
  const [only] = runs;
  if (only !== undefined && runs.length === 1) return only;
  const counted = createCounted(plan, accumulators);
  for (const run of runs) addCounted(plan, accumulators, counted, run);
  return {
    splits: runs.flatMap(({ splits }) => splits),
    totals: counted.totals,
    census: encodeCensus(counted.census),
    media: counted.media,
    states: encodeStates(accumulators, counted.states),
    stored: runs.flatMap(({ stored }) => stored),
  };
}
