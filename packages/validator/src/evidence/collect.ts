import type { Evidence, ExperimentEvidence, PredictionFault, SubMetricScore } from '@jatdae/rules';
import { childPointer, type Experiment } from '@jatdae/schema';
import type { Engine } from '../engine/engine.js';
import type { Planned } from '../plan/make-plan.js';
import type { Plan } from '../plan/plan.js';
import { createFloorCounts } from './floors.js';
import type { KeyIndex, KeyStore, KeyTable } from './key-store.js';
import { createResponseKeys, responseBytes } from './responses.js';
import { rowsBySplit } from './rows.js';
import { createScorer, type ScoredPredictions, type Scorer, type ScoreWork } from './scorer.js';
import { findWrongKeys } from './wrong-keys.js';

export interface EvidenceSettings {
  /** bytes that keys may take */
  readonly memory: number;
  readonly signal: AbortSignal;
  /** a number of the manifest as it is written */
  spelling(pointer: string): string | null;
}

/** Bytes of a table of responses, whatever `memory` is: what a report says must not depend on it. Nine million items of three models. */
const MOST_RESPONSES = 128 * 2 ** 20;

/** Reads the predictions of all experiments and scores them by the keys. Null where there are none, or where it was interrupted. */
export async function collectEvidence(
  { plan, predictions }: Planned,
  engine: Engine,
  keys: KeyStore,
  { memory, signal, spelling }: EvidenceSettings,
): Promise<Evidence | null> {
  const rows = keys.rows();
  const measured = predictions.flatMap((files, index) => (files.length > 0 ? [{ index, files }] : []));
  if (!plan.keys || measured.length === 0) return null;
  const responses = responseBytes(measured.length, rows) <= MOST_RESPONSES ? createResponseKeys(rows) : null;
  const work = measured.map((each): ScoreWork => ({ ...each, rows, responses: responses !== null }));
  const floors = createFloorCounts(plan);
  try {
    const scored = await scoreAll(plan, engine, work, keys.tables(memory / 2), signal, (index) => {
      floors.add(index);
      responses?.add(index);
    });
    const experiments: ExperimentEvidence[] = [];
    for (const [k, { index }] of work.entries()) {
      const each = scored[k];
      if (signal.aborted || each === undefined) return null;
      experiments.push(await evidenceOf(plan, engine, keys, index, each, { signal, spelling }));
    }
    const columns = scored.flatMap(({ responses }) => responses ?? []);
    const models = experiments.map(({ id }) => id);
    const table = responses?.table(models, columns) ?? null;
    const wrongKeys = table === null ? null : await findWrongKeys(plan, engine, keys, table, signal);
    return { experiments, floors: floors.floors(), responses: table, wrongKeys };
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** Experiments are scored side by side where all keys are in one table; what several tables add up stays in one place. */
async function scoreAll(
  plan: Plan,
  engine: Engine,
  work: readonly ScoreWork[],
  tables: Iterable<KeyTable>,
  signal: AbortSignal,
  onKeys: (keys: KeyIndex) => void,
): Promise<readonly ScoredPredictions[]> {
  let scorers: readonly Scorer[] | null = null;
  for (const table of tables) {
    if (table.only) {
      const scored = gather(engine.score(plan, work, table.index, signal));
      onKeys(table.index);
      return scored;
    }
    onKeys(table.index);
    const first = scorers === null;
    scorers ??= work.map((each) => createScorer(plan, each));
    for (const scorer of scorers) await scorer.score(table, first, signal);
  }
  return scorers?.map((scorer) => scorer.scored()) ?? [];
}

async function gather<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

async function evidenceOf(
  plan: Plan,
  engine: Engine,
  keys: KeyStore,
  index: number,
  { predictions, extraction, scores, faults }: ScoredPredictions,
  { signal, spelling }: Omit<EvidenceSettings, 'memory'>,
): Promise<ExperimentEvidence> {
  const { id, scores: declaredScores } = (plan.manifest.experiments ?? [])[index] as Experiment;
  const found = faults.first.map((fault): PredictionFault => ({ ...fault, at: null }));
  const room = Math.max(0, plan.keep - found.length);
  const missing = await missingItems(plan, engine, keys, faults.missing.slice(0, room), signal);
  return {
    id,
    index,
    predictions,
    extraction,
    scores: plan.manifest.subMetrics.map(({ id, metric }, s): SubMetricScore => {
      const declared = declaredScores?.[id] ?? null;
      return {
        ...(scores[s] as ScoredPredictions['scores'][number]),
        id,
        metric: metric ?? null,
        declared,
        spelling: declared === null ? null : spelling(childPointer(`/experiments/${index}/scores`, id)),
      };
    }),
    faults: { count: faults.count, first: [...found, ...missing] },
  };
}

/** The first items without a prediction, read again for their ids and places. */
async function missingItems(
  plan: Plan,
  engine: Engine,
  { starts }: KeyStore,
  items: readonly number[],
  signal: AbortSignal,
): Promise<PredictionFault[]> {
  const wanted = rowsBySplit(items, starts);
  const found: PredictionFault[] = [];
  for await (const { witnesses } of engine.witness(plan, wanted, signal)) {
    for (const { at, id } of witnesses) found.push({ fault: 'missing', id, place: null, at, reason: null });
  }
  return found;
}
