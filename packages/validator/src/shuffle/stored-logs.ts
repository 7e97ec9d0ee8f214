import { closeSync, fstatSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { BLOOM_WORDS, FACTS } from '@jatdae/kernel';
import { type Chunk, type DealtEntries, dealEntries, PARTITIONS } from '../finish/print-partitions.js';
import type { Plan } from '../plan/plan.js';
import { createLogRoom, type LogRoom } from '../scan/log-room.js';
import { KEPT_ID, KEPT_ITEM } from '../scan/prints.js';
import type { ScannedRun, StoredLogs } from '../scan/scanned-run.js';
import { similarSettings } from '../similar/settings.js';
import { joinNear, LostLogs, NEAR_HEAD, nameOfRun, openLogs, readInts } from '../similar/stored-near.js';
import { joinRest } from '../similar/stored-rest.js';
import { bytesOf, writeWhole } from './write-whole.js';

export type PrintColumn = keyof StoredLogs['entries'];
/** Logs of prints that are searched for equal ones. */
export const PRINT_COLUMNS: readonly PrintColumn[] = ['ids', 'items', 'passages'];

/** Integers of an entry, without the split that stands behind it in a file. */
const KEPT: Readonly<Record<PrintColumn, number>> = { ids: KEPT_ID, items: KEPT_ITEM, passages: KEPT_ITEM };

/** Integers of a stored entry. */
export const strideOf = (column: PrintColumn): number => KEPT[column] + 1;

/**
 * Behind the head of what is near, in integers of 4 bytes: of each column and partition of the prints where it begins, counted from the end of this head, and the
 * CRC-32 of its bytes; of each column once more where its last partition ends, and 0. Then all partitions of the first column, and so on, then what is near.
 * So whoever searches a range of prints reads no other. Last comes what `joinRest` gives.
 */
const HEAD_OF_COLUMN = (PARTITIONS + 1) * 2;
const PRINTS_HEAD = HEAD_OF_COLUMN * PRINT_COLUMNS.length;
const PRINTS_START = NEAR_HEAD + PRINTS_HEAD;

/**
 * Puts the logs of a run into a file, whole or not at all; what it gives back holds them no more. Who does it again writes the same.
 * @param room takes back what the logs stand in
 * @throws an error of the code NOT_STORED
 */
export function storeLogs(
  folder: string,
  plan: Pick<Plan, 'profile' | 'rules'>,
  run: ScannedRun,
  room: LogRoom = createLogRoom(),
): ScannedRun {
  const taken: Int32Array[] = [];
  const take = (length: number): Int32Array => {
    const ints = room.take(length);
    taken.push(ints);
    return ints;
  };
  const columns = PRINT_COLUMNS.map((column) => {
    const chunks = run.splits.flatMap(({ split, logs }): Chunk[] => (logs === null ? [] : [{ split, entries: logs[column] }]));
    const entries = chunks.reduce((sum, chunk) => sum + chunk.entries.length / KEPT[column], 0);
    return dealEntries(chunks, KEPT[column], take(entries * strideOf(column)));
  });
  const all = run.splits.flatMap(({ logs }) => logs ?? []);
  const bands = similarSettings(plan)?.shape.bands ?? 0;
  const near = joinNear(
    all.map(({ near: own }) => own),
    [FACTS, ...Array.from({ length: bands }, () => 1), BLOOM_WORDS],
    columns.reduce((sum, { entries }) => sum + entries.length, PRINTS_START),
    { take },
  );
  const [first, count] = [run.splits[0]?.split ?? 0, run.splits.length];
  writeWhole(join(folder, nameOfRun(first, count)), [
    near.head,
    headOf(columns),
    ...columns.map(({ entries }) => entries),
    ...near.ints,
    ...joinRest(all),
  ]);
  for (const ints of taken) room.giveBack(ints);
  for (const { near: own } of all) for (const log of [own.sketches, own.wide, own.narrow]) room.giveBack(log);
  const sizeOf = (c: number): number => (columns[c]?.entries.length ?? 0) / strideOf(PRINT_COLUMNS[c] as PrintColumn);
  return {
    ...run,
    splits: run.splits.map((split) => ({ ...split, logs: null })),
    stored: [
      {
        first,
        count,
        entries: { ids: sizeOf(0), items: sizeOf(1), passages: sizeOf(2) },
        sketches: all.reduce((sum, { near: { lengths } }) => sum + lengths.length, 0),
      },
    ],
  };
}

function headOf(columns: readonly DealtEntries[]): Int32Array {
  const head = new Int32Array(PRINTS_HEAD);
  let before = 0;
  columns.forEach(({ entries, bounds }, c) => {
    for (let p = 0; p <= PARTITIONS; p++) {
      const at = c * HEAD_OF_COLUMN + p * 2;
      head[at] = before + (bounds[p] as number);
      if (p < PARTITIONS) head[at + 1] = crc32(bytesOf(entries.subarray(bounds[p], bounds[p + 1])));
    }
    before += entries.length;
  });
  return head;
}

/**
 * The entries of a column that fall into partitions `from` … `to` − 1.
 * @throws LostLogs where they are not there, or not as they were written
 */
export function readPrints(path: string, column: PrintColumn, from: number, to: number): Int32Array {
  const handle = openLogs(path);
  try {
    const head = new Int32Array((to - from + 1) * 2);
    readInts(path, handle, NEAR_HEAD + PRINT_COLUMNS.indexOf(column) * HEAD_OF_COLUMN + from * 2, head);
    const start = head[0] as number;
    const length = (head[(to - from) * 2] as number) - start;
    if (!(start >= 0 && length >= 0 && (PRINTS_START + start + length) * 4 <= fstatSync(handle).size)) throw new LostLogs(path);
    const entries = new Int32Array(length);
    readInts(path, handle, PRINTS_START + start, entries);
    for (let p = 0; p < to - from; p++) {
      const part = entries.subarray((head[p * 2] as number) - start, (head[p * 2 + 2] as number) - start);
      if (crc32(bytesOf(part)) !== (head[p * 2 + 1] as number) >>> 0) throw new LostLogs(path);
    }
    return entries;
  } finally {
    closeSync(handle);
  }
}
