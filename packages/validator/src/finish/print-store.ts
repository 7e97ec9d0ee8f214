import { appendFileSync, closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createEqualFinder, type Entry } from './equal-entries.js';
import { createPrintFilter, type PrintFilter } from './print-filter.js';
import { type Chunk, type DealtEntries, dealEntries, PARTITIONS } from './print-partitions.js';

/** Holds the print logs of all splits and finds equal fingerprints in them, in memory up to a budget and on disk past it. */
export interface PrintStore {
  /** Takes the entries of the next split in plan order, as `idEntries` and `itemEntries` give them. */
  append(split: number, entries: Int32Array): void;
  /** Groups of two or more entries with the same fingerprint, members in plan order. Empties the store. */
  equalEntries(): Iterable<Entry[]>;
  close(): void;
}

/** Bytes that are partitioned at once on their way to the disk: putting away takes little room beside what is put away. */
const SPILL_BYTES = 8 << 20;

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
      const parts = dealEntries(chunks.splice(0, count), stride, room);
      spillParts(parts);
      room = parts.entries;
    }
  }

  function spillParts({ entries, bounds }: DealtEntries): void {
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
      const { entries, bounds } = dealEntries(kept, stride);
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
