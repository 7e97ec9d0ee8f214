import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FINGERPRINT_WORDS } from '@jatdae/kernel';
import { Key, subMetricOf } from './key-log.js';

/** The keys of some of the items as plain data: its integers lie in memory that threads share. */
export interface KeyIndex {
  readonly ints: Int32Array;
  /** ids count with a scope: items of different sub-metrics may have the same one */
  readonly scoped: boolean;
  /** where the entries of the items begin; of items with the same id, in the same sub-metric where ids are scoped, only the first one's */
  readonly offsets: Int32Array;
  /** ids that several items of a sub-metric have by right, by the offset of the first */
  readonly shared: ReadonlySet<number>;
  /** entries of an id that an earlier one has */
  readonly later: ReadonlySet<number>;
  /** open addressing over the entries, by the second word of their fingerprint and, where ids are scoped, the sub-metric */
  readonly slots: Int32Array;
  /** the partitions that the entries are of */
  readonly from: number;
  readonly to: number;
  /** the entries stand in plan order, not partition by partition */
  readonly whole: boolean;
}

/** The keys of some of the items, found by the fingerprint of their ids. */
export interface KeyTable {
  readonly index: KeyIndex;
  /** no key is in another table */
  readonly only: boolean;
  /** Where the entry of the item with this id begins, -1 where there is none. Only scoped ids ask for the index of the sub-metric. */
  find(print: Int32Array, subMetric: number): number;
  /** Whether ids with this fingerprint belong to this table. */
  owns(print: Int32Array): boolean;
}

/** Holds the keys of all items, in memory up to a budget and on disk past it. */
export interface KeyStore {
  /** Takes the entries of the next split in plan order, and how many records it has; changes the entries. */
  append(entries: Int32Array, rows: number): void;
  /** records so far */
  rows(): number;
  /** number of the first record of each split so far */
  readonly starts: readonly number[];
  /** One table of all keys where they are no more than `budgetBytes`, else one after the other. Empties the store. */
  tables(budgetBytes: number): Iterable<KeyTable>;
  close(): void;
}

/** A partition is a range of the fingerprint's first byte. */
const PARTITIONS = 256;
const partitionOf = (word: number): number => word >>> 24;

export type IdScope = 'deliverable' | 'sub-metric' | 'resource';

/**
 * An id that stands again in its scope is a fault, and the first has it. Where ids count with their resource, one that stands again in a
 * sub-metric is another item's, so that it says of neither which is meant.
 */
export function createKeyStore(budgetBytes: number, tempDir: string, scope: IdScope): KeyStore {
  let chunks: Int32Array[] = [];
  let held = 0;
  let rows = 0;
  let folder: string | null = null;
  const starts: number[] = [];
  /** integers of each partition on disk */
  const spilled = new Float64Array(PARTITIONS);
  const fileOf = (partition: number): string => join(folder ?? '', `${partition}.keys`);

  function spill(): void {
    folder ??= mkdtempSync(join(tempDir, 'jatdae-keys-'));
    const { ints, bounds } = partition(chunks);
    for (let p = 0; p < PARTITIONS; p++) {
      const part = ints.subarray(bounds[p], bounds[p + 1]);
      if (part.length === 0) continue;
      appendFileSync(fileOf(p), new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
      spilled[p] = (spilled[p] as number) + part.length;
    }
    chunks = [];
    held = 0;
  }

  function load(from: number, to: number): Int32Array {
    const ints = sharedInts(spilled.slice(from, to).reduce((sum, length) => sum + length, 0));
    const bytes = new Uint8Array(ints.buffer);
    let at = 0;
    for (let p = from; p < to; p++) {
      if (spilled[p] === 0) continue;
      const part = readFileSync(fileOf(p));
      bytes.set(part, at);
      at += part.length;
    }
    return ints;
  }

  /** The end of the partitions from `from` on that fit into the budget; one at the least. */
  function fitting(from: number, budget: number): number {
    let bytes = (spilled[from] as number) * 4;
    let to = from + 1;
    while (to < PARTITIONS && bytes + (spilled[to] as number) * 4 <= budget) bytes += (spilled[to++] as number) * 4;
    return to;
  }

  return {
    starts,
    rows: () => rows,
    append(entries, splitRows) {
      for (let at = 0; at < entries.length; at += entries[at] as number) {
        entries[at + Key.Row] = (entries[at + Key.Row] as number) + rows;
      }
      starts.push(rows);
      rows += splitRows;
      if (entries.length === 0) return;
      chunks.push(entries);
      held += entries.byteLength;
      if (held > budgetBytes) spill();
    },
    *tables(budget) {
      if (folder === null) {
        const ints = joined(chunks);
        chunks = [];
        yield openKeys(indexKeys(ints, { from: 0, to: PARTITIONS, whole: true, scope }));
        return;
      }
      if (held > 0) spill();
      for (let from = 0, to = 0; from < PARTITIONS; from = to) {
        to = fitting(from, budget);
        yield openKeys(indexKeys(load(from, to), { from, to, whole: false, scope }));
      }
    },
    close() {
      chunks = [];
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}

function joined(chunks: readonly Int32Array[]): Int32Array {
  const ints = sharedInts(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    ints.set(chunk, at);
    at += chunk.length;
  }
  return ints;
}

/** Counting sort by partition; stable, so that entries stay in plan order. */
function partition(chunks: readonly Int32Array[]): { ints: Int32Array; bounds: Int32Array } {
  const bounds = new Int32Array(PARTITIONS + 1);
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += chunk[at] as number) {
      const next = partitionOf(chunk[at + Key.Print] as number) + 1;
      bounds[next] = (bounds[next] as number) + (chunk[at] as number);
    }
  }
  for (let p = 0; p < PARTITIONS; p++) bounds[p + 1] = (bounds[p + 1] as number) + (bounds[p] as number);
  const fill = bounds.slice();
  const ints = new Int32Array(bounds[PARTITIONS] as number);
  for (const chunk of chunks) {
    for (let at = 0, length = 0; at < chunk.length; at += length) {
      length = chunk[at] as number;
      const p = partitionOf(chunk[at + Key.Print] as number);
      ints.set(chunk.subarray(at, at + length), fill[p] as number);
      fill[p] = (fill[p] as number) + length;
    }
  }
  return { ints, bounds };
}

const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));

type IndexSettings = Pick<KeyIndex, 'from' | 'to' | 'whole'> & { readonly scope: IdScope };

function indexKeys(ints: Int32Array, { scope, ...range }: IndexSettings): KeyIndex {
  const scoped = scope !== 'deliverable';
  let count = 0;
  for (let at = 0; at < ints.length; at += ints[at] as number) count += 1;
  const slots = sharedInts(2 ** Math.ceil(Math.log2(Math.max(2, count * 2)))).fill(-1);
  const offsets = sharedInts(count);
  const shared = new Set<number>();
  const later = new Set<number>();
  let items = 0;
  for (let at = 0; at < ints.length; at += ints[at] as number) {
    const slot = slotOf({ ints, slots, scoped }, ints, at + Key.Print, scoped ? scopeAt(ints, at) : 0);
    if ((slots[slot] as number) >= 0) {
      if (scope === 'resource') shared.add(slots[slot] as number);
      later.add(at);
      continue;
    }
    slots[slot] = at;
    offsets[items++] = at;
  }
  return { ints, scoped, offsets: offsets.subarray(0, items), shared, later, slots, ...range };
}

function isAt(ints: Int32Array, entry: number, print: Int32Array, at: number): boolean {
  for (let k = 0; k < FINGERPRINT_WORDS; k++) if (ints[entry + Key.Print + k] !== print[at + k]) return false;
  return true;
}

const scopeAt = (ints: Int32Array, entry: number): number => subMetricOf(ints[entry + Key.Mark] as number);

/** The slot of the entry with the fingerprint at `at`, or the free one where it belongs; `subMetric` is 0 where ids are not scoped. */
function slotOf({ ints, slots, scoped }: Slots, print: Int32Array, at: number, subMetric: number): number {
  const mask = slots.length - 1;
  const isOther = (entry: number): boolean => !isAt(ints, entry, print, at) || (scoped && scopeAt(ints, entry) !== subMetric);
  // The golden ratio of 2^32: the same id in many sub-metrics must not make one long run of slots.
  let slot = ((print[at + 1] as number) ^ Math.imul(subMetric, 0x9e3779b1)) & mask;
  while ((slots[slot] as number) >= 0 && isOther(slots[slot] as number)) slot = (slot + 1) & mask;
  return slot;
}

type Slots = Pick<KeyIndex, 'ints' | 'slots' | 'scoped'>;

export function openKeys(index: KeyIndex): KeyTable {
  const { ints, slots, scoped, later, from, to, whole } = index;
  // Predictions mostly come in the order of the items, and so do the entries of a partition: the one after the last is looked at first.
  const next = new Int32Array(PARTITIONS);

  function find(print: Int32Array, subMetric: number): number {
    const p = whole ? 0 : partitionOf(print[0] as number);
    const guess = next[p] as number;
    const isHere = guess < ints.length && isAt(ints, guess, print, 0) && !later.has(guess);
    const isNext = isHere && (!scoped || scopeAt(ints, guess) === subMetric);
    const entry = isNext ? guess : (slots[slotOf(index, print, 0, scoped ? subMetric : 0)] as number);
    if (entry >= 0) next[p] = entry + (ints[entry] as number);
    return entry;
  }

  return {
    index,
    only: from === 0 && to === PARTITIONS,
    find,
    owns: (print) => partitionOf(print[0] as number) >= from && partitionOf(print[0] as number) < to,
  };
}
