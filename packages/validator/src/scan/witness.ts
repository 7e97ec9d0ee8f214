import { createHash } from 'node:crypto';
import { ABSENT, type ItemBatch, type Locator, type RawBatch, type Sink, textOf } from '@jatdae/kernel';
import type { Plan, Split } from '../plan/plan.js';
import type { ItemReaders } from './items.js';
import { isLost } from './lost.js';
import { partsOf } from './parts.js';
import { createChoiceOrder, mediaDigests, writeContent, writeId } from './prints.js';

/** A record read again, to confirm what its fingerprint suggested. */
export interface Witness {
  readonly row: number;
  readonly at: Locator;
  readonly id: string | null;
  /** SHA-256 of what was fingerprinted; null where the record has none */
  readonly idDigest: string | null;
  readonly contentDigest: string | null;
}

/**
 * Reads a split again for the given rows (ascending). What cannot be read, now as in the scan, has no rows; what no longer can be has
 * no witnesses, and whoever asked for them sees that they are missing.
 */
export async function readWitnesses(
  plan: Plan,
  readers: ItemReaders,
  split: Split,
  rows: readonly number[],
  signal: AbortSignal,
): Promise<Witness[]> {
  const reader = readers(split.resource);
  const wanted = new Set(rows);
  const witnesses: Witness[] = [];
  const testify = createTestimony(plan);
  let row = 0;
  for await (const part of partsOf(plan, split, signal, { table: null }, reader.members)) {
    for await (const raw of readable(part.batches, signal)) {
      if (someWanted(wanted, row, raw.size)) {
        const batch = await reader.read(raw, { split: split.index, file: part.file }, false);
        for (let i = 0; i < raw.size; i++) if (wanted.has(row + i)) witnesses.push(testify(batch, i, row + i));
      }
      row += raw.size;
    }
    if (witnesses.length === rows.length) break;
  }
  return witnesses;
}

async function* readable(batches: AsyncIterable<RawBatch>, signal: AbortSignal): AsyncGenerator<RawBatch, void, void> {
  try {
    yield* batches;
  } catch (error) {
    if (signal.aborted || !isLost(error)) throw error;
  }
}

function someWanted(wanted: ReadonlySet<number>, from: number, size: number): boolean {
  for (let row = from; row < from + size; row++) if (wanted.has(row)) return true;
  return false;
}

function createTestimony(plan: Plan): (batch: ItemBatch, i: number, row: number) => Witness {
  const scope = plan.manifest.dataset.idScope ?? 'deliverable';
  const order = createChoiceOrder();
  const digests = mediaDigests(plan);
  return (batch, i, row) => {
    const { sink } = batch.tape;
    const id = batch.field.id[i] as number;
    const idDigest = batch.root[i] !== ABSENT && writeId(batch, i, scope, sink) ? digest(sink) : null;
    const contentDigest = batch.root[i] !== ABSENT && writeContent(batch, i, sink, order, digests) ? digest(sink) : null;
    return { row, at: batch.locate(i), id: id === ABSENT ? null : textOf(batch.tape, id), idDigest, contentDigest };
  };
}

const digest = (sink: Sink): string => createHash('sha256').update(sink.bytes.subarray(0, sink.length)).digest('base64url');
