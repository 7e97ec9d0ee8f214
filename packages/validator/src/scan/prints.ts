import {
  ABSENT,
  Answer,
  appendCanonical,
  appendCanonicalTree,
  appendFingerprint,
  type ByteMemory,
  createItemPrinter,
  endValue,
  fingerprint,
  ID_STRIDE,
  ITEM_STRIDE,
  type ItemBatch,
  type ItemPrinter,
  KEYED_MARK,
  markOf,
  type PrintProgram,
  type PrintTaker,
  reserve,
  type Sink,
} from '@jatdae/kernel';
import type { Plan } from '../plan/plan.js';
import { needsAnswer } from './answers.js';
import { isBlank } from './choices.js';

/** A growing list of entries. Appending is all a scan does: equal fingerprints are found when all splits are merged. */
export interface PrintLog {
  ints: Int32Array;
  length: number;
}

export const createPrintLog = (): PrintLog => ({ ints: new Int32Array(1 << 12), length: 0 });

/** Room for `by` integers more; gives where it begins. */
export function extend(log: PrintLog, by: number): number {
  const at = log.length;
  if (at + by > log.ints.length) {
    const grown = new Int32Array(Math.max(at + by, log.ints.length * 2));
    grown.set(log.ints);
    log.ints = grown;
  }
  log.length = at + by;
  return at;
}

/**
 * Integers of an entry on its way to the merge: the first half of the fingerprint, row and mark; of an item the key's two words, too. Half
 * is enough: equal ones are read again, and of a billion items hardly two that differ have the same.
 */
export const KEPT_ID = 4;
export const KEPT_ITEM = 6;

/** Spelled out word by word: a loop inside the loop takes three times as long, and there is an entry or two for each item. */
export function idEntries({ ints, length }: PrintLog): Int32Array {
  const entries = new Int32Array((length / ID_STRIDE) * KEPT_ID);
  for (let at = 0, to = 0; at < length; at += ID_STRIDE, to += KEPT_ID) {
    entries[to] = ints[at] as number;
    entries[to + 1] = ints[at + 1] as number;
    entries[to + 2] = ints[at + 5] as number;
    entries[to + 3] = ints[at + 6] as number;
  }
  return entries;
}

export function itemEntries({ ints, length }: PrintLog): Int32Array {
  const entries = new Int32Array((length / ITEM_STRIDE) * KEPT_ITEM);
  for (let at = 0, to = 0; at < length; at += ITEM_STRIDE, to += KEPT_ITEM) {
    entries[to] = ints[at] as number;
    entries[to + 1] = ints[at + 1] as number;
    entries[to + 2] = ints[at + 5] as number;
    entries[to + 3] = ints[at + 6] as number;
    entries[to + 4] = ints[at + 7] as number;
    entries[to + 5] = ints[at + 8] as number;
  }
  return entries;
}

export interface ItemMark {
  readonly subMetric: number;
  readonly side: number;
  readonly valid: boolean;
  readonly keyed: boolean;
}

export const unpackItem = (word: number): ItemMark => ({
  subMetric: (word & 0xffff) - 1,
  side: (word >> 16) & 3,
  valid: ((word >> 18) & 1) === 1,
  keyed: (word & KEYED_MARK) !== 0,
});

/** SHA-256 of each of the plan's media, null where it is not known. */
export type MediaDigests = readonly (Uint8Array | null)[];

export const mediaDigests = ({ media }: Plan): MediaDigests =>
  media.files.map(({ sha256 }) => (sha256 === null ? null : Buffer.from(sha256, 'hex')));

/** Appends the entries of a batch's ids and contents. */
export type Printer = (batch: ItemBatch, firstRow: number, ids: PrintLog, items: PrintLog) => void;

/** The kernel prints what it can by bytes; the rest, or all without the kernel, is printed row by row. */
export function createPrinter(plan: Plan): Printer {
  const printRow = createRowPrinter(plan);
  let known: { readonly memory: ByteMemory; readonly print: BatchPrinter | null } | null = null;
  return (batch, firstRow, ids, items) => {
    const { memory } = batch.tape;
    if (known?.memory !== memory) known = { memory, print: plan.fast ? createBatchPrinter(plan, memory) : null };
    if (known.print === null) {
      for (let i = 0; i < batch.size; i++) printRow(batch, i, firstRow, ids, items);
      return;
    }
    known.print(batch, firstRow, {
      take(idEntries, itemEntries) {
        append(ids, idEntries);
        append(items, itemEntries);
      },
      takeRow: (i) => printRow(batch, i, firstRow, ids, items),
    });
  };
}

type BatchPrinter = (batch: ItemBatch, firstRow: number, taker: PrintTaker) => void;

function createBatchPrinter(plan: Plan, memory: ByteMemory): BatchPrinter | null {
  const printer = createItemPrinter(memory);
  if (printer === null) return null;
  const scope = plan.manifest.dataset.idScope ?? 'deliverable';
  const programs = new Map<number, PrintProgram>();

  function programOf(resource: number, { program }: ItemPrinter): PrintProgram {
    const known = programs.get(resource);
    if (known !== undefined) return known;
    const made = program({
      scope: scope === 'deliverable' ? null : scope === 'resource' ? resource : scope,
      mayBeKeyed: Array.from({ length: plan.subMetrics.length + 1 }, (_, k) => mayBeKeyed(plan, resource, k - 1)),
    });
    programs.set(resource, made);
    return made;
  }

  return (batch, firstRow, taker) => printer.print(batch, firstRow, programOf(batch.resource, printer), taker);
}

function append(log: PrintLog, entries: Int32Array): void {
  const at = extend(log, entries.length);
  log.ints.set(entries, at);
}

/** Appends the entries of one row. */
function createRowPrinter(plan: Plan): (batch: ItemBatch, i: number, firstRow: number, ids: PrintLog, items: PrintLog) => void {
  const scope = plan.manifest.dataset.idScope ?? 'deliverable';
  const key = new Int32Array(4);
  const choices = createChoiceOrder();
  const digests = mediaDigests(plan);
  return (batch, i, firstRow, ids, items) => {
    if (batch.root[i] === ABSENT) return;
    const { sink } = batch.tape;
    const subMetric = batch.subMetric[i] as number;
    const mark = markOf(subMetric, batch.side[i] as number, batch.valid[i] as number);
    if (writeId(batch, i, scope, sink)) {
      const at = extend(ids, ID_STRIDE);
      fingerprint(sink, ids.ints, at);
      writePlace(ids, at, batch.split, firstRow + i, mark);
    }
    if (!writeContent(batch, i, sink, choices, digests)) return;
    const at = extend(items, ITEM_STRIDE);
    fingerprint(sink, items.ints, at);
    const keyed = mayBeKeyed(plan, batch.resource, subMetric) && writeKey(batch, i, sink, choices);
    if (keyed) fingerprint(sink, key);
    writePlace(items, at, batch.split, firstRow + i, keyed ? mark | KEYED_MARK : mark);
    items.ints[at + 7] = keyed ? (key[0] as number) : 0;
    items.ints[at + 8] = keyed ? (key[1] as number) : 0;
  };
}

/** References of a generation may differ: only where there is one key can two contradict each other. */
function mayBeKeyed({ manifest }: Plan, resource: number, subMetric: number): boolean {
  const type = manifest.resources[resource]?.itemType ?? manifest.subMetrics[subMetric]?.itemType;
  return type === undefined || needsAnswer(type);
}

function writePlace(log: PrintLog, at: number, split: number, row: number, mark: number): void {
  log.ints[at + 4] = split;
  log.ints[at + 5] = row;
  log.ints[at + 6] = mark;
}

/** The id in its scope, into the sink; false where the item has none. */
export function writeId(batch: ItemBatch, i: number, scope: 'deliverable' | 'sub-metric' | 'resource', sink: Sink): boolean {
  const id = batch.field.id[i] as number;
  if (isBlank(batch.tape, id)) return false;
  sink.length = 0;
  if (scope !== 'deliverable') writeInt(sink, scope === 'resource' ? batch.resource : (batch.subMetric[i] as number));
  appendCanonical(batch.tape, id, sink);
  return true;
}

function writeInt(sink: Sink, value: number): void {
  reserve(sink, 4);
  for (let shift = 0; shift < 32; shift += 8) sink.bytes[sink.length++] = (value >> shift) & 0xff;
}

function writeBytes(sink: Sink, bytes: Uint8Array): void {
  reserve(sink, bytes.length);
  for (const byte of bytes) sink.bytes[sink.length++] = byte;
}

const TEXTS = ['context', 'question', 'turns'] as const;

/**
 * What makes two items the same (contract, Words): context, question or turns, media, and the set of choices, the last as their
 * fingerprints. False where there is nothing to compare.
 */
export function writeContent(batch: ItemBatch, i: number, sink: Sink, order: ChoiceOrder, digests: MediaDigests): boolean {
  sink.length = 0;
  let some = false;
  for (const name of TEXTS) {
    const node = batch.field[name][i] as number;
    if (!isBlank(batch.tape, node)) {
      some = true;
      appendCanonicalTree(batch.tape, node, sink);
    }
    endValue(sink);
  }
  some = writeMedia(batch, i, sink, digests) || some;
  endValue(sink);
  if (!some) return false;
  order.write(batch.choicePrint, batch.choiceStart[i] as number, batch.choiceStart[i + 1] as number, sink);
  return true;
}

/** The media as they count when items are compared; false where there are none. */
export function writeMedia(batch: ItemBatch, i: number, sink: Sink, digests: MediaDigests): boolean {
  for (let k = batch.mediaStart[i] as number; k < (batch.mediaStart[i + 1] as number); k++) {
    const digest = digests[batch.mediaFile[k] as number];
    if (digest === undefined || digest === null) appendCanonicalTree(batch.tape, batch.media[k] as number, sink);
    else writeBytes(sink, digest);
  }
  return (batch.mediaStart[i] as number) < (batch.mediaStart[i + 1] as number);
}

/** The text of the key, so that the same key counts as the same wherever its choice stands. */
export function writeKey(batch: ItemBatch, i: number, sink: Sink, order: ChoiceOrder): boolean {
  const state = batch.answer[i];
  sink.length = 0;
  if (state === Answer.Keyed) {
    order.write(batch.choicePrint, batch.choiceStart[i] as number, batch.choiceStart[i + 1] as number, sink, batch.key[i]);
    return true;
  }
  if (state !== Answer.Free) return false;
  appendCanonicalTree(batch.tape, batch.field.answer[i] as number, sink);
  return true;
}

/** Writes a set of choices: their fingerprints, sorted, each once. */
export interface ChoiceOrder {
  /** `only`: bits of the choices to take */
  write(prints: Int32Array, from: number, to: number, sink: Sink, only?: number): void;
}

export function createChoiceOrder(): ChoiceOrder {
  let order = new Int32Array(32);
  return {
    write(prints, from, to, sink, only) {
      if (to - from > order.length) order = new Int32Array((to - from) * 2);
      let count = 0;
      for (let k = from; k < to; k++) {
        if (only !== undefined && (k - from > 30 || (only & (1 << (k - from))) === 0)) continue;
        // Insertion sort: items have a handful of choices.
        let at = count;
        while (at > 0 && comparePrints(prints, order[at - 1] as number, k) > 0) at -= 1;
        if (at > 0 && comparePrints(prints, order[at - 1] as number, k) === 0) continue;
        for (let later = count; later > at; later--) order[later] = order[later - 1] as number;
        order[at] = k;
        count += 1;
      }
      for (let n = 0; n < count; n++) appendFingerprint(sink, prints, (order[n] as number) * 4);
    },
  };
}

function comparePrints(prints: Int32Array, a: number, b: number): number {
  for (let w = 0; w < 4; w++) {
    const difference = (prints[a * 4 + w] as number) - (prints[b * 4 + w] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
