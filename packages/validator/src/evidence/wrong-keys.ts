import { type ResponseTable, type SuspectItem, searchWrongKeys, type WrongKeys, wrongKeyOptions } from '@jatdae/rules';
import type { Engine } from '../engine/engine.js';
import type { Plan } from '../plan/plan.js';
import type { KeyStore } from './key-store.js';
import { rowsBySplit } from './rows.js';

/** Searches for wrong keys, and reads the first suspects again for their ids and places. */
export async function findWrongKeys(
  plan: Plan,
  engine: Engine,
  { starts }: KeyStore,
  table: ResponseTable,
  signal: AbortSignal,
): Promise<WrongKeys> {
  const { suspects, ...search } = searchWrongKeys(table, wrongKeyOptions(plan.profile));
  const kept = new Map(suspects.slice(0, plan.keep).map((suspect) => [suspect.item, suspect]));
  const first: SuspectItem[] = [];
  for await (const { split, witnesses } of engine.witness(plan, rowsBySplit([...kept.keys()], starts), signal)) {
    for (const { row, at, id, subMetric, side } of witnesses) {
      const suspect = kept.get((starts[split] as number) + row);
      if (suspect !== undefined) first.push({ ...suspect, at, id, subMetric, side, key: table.keys[suspect.item] as number });
    }
  }
  first.sort((a, b) => a.item - b.item);
  return { ...search, count: suspects.length, first };
}
