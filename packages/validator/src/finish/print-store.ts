import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

/** @param stride integers of an entry; what is partitioned has its split behind them */
export function createPrintStore(stride: number, budgetBytes: number, tempDir: string): PrintStore {
  let chunks: Chunk[] = [];
  let filter: PrintFilter | null = createPrintFilter(stride);
  let held = 0;
  let spill: string | null = null;
  const fileOf = (folder: string, partition: number): string => join(folder, `${partition}.prints`);

  function spillChunks(): void {
    filter = null;
    held = 0;
    while (chunks.length > 0) {
      let count = 0;
      for (let bytes = 0; count < chunks.length && bytes < SPILL_BYTES; count++) bytes += chunks[count]?.entries.byteLength ?? 0;
      spillSome(chunks.splice(0, count));
    }
  }

  function spillSome(some: readonly Chunk[]): void {
    spill ??= mkdtempSync(join(tempDir, 'jatdae-prints-'));
    const all = withSplits(some, stride, () => true);
    const parts = partition(all, stride + 1);
    for (let p = 0; p < PARTITIONS; p++) {
      const part = parts.entries.subarray(parts.bounds[p], parts.bounds[p + 1]);
      if (part.length > 0) appendFileSync(fileOf(spill, p), new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
  }

  function readSpilled(folder: string, p: number): Int32Array {
    try {
      const bytes = readFileSync(fileOf(folder, p));
      return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    } catch (error) {
      // A partition that nothing fell into has no file.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Int32Array();
      throw error;
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
      if (spill !== null) {
        for (let p = 0; p < PARTITIONS; p++) yield* equalIn(readSpilled(spill, p), stride + 1);
        return;
      }
      const kept = withSplits(chunks, stride, (word) => filter?.mayBeEqual(word) ?? true);
      chunks = [];
      filter = null;
      held = 0;
      const parts = partition(kept, stride + 1);
      for (let p = 0; p < PARTITIONS; p++)
        yield* equalIn(parts.entries.subarray(parts.bounds[p], parts.bounds[p + 1]), stride + 1);
    },
    close() {
      chunks = [];
      filter = null;
      if (spill !== null) rmSync(spill, { recursive: true, force: true });
      spill = null;
    },
  };
}

/** The entries that are wanted by their first word, in order, each with its split behind it. */
function withSplits(chunks: readonly Chunk[], stride: number, isWanted: (word: number) => boolean): Int32Array {
  let kept = new Int32Array(1 << 12);
  let to = 0;
  for (const { split, entries } of chunks) {
    for (let at = 0; at < entries.length; at += stride) {
      if (!isWanted(entries[at] as number)) continue;
      if (to + stride + 1 > kept.length) kept = grown(kept);
      for (let k = 0; k < stride; k++) kept[to + k] = entries[at + k] as number;
      kept[to + stride] = split;
      to += stride + 1;
    }
  }
  return kept.subarray(0, to);
}

function grown(entries: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(entries.length * 2);
  larger.set(entries);
  return larger;
}

/** Counting sort by partition; stable, so that members stay in plan order. */
function partition(entries: Int32Array, stride: number): { entries: Int32Array; bounds: Int32Array } {
  const bounds = new Int32Array(PARTITIONS + 1);
  for (let at = 0; at < entries.length; at += stride) {
    const next = partitionOf(entries[at] as number) + 1;
    bounds[next] = (bounds[next] as number) + stride;
  }
  for (let p = 0; p < PARTITIONS; p++) bounds[p + 1] = (bounds[p + 1] as number) + (bounds[p] as number);
  const fill = bounds.slice();
  const sorted = new Int32Array(entries.length);
  for (let at = 0; at < entries.length; at += stride) {
    const p = partitionOf(entries[at] as number);
    const to = fill[p] as number;
    for (let k = 0; k < stride; k++) sorted[to + k] = entries[at + k] as number;
    fill[p] = to + stride;
  }
  return { entries: sorted, bounds };
}

/** Finds equal fingerprints in one partition with an open-addressing table of entry offsets. */
function equalIn(entries: Int32Array, stride: number): Entry[][] {
  const count = entries.length / stride;
  const size = 1 << Math.ceil(Math.log2(Math.max(2, count * 2)));
  const table = new Int32Array(size).fill(-1);
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
}

function same(entries: Int32Array, a: number, b: number): boolean {
  return entries[a] === entries[b] && entries[a + 1] === entries[b + 1];
}

/** What stands behind the fingerprint: row, mark, and two words of the key's where there is room for them; the split last. */
function entryAt(entries: Int32Array, at: number, stride: number): Entry {
  const extra = (k: number): number => (k < stride - 1 ? (entries[at + k] as number) : 0);
  return { split: entries[at + stride - 1] as number, row: extra(2), mark: extra(3), key0: extra(4), key1: extra(5) };
}
