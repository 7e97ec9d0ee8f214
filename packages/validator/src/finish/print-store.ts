import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** An entry of a print log without its fingerprint. */
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
  /** Takes the entries of the next split in plan order. */
  append(entries: Int32Array): void;
  /** Groups of two or more entries with the same fingerprint, members in plan order. Empties the store. */
  equalEntries(): Iterable<Entry[]>;
  close(): void;
}

/** A partition is a range of the fingerprint's first byte, so that spilling and searching agree on the parts. */
const PARTITIONS = 256;
const partitionOf = (word: number): number => word >>> 24;

export function createPrintStore(stride: number, budgetBytes: number, tempDir: string): PrintStore {
  let chunks: Int32Array[] = [];
  let held = 0;
  let spill: string | null = null;
  const fileOf = (folder: string, partition: number): string => join(folder, `${partition}.prints`);

  function spillChunks(): void {
    spill ??= mkdtempSync(join(tempDir, 'jatdae-prints-'));
    const parts = partition(chunks, stride);
    for (let p = 0; p < PARTITIONS; p++) {
      const part = parts.entries.subarray(parts.bounds[p], parts.bounds[p + 1]);
      if (part.length > 0) appendFileSync(fileOf(spill, p), new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
    chunks = [];
    held = 0;
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
    append(entries) {
      if (entries.length === 0) return;
      chunks.push(entries);
      held += entries.byteLength;
      if (held > budgetBytes) spillChunks();
    },
    *equalEntries() {
      if (spill !== null && held > 0) spillChunks();
      if (spill !== null) {
        for (let p = 0; p < PARTITIONS; p++) yield* equalIn(readSpilled(spill, p), stride);
        return;
      }
      const parts = partition([mayBeEqual(chunks, stride)], stride);
      chunks = [];
      held = 0;
      for (let p = 0; p < PARTITIONS; p++) yield* equalIn(parts.entries.subarray(parts.bounds[p], parts.bounds[p + 1]), stride);
    },
    close() {
      chunks = [];
      if (spill !== null) rmSync(spill, { recursive: true, force: true });
      spill = null;
    },
  };
}

/** The word of a fingerprint that the filter goes by: partitions and their tables go by the first two. */
const FILTER_WORD = 2;
/** Bits of the filter for each entry: one entry in so many is kept though no other equals it. */
const FILTER_BITS = 16;
/** Past 32 MiB the filter lets more through. */
const MAX_FILTER_WORDS = 1 << 23;

/**
 * The entries that may have an equal one, in order. A word of each fingerprint names a bit; who shares a bit with another stays. Few do
 * on clean data, so that nothing else is looked at closely or copied.
 */
function mayBeEqual(chunks: readonly Int32Array[], stride: number): Int32Array {
  const isShared = createFilter(chunks, stride);
  let count = 0;
  for (const chunk of chunks) for (let at = 0; at < chunk.length; at += stride) if (isShared(chunk, at)) count += 1;
  const kept = new Int32Array(count * stride);
  let to = 0;
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += stride) {
      if (!isShared(chunk, at)) continue;
      for (let k = 0; k < stride; k++) kept[to + k] = chunk[at + k] as number;
      to += stride;
    }
  }
  return kept;
}

function createFilter(chunks: readonly Int32Array[], stride: number): (chunk: Int32Array, at: number) => boolean {
  const count = chunks.reduce((sum, { length }) => sum + length, 0) / stride;
  const words = Math.min(MAX_FILTER_WORDS, 1 << Math.ceil(Math.log2(Math.max(1, (count * FILTER_BITS) / 32))));
  const seen = new Int32Array(words);
  const shared = new Int32Array(words);
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += stride) {
      const hash = chunk[at + FILTER_WORD] as number;
      const word = (hash >>> 5) & (words - 1);
      const bit = 1 << (hash & 31);
      const before = seen[word] as number;
      if ((before & bit) === 0) seen[word] = before | bit;
      else shared[word] = (shared[word] as number) | bit;
    }
  }
  return (chunk, at) => {
    const hash = chunk[at + FILTER_WORD] as number;
    return ((shared[(hash >>> 5) & (words - 1)] as number) & (1 << (hash & 31))) !== 0;
  };
}

/** Counting sort by partition; stable, so that members stay in plan order. */
function partition(chunks: readonly Int32Array[], stride: number): { entries: Int32Array; bounds: Int32Array } {
  const bounds = new Int32Array(PARTITIONS + 1);
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += stride) {
      const next = partitionOf(chunk[at] as number) + 1;
      bounds[next] = (bounds[next] as number) + stride;
    }
  }
  for (let p = 0; p < PARTITIONS; p++) bounds[p + 1] = (bounds[p + 1] as number) + (bounds[p] as number);
  const fill = bounds.slice();
  const entries = new Int32Array(bounds[PARTITIONS] as number);
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += stride) {
      const p = partitionOf(chunk[at] as number);
      const to = fill[p] as number;
      for (let k = 0; k < stride; k++) entries[to + k] = chunk[at + k] as number;
      fill[p] = to + stride;
    }
  }
  return { entries, bounds };
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
  for (let k = 0; k < 4; k++) if (entries[a + k] !== entries[b + k]) return false;
  return true;
}

function entryAt(entries: Int32Array, at: number, stride: number): Entry {
  const extra = (k: number): number => (k < stride ? (entries[at + k] as number) : 0);
  return { split: extra(4), row: extra(5), mark: extra(6), key0: extra(7), key1: extra(8) };
}
