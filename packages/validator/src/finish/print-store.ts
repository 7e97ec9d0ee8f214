import { appendFileSync, closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPrintFilter, type PrintFilter } from './print-filter.js';

/** An entry without its fingerprint. */
export interface Entry {
  readonly split: number;
  readonly row: number;
  /** what the log packed after the row, 0 where it packed nothing */
  readonly mark: number;
  readonly key0: number;
  readonly key1: number;
}

/** Holds the print logs of all splits and finds equal fingerprints in them, in memory up to a budget and on disk past it. */
export interface PrintStore {
  /** Takes the entries of the next split in plan order, as `idEntries` and `itemEntries` give them. */
  append(split: number, entries: Int32Array): void;
  /** Groups of two or more entries with the same fingerprint, members in plan order. Empties the store. */
  equalEntries(): Iterable<Entry[]>;
  close(): void;
}

/** A partition is a range of the fingerprint's first byte, so that spilling and searching agree on the parts. */
const PARTITIONS = 256;
const partitionOf = (word: number): number => word >>> 24;

/** Bytes that are partitioned at once on their way to the disk: putting away takes little room beside what is put away. */
const SPILL_BYTES = 8 << 20;

interface Chunk {
  readonly split: number;
  readonly entries: Int32Array;
}

/**
 * @param stride integers of an entry; what is partitioned has its split behind them
 * @param splits how many there are to take
 */
export function createPrintStore(stride: number, budgetBytes: number, tempDir: string, splits = 1): PrintStore {
  let chunks: Chunk[] = [];
  let filter: PrintFilter | null = createPrintFilter(stride, splits);
  let held = 0;
  let spill: string | null = null;
  const fileOf = (folder: string, partition: number): string => join(folder, `${partition}.prints`);

  function spillChunks(): void {
    filter = null;
    held = 0;
    let room: Int32Array = new Int32Array(0);
    while (chunks.length > 0) {
      let count = 0;
      for (let bytes = 0; count < chunks.length && bytes < SPILL_BYTES; count++) bytes += chunks[count]?.entries.byteLength ?? 0;
      const parts = partition(chunks.splice(0, count), stride, room);
      spillParts(parts);
      room = parts.entries;
    }
  }

  function spillParts({ entries, bounds }: Parts): void {
    spill ??= mkdtempSync(join(tempDir, 'jatdae-prints-'));
    for (let p = 0; p < PARTITIONS; p++) {
      const part = entries.subarray(bounds[p], bounds[p + 1]);
      if (part.length > 0) appendFileSync(fileOf(spill, p), new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
  }

  return {
    append(split, entries) {
      if (entries.length === 0) return;
      chunks.push({ split, entries });
      held += entries.byteLength;
      if (held > budgetBytes) spillChunks();
      else filter?.add(entries);
    },
    *equalEntries() {
      if (spill !== null && held > 0) spillChunks();
      const equalIn = createEqualFinder(stride + 1);
      if (spill !== null) {
        const read = createPartReader();
        for (let p = 0; p < PARTITIONS; p++) yield* equalIn(read(fileOf(spill, p)));
        return;
      }
      const kept = chunks.map(({ split, entries }) => ({ split, entries: filter?.pick(entries) ?? entries }));
      chunks = [];
      filter = null;
      held = 0;
      const { entries, bounds } = partition(kept, stride);
      for (let p = 0; p < PARTITIONS; p++) yield* equalIn(entries.subarray(bounds[p], bounds[p + 1]));
    },
    close() {
      chunks = [];
      filter = null;
      if (spill !== null) rmSync(spill, { recursive: true, force: true });
      spill = null;
    },
  };
}

/** Reads the entries of one file after the other into the same room. */
function createPartReader(): (file: string) => Int32Array {
  let room = new Int32Array(0);
  return (file) => {
    const handle = openIfThere(file);
    if (handle === null) return room.subarray(0, 0);
    try {
      const length = fstatSync(handle).size / 4;
      if (room.length < length) room = new Int32Array(length * 2);
      const bytes = new Uint8Array(room.buffer, 0, length * 4);
      for (let at = 0; at < bytes.length; ) {
        const count = readSync(handle, bytes, at, bytes.length - at, null);
        if (count === 0) throw new RangeError(`${file} is shorter than what was written to it`);
        at += count;
      }
      return room.subarray(0, length);
    } finally {
      closeSync(handle);
    }
  };
}

/** A partition that nothing fell into has no file. */
function openIfThere(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

interface Parts {
  readonly entries: Int32Array;
  readonly bounds: Int32Array;
}

/** Counting sort by partition, each entry with its split behind it; stable, so that members stay in plan order. Uses `room` where it is enough. */
function partition(chunks: readonly Chunk[], stride: number, room: Int32Array = new Int32Array(0)): Parts {
  const bounds = new Int32Array(PARTITIONS + 1);
  for (const { entries } of chunks) {
    for (let at = 0; at < entries.length; at += stride) {
      const next = partitionOf(entries[at] as number) + 1;
      bounds[next] = (bounds[next] as number) + stride + 1;
    }
  }
  for (let p = 0; p < PARTITIONS; p++) bounds[p + 1] = (bounds[p + 1] as number) + (bounds[p] as number);
  const fill = bounds.slice();
  const total = bounds[PARTITIONS] as number;
  const sorted = room.length >= total ? room : new Int32Array(total);
  for (const { split, entries } of chunks) {
    for (let at = 0; at < entries.length; at += stride) {
      const p = partitionOf(entries[at] as number);
      const to = fill[p] as number;
      for (let k = 0; k < stride; k++) sorted[to + k] = entries[at + k] as number;
      sorted[to + stride] = split;
      fill[p] = to + stride + 1;
    }
  }
  return { entries: sorted, bounds };
}

/** Finds equal fingerprints in one partition after the other, with an open-addressing table of entry offsets. */
function createEqualFinder(stride: number): (entries: Int32Array) => Entry[][] {
  let table = new Int32Array(0);
  return (entries) => {
    const size = 1 << Math.ceil(Math.log2(Math.max(2, (entries.length / stride) * 2)));
    if (table.length < size) table = new Int32Array(size);
    table.fill(-1, 0, size);
    const groups = new Map<number, Entry[]>();
    for (let at = 0; at < entries.length; at += stride) {
      let slot = (entries[at + 1] as number) & (size - 1);
      for (;;) {
        const first = table[slot] as number;
        if (first < 0) {
          table[slot] = at;
          break;
        }
        if (same(entries, first, at)) {
          const group = groups.get(first) ?? [entryAt(entries, first, stride)];
          group.push(entryAt(entries, at, stride));
          groups.set(first, group);
          break;
        }
        slot = (slot + 1) & (size - 1);
      }
    }
    return [...groups.values()];
  };
}

function same(entries: Int32Array, a: number, b: number): boolean {
  return entries[a] === entries[b] && entries[a + 1] === entries[b + 1];
}

/** What stands behind the fingerprint: row, mark, and two words of the key's where there is room for them; the split last. */
function entryAt(entries: Int32Array, at: number, stride: number): Entry {
  const extra = (k: number): number => (k < stride - 1 ? (entries[at + k] as number) : 0);
  return { split: entries[at + stride - 1] as number, row: extra(2), mark: extra(3), key0: extra(4), key1: extra(5) };
}
