import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { LogRoom } from '../scan/log-room.js';
import { bytesOf } from '../shuffle/write-whole.js';
import { joinAnchors } from './anchor-pieces.js';
import { PARTS } from './containment.js';
import type { IntReader } from './int-file.js';
import type { NearLog } from './split-log.js';

/** What runs left of their items for the search for near ones, in a folder that all hosts see, as data. */
export interface StoredNear {
  readonly folder: string;
  /** first split and number of splits of each run, in plan order */
  readonly runs: Int32Array;
  /** of each run */
  readonly sketches: Int32Array;
}

/** A column of all sketches. */
export interface StoredColumn extends StoredNear {
  /** integers of each sketch in columns before it */
  readonly before: number;
  readonly width: number;
  /** integers in all */
  readonly length: number;
}

export const nameOfRun = (first: number, count: number): string => `logs-${first}-${count}`;

/**
 * Integers that a file of a run begins with: how many sketches there are; where in the file their columns, their wide and their narrow anchors begin; how many integers
 * of narrow anchors there are; of the wide ones where each partition begins, counted from there, and the last one ends. Then the CRC-32 of all these.
 */
export const Near = { Sketches: 0, Columns: 1, Wide: 2, Narrow: 3, NarrowLength: 4, WideBounds: 5 } as const;
const CHECK = Near.WideBounds + PARTS + 1;
export const NEAR_HEAD = CHECK + 1;

const checkOf = (head: Int32Array): number => crc32(bytesOf(head.subarray(0, CHECK))) | 0;

/**
 * What is near of splits that follow each other. Narrow anchors stay as scans left them, behind the sketches before them and how many integers they are, until
 * somebody needs them: see `dealStored`.
 * @param columns their widths
 * @param start where in the file the integers come that stand behind the head
 */
export function joinNear(
  logs: readonly NearLog[],
  columns: readonly number[],
  start: number,
  room: Pick<LogRoom, 'take'>,
): { readonly head: Int32Array; readonly ints: readonly Int32Array[] } {
  const sketches = logs.map(({ lengths }) => lengths.length);
  const size = sketches.reduce((sum, count) => sum + count, 0);
  const befores = sketches.map((_, k) => sketches.slice(0, k).reduce((sum, count) => sum + count, 0));
  const joined = columnsOf(logs, sketches, columns);
  const wide = joinAnchors(
    logs.map((log, k) => ({ dealt: log.wide, before: befores[k] as number })),
    room,
  );
  const narrow = logs.flatMap((log, k) =>
    log.narrow.length === 0 ? [] : [Int32Array.of(befores[k] as number, log.narrow.length), log.narrow],
  );
  const head = new Int32Array(NEAR_HEAD);
  const wideAt = start + lengthOf(joined);
  head.set([size, start, wideAt, wideAt + wide.ints.length, lengthOf(narrow)]);
  head.set(wide.bounds, Near.WideBounds);
  head[CHECK] = checkOf(head);
  return { head, ints: [...joined, wide.ints, ...narrow] };
}

const lengthOf = (ints: readonly Int32Array[]): number => ints.reduce((sum, { length }) => sum + length, 0);

/** The columns of all sketches, one after the other, in the pieces in which they stand in the logs. */
function columnsOf(logs: readonly NearLog[], sketches: readonly number[], widths: readonly number[]): Int32Array[] {
  const befores = widths.map((_, c) => widths.slice(0, c).reduce((sum, width) => sum + width, 0));
  return widths.flatMap((width, c) =>
    logs.map((log, k) => {
      const [before, count] = [befores[c] as number, sketches[k] as number];
      return log.sketches.subarray(before * count, (before + width) * count);
    }),
  );
}

/** The file of one run at a time. */
interface RunFiles<Opened> {
  open(run: number): Opened;
  close(): void;
}

export interface OpenRun {
  readonly path: string;
  readonly head: Int32Array;
  /** of the file, in bytes */
  readonly size: number;
  /** Fills `out` with what begins at an integer of the file. */
  read(at: number, out: Int32Array): void;
}

export const createRunFiles = ({ folder, runs, sketches }: StoredNear): RunFiles<OpenRun> =>
  oneAtATime((run) => {
    const path = join(folder, nameOfRun(runs[run * 2] as number, runs[run * 2 + 1] as number));
    return openFile(path, NEAR_HEAD, (head) => head[CHECK] === checkOf(head) && head[Near.Sketches] === sketches[run]);
  });

/** @param openRun gives what is to be closed, too */
export function oneAtATime<Opened>(
  openRun: (run: number) => { readonly handle: number; readonly opened: Opened },
): RunFiles<Opened> {
  let current: { readonly run: number; readonly handle: number; readonly opened: Opened } | null = null;

  function close(): void {
    if (current !== null) closeSync(current.handle);
    current = null;
  }

  return {
    open(run) {
      if (current?.run === run) return current.opened;
      close();
      const { handle, opened } = openRun(run);
      current = { run, handle, opened };
      return opened;
    },
    close,
  };
}

/**
 * Opens a file that begins with a head.
 * @throws LostLogs where it is not there, or its head not as it was written
 */
export function openFile(
  path: string,
  length: number,
  isWhole: (head: Int32Array) => boolean,
): { readonly handle: number; readonly opened: OpenRun } {
  const handle = openLogs(path);
  try {
    const read = (at: number, out: Int32Array): void => readInts(path, handle, at, out);
    const head = new Int32Array(length);
    read(0, head);
    if (!isWhole(head)) throw new LostLogs(path);
    return { handle, opened: { path, head, size: fstatSync(handle).size, read } };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

/** Where in the file the integers begin that stand behind the anchors. */
export const restOf = (head: Int32Array): number => (head[Near.Narrow] as number) + (head[Near.NarrowLength] as number);

/** @throws LostLogs */
export function openLogs(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new LostLogs(path) : error;
  }
}

/**
 * Fills `out` with what begins at an integer of a file.
 * @throws LostLogs
 */
export function readInts(path: string, handle: number, at: number, out: Int32Array): void {
  const bytes = bytesOf(out);
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(handle, bytes, done, bytes.length - done, at * 4 + done);
    if (count === 0) throw new LostLogs(path);
    done += count;
  }
}

/** Sketches of all runs before each. */
export function startsOf(sketches: Int32Array): Float64Array {
  const starts = new Float64Array(sketches.length + 1);
  for (let run = 0; run < sketches.length; run++) starts[run + 1] = (starts[run] as number) + (sketches[run] as number);
  return starts;
}

export function openStoredColumn(column: StoredColumn): IntReader {
  const { folder, sketches, before, width, length } = column;
  const starts = startsOf(sketches);
  const files = createRunFiles(column);

  /** The last run that begins at a sketch or before it. */
  function runOf(sketch: number): number {
    let [from, to] = [0, sketches.length];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if ((starts[middle] as number) <= sketch) from = middle;
      else to = middle;
    }
    return from;
  }

  return {
    path: folder,
    length,
    read(at, out) {
      let run = runOf(Math.floor(at / width));
      for (let done = 0; done < out.length; run++) {
        const start = (starts[run] as number) * width;
        const end = (starts[run + 1] as number) * width;
        const size = Math.min(out.length - done, end - at - done);
        if (size <= 0) continue;
        const file = files.open(run);
        const columnAt = (file.head[Near.Columns] as number) + before * (sketches[run] as number);
        file.read(columnAt + at + done - start, out.subarray(done, done + size));
        done += size;
      }
    },
    close: files.close,
  };
}

/** What a scan left in the shared folder is no longer there as it was written. */
export class LostLogs extends Error {
  constructor(readonly path: string) {
    super(`${path} is missing or damaged`);
    this.name = 'LostLogs';
  }
}
