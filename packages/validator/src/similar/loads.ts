import { FACTS, Fact, gramsOf, type Side, sideOf } from '@jatdae/kernel';
import type { Engine } from '../engine/engine.js';
import type { Plan } from '../plan/plan.js';
import type { SplitRows, Witness } from '../scan/witness.js';
import type { Candidate } from './candidate-log.js';
import type { ColumnReader } from './column.js';
import type { Facts } from './relation.js';

export interface Place {
  readonly split: number;
  readonly row: number;
}

export const placeOf = ({ split, row }: Place): string => `${split}:${row}`;

export interface Item extends Place {
  readonly side: Side;
}

/** A candidate, and where those stand that are to be read again: the item that is told of, then some of its partners. */
export interface Job {
  readonly candidate: Candidate;
  readonly items: readonly Item[];
}

/** Bytes that are held for each gram of a text that was read again. */
const GRAM_BYTES = 4;
/** Candidates whose facts are looked up at once. */
const LOOKED_UP = 1 << 10;

/** Jobs in loads of so many texts as are held at once: a pass over the files for each load. */
export function* loadsOf(
  candidates: Iterable<Candidate>,
  partners: { readonly from: number; readonly to: number },
  facts: Pick<ColumnReader, 'lookUp'>,
  budgetBytes: number,
): Generator<Job[], void, void> {
  const most = Math.max(1 << 20, budgetBytes / GRAM_BYTES);
  let load: Job[] = [];
  let held = 0;
  for (const some of inChunks(candidates, LOOKED_UP)) {
    const ids = Int32Array.from(some.flatMap(({ owner, partners: all }) => [owner, ...all.slice(partners.from, partners.to)]));
    const { ints, rows } = facts.lookUp(ids);
    const at = (k: number): number => (rows[k] as number) * FACTS;
    let row = 0;
    for (const candidate of some) {
      const count = 1 + candidate.partners.slice(partners.from, partners.to).length;
      load.push({ candidate, items: Array.from({ length: count }, (_, k) => itemAt(ints, at(row + k))) });
      for (let k = 0; k < count; k++) held += gramsOf(ints[at(row + k) + Fact.Packed] as number);
      row += count;
      if (held < most) continue;
      yield load;
      load = [];
      held = 0;
    }
  }
  if (load.length > 0) yield load;
}

const itemAt = (facts: Facts, at: number): Item => ({
  split: facts[at + Fact.Split] as number,
  row: facts[at + Fact.Row] as number,
  side: sideOf(facts[at + Fact.Packed] as number) as Side,
});

function* inChunks<T>(list: Iterable<T>, size: number): Generator<T[], void, void> {
  let chunk: T[] = [];
  for (const one of list) {
    chunk.push(one);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

export async function readTexts(
  plan: Plan,
  engine: Engine,
  load: readonly Job[],
  signal: AbortSignal,
): Promise<Map<string, Witness>> {
  const rows = new Map<number, Set<number>>();
  for (const { split, row } of load.flatMap(({ items }) => items)) rows.set(split, (rows.get(split) ?? new Set()).add(row));
  const wanted = [...rows]
    .map(([split, set]): SplitRows => ({ split, rows: [...set].sort((a, b) => a - b), texts: true }))
    .sort((a, b) => a.split - b.split);
  const witnesses = new Map<string, Witness>();
  for await (const { split, witnesses: read } of engine.witness(plan, wanted, signal)) {
    for (const witness of read) witnesses.set(placeOf({ split, row: witness.row }), witness);
  }
  return witnesses;
}
