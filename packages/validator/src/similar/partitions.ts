import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writevSync } from 'node:fs';
import { join } from 'node:path';

/** Entries of `stride` integers by partition, each partition in the order in which its entries came: in memory up to a budget, then in a file each. */
export interface Partitions {
  /** where entries are written: see `extend` */
  readonly ints: Int32Array;
  /** Room for an entry more; gives where in `ints` it begins. */
  extend(partition: number): number;
  /** After the last entry. */
  share(): PartitionsData;
  close(): void;
}

/** Partitions as data that each thread of this machine may open. */
export interface PartitionsData {
  /** in shared memory */
  readonly ints: Int32Array;
  /** of each partition, where what is held of it begins and ends */
  readonly held: readonly (readonly (readonly [number, number])[])[];
  /** of what was put aside, a file for each partition that has any */
  readonly folder: string | null;
}

export interface PartitionReader {
  /** All entries of a partition; good until the next call. */
  read(partition: number): Int32Array;
}

/** Entries that a partition takes at once. */
const CHUNK_ENTRIES = 512;

/** @param budgetBytes a chunk of each partition is held in any case @param expected entries that may come, so that no more room is taken */
export function createPartitions(
  count: number,
  stride: number,
  { budgetBytes, expected, tempDir }: { readonly budgetBytes: number; readonly expected: number; readonly tempDir: string },
): Partitions {
  const chunk = CHUNK_ENTRIES * stride;
  const wanted = Math.ceil(expected / CHUNK_ENTRIES) + count;
  const room = Math.max(count, Math.min(wanted, Math.floor(budgetBytes / (chunk * 4))));
  const ints = new Int32Array(new SharedArrayBuffer(room * chunk * 4));
  let taken = 0;
  /** where each partition's next entry goes, and where its chunk ends */
  const next = new Int32Array(count);
  const end = new Int32Array(count);
  const chunks = Array.from({ length: count }, (): number[] => []);
  let folder: string | null = null;

  function heldOf(partition: number): [number, number][] {
    const starts = chunks[partition] as number[];
    const last = starts.length - 1;
    return starts.map((start, k) => [start, k === last ? (next[partition] as number) : start + chunk]);
  }

  function spill(): void {
    const within = folder ?? mkdtempSync(join(tempDir, 'jatdae-near-'));
    folder = within;
    for (let partition = 0; partition < count; partition++) {
      const held = heldOf(partition).map(([from, to]) => bytesOf(ints.subarray(from, to)));
      if (held.length > 0) appendAll(fileOf(within, partition), held);
      chunks[partition] = [];
    }
    next.fill(0);
    end.fill(0);
    taken = 0;
  }

  function addChunk(partition: number): void {
    if (taken === room) spill();
    const start = taken * chunk;
    taken += 1;
    chunks[partition]?.push(start);
    next[partition] = start;
    end[partition] = start + chunk;
  }

  return {
    ints,
    extend(partition) {
      if (next[partition] === end[partition]) addChunk(partition);
      const at = next[partition] as number;
      next[partition] = at + stride;
      return at;
    },
    share: () => ({ ints, held: Array.from({ length: count }, (_, partition) => heldOf(partition)), folder }),
    close() {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}

const fileOf = (folder: string, partition: number): string => join(folder, `${partition}.part`);

export function openPartitions({ ints, held, folder }: PartitionsData): PartitionReader {
  let out = new Int32Array(0);
  return {
    read(partition) {
      const pieces = held[partition] ?? [];
      const before = folder === null ? null : openIfThere(fileOf(folder, partition));
      try {
        const written = before === null ? 0 : fstatSync(before).size / 4;
        const length = pieces.reduce((sum, [from, to]) => sum + to - from, written);
        if (out.length < length) out = new Int32Array(Math.ceil(length * 1.25));
        if (before !== null) readAll(before, bytesOf(out.subarray(0, written)));
        let at = written;
        for (const [from, to] of pieces) {
          out.set(ints.subarray(from, to), at);
          at += to - from;
        }
        return out.subarray(0, length);
      } finally {
        if (before !== null) closeSync(before);
      }
    },
  };
}

const bytesOf = (ints: Int32Array): Uint8Array => new Uint8Array(ints.buffer, ints.byteOffset, ints.byteLength);

function appendAll(file: string, pieces: readonly Uint8Array[]): void {
  const handle = openSync(file, 'a');
  try {
    for (let left = pieces; left.length > 0; ) left = without(left, writevSync(handle, left));
  } finally {
    closeSync(handle);
  }
}

/** What is left of the pieces after their first `written` bytes. */
function without(pieces: readonly Uint8Array[], written: number): Uint8Array[] {
  const left: Uint8Array[] = [];
  let skip = written;
  for (const piece of pieces) {
    if (skip < piece.length) left.push(skip > 0 ? piece.subarray(skip) : piece);
    skip = Math.max(0, skip - piece.length);
  }
  return left;
}

function readAll(handle: number, into: Uint8Array): void {
  for (let at = 0; at < into.length; ) {
    const count = readSync(handle, into, at, into.length - at, at);
    if (count === 0) throw new RangeError('a partition is shorter than what was put aside');
    at += count;
  }
}

/** A partition that nothing was put aside of has no file. */
function openIfThere(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
