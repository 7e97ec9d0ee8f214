import type { Evidence, ExperimentEvidence, PredictionFault } from '@jatdae/rules';
import type { Engine } from '../engine/engine.js';
import type { Planned } from '../plan/make-plan.js';
import type { Plan } from '../plan/plan.js';
import type { FaultLog } from './faults.js';
import { createFloorCounts } from './floors.js';
import type { KeyStore } from './key-store.js';
import { createResponses, responseBytes } from './responses.js';
import { rowsBySplit } from './rows.js';
import { createScorer, type Scorer } from './scorer.js';
import { findWrongKeys } from './wrong-keys.js';

export interface EvidenceSettings {
  /** bytes that keys and responses may take */
  readonly memory: number;
  readonly signal: AbortSignal;
  /** a number of the manifest as it is written */
  spelling(pointer: string): string | null;
}

/** Reads the predictions of all experiments and scores them by the keys. Null where there are none, or where it was interrupted. */
export async function collectEvidence(
  { plan, predictions }: Planned,
  engine: Engine,
  keys: KeyStore,
  { memory, signal, spelling }: EvidenceSettings,
): Promise<Evidence | null> {
  const rows = keys.rows();
  const measured = (plan.manifest.experiments ?? []).flatMap(({ id }, index) =>
    (predictions[index]?.length ?? 0) > 0 ? [{ id, index }] : [],
  );
  if (!plan.keys || measured.length === 0) return null;
  const responses = responseBytes(measured.length, rows) <= memory / 2 ? createResponses(measured, rows) : null;
  const scorers = measured.map(({ index }) => createScorer({ plan, index, files: predictions[index] ?? [], rows, responses }));
  const floors = createFloorCounts(plan);
  try {
    let first = true;
    for (const table of keys.tables(memory / 2)) {
      floors.add(table);
      responses?.addKeys(table);
      for (const scorer of scorers) await scorer.score(table, first, signal);
      first = false;
    }
    const experiments: ExperimentEvidence[] = [];
    for (const scorer of scorers) experiments.push(await evidenceOf(plan, engine, keys, scorer, { memory, signal, spelling }));
    const table = responses?.table ?? null;
    const wrongKeys = table === null ? null : await findWrongKeys(plan, engine, keys, table, signal);
    return { experiments, floors: floors.floors(), responses: table, wrongKeys };
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

async function evidenceOf(
  plan: Plan,
  engine: Engine,
  keys: KeyStore,
  scorer: Scorer,
  { signal, spelling }: EvidenceSettings,
): Promise<ExperimentEvidence> {
  const { faults } = scorer;
  const found = faults.first().map((fault): PredictionFault => ({ ...fault, at: null }));
  const room = Math.max(0, plan.keep - found.length);
  const missing = await missingItems(plan, engine, keys, faults, room, signal);
  return scorer.evidence({ count: faults.count(), first: [...found, ...missing] }, spelling);
}

/** The first items without a prediction, read again for their ids and places. */
async function missingItems(
  plan: Plan,
  engine: Engine,
  { starts }: KeyStore,
  faults: FaultLog,
  room: number,
  signal: AbortSignal,
): Promise<PredictionFault[]> {
  const wanted = rowsBySplit(faults.firstMissing().slice(0, room), starts);
  const found: PredictionFault[] = [];
  for await (const { witnesses } of engine.witness(plan, wanted, signal)) {
    for (const { at, id } of witnesses) found.push({ fault: 'missing', id, place: null, at, reason: null });
  }
  return found;
}
