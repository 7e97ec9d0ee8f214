import { createHash } from 'node:crypto';
import { ABSENT, type ItemBatch, type Locator, NAMED, type Named, type Side, type Sink, textOf } from '@jatdae/kernel';
import { nameAt, nearOptions } from '@jatdae/rules';
import type { Plan, Split } from '../plan/plan.js';
import { type ItemText, itemText } from '../similar/item-texts.js';
import type { ItemReaders } from './items.js';
import { partsOf } from './parts.js';
import { pickRecords, readable } from './pick-records.js';
import { createChoiceOrder, mediaDigests, writeContent, writeId, writeMedia } from './prints.js';

export interface SplitRows {
  readonly split: number;
  /** ascending */
  readonly rows: readonly number[];
  /** what likeness is judged by is wanted too */
  readonly texts?: boolean;
}

/** A record read again, to confirm what its fingerprint suggested. */
export interface Witness {
  readonly row: number;
  readonly at: Locator;
  readonly id: string | null;
  readonly subMetric: number;
  readonly side: Side;
  /** SHA-256 of what was fingerprinted; null where the record has none */
  readonly idDigest: string | null;
  readonly contentDigest: string | null;
  /** what the item is counted by in the statistics */
  readonly names: Readonly<Record<Named, string | null>>;
  /** where texts were asked for and the record has any */
  readonly text: ItemText | null;
}

/**
 * Reads a split again for the given rows (ascending). What cannot be read, now as in the scan, has no rows; what no longer can be has
 * no witnesses, and whoever asked for them sees that they are missing.
 */
export async function readWitnesses(
  plan: Plan,
  readers: ItemReaders,
  split: Split,
  { rows, texts = false }: Pick<SplitRows, 'rows' | 'texts'>,
  signal: AbortSignal,
): Promise<Witness[]> {
  const reader = readers(split.resource);
  const wanted = new Set(rows);
  const witnesses: Witness[] = [];
  const testify = createTestimony(plan, texts);
  let row = 0;
  for await (const part of partsOf(plan, split, signal, { table: null }, reader.members)) {
    for await (const raw of readable(part.batches, signal)) {
      const picked = pickRecords(raw, (i) => wanted.has(row + i));
      if (picked.rows.length > 0) {
        const batch = await reader.read(picked.batch, { split: split.index, file: part.file }, false);
        picked.rows.forEach((i, k) => {
          witnesses.push(testify(batch, k, row + i));
        });
      }
      row += raw.size;
      if (witnesses.length === rows.length) break;
    }
    if (witnesses.length === rows.length) break;
  }
  return witnesses;
}

function createTestimony(plan: Plan, texts: boolean): (batch: ItemBatch, i: number, row: number) => Witness {
  const scope = plan.manifest.dataset.idScope ?? 'deliverable';
  const order = createChoiceOrder();
  const digests = mediaDigests(plan);
  const { normal } = nearOptions(plan.profile, 'H004');
  const mediaOf = (batch: ItemBatch, i: number, sink: Sink): string => {
    sink.length = 0;
    return writeMedia(batch, i, sink, digests) ? digest(sink) : '';
  };
  return (batch, i, row) => {
    const { sink } = batch.tape;
    const id = batch.field.id[i] as number;
    const idDigest = batch.root[i] !== ABSENT && writeId(batch, i, scope, sink) ? digest(sink) : null;
    const contentDigest = batch.root[i] !== ABSENT && writeContent(batch, i, sink, order, digests) ? digest(sink) : null;
    const text = texts && batch.root[i] !== ABSENT ? itemText(batch, i, mediaOf(batch, i, sink), normal) : null;
    return {
      row,
      at: batch.locate(i),
      id: id === ABSENT ? null : textOf(batch.tape, id),
      subMetric: batch.subMetric[i] as number,
      side: batch.side[i] as Side,
      idDigest,
      contentDigest,
      names: namesOf(batch, i),
      text,
    };
  };
}

function namesOf({ tape, field }: ItemBatch, i: number): Witness['names'] {
  const [category = null, difficulty = null] = NAMED.map((name) => nameAt(tape, field[name][i] as number));
  return { category, difficulty };
}

/** What an item is compared by with items of other deliverables; null where there is nothing to compare. */
export function createComparer(plan: Plan): (batch: ItemBatch, i: number) => { text: ItemText; digest: string } | null {
  const testify = createTestimony(plan, true);
  return (batch, i) => {
    const { text, contentDigest } = testify(batch, i, i);
    return text === null || contentDigest === null ? null : { text, digest: contentDigest };
  };
}

const digest = (sink: Sink): string => createHash('sha256').update(sink.bytes.subarray(0, sink.length)).digest('base64url');
