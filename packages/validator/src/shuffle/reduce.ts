import { join } from 'node:path';
import { createEqualFinder, type Entry } from '../finish/equal-entries.js';
import { countSharedPassages, type SharedPassages, type Told } from '../similar/passages.js';
import { nameOfRun } from '../similar/stored-near.js';
import { type PrintColumn, readPrints, strideOf } from './stored-logs.js';

/** The search of a range of the prints of all splits for equal ones, as data. */
export interface ReduceWork {
  readonly column: PrintColumn;
  /** first split and number of splits of each run, in the order of the plan */
  readonly runs: Int32Array;
  /** partitions, before the last */
  readonly from: number;
  readonly to: number;
  /** of the prints of these, only every so many-th kind is looked at: where one partition is more than a worker may hold */
  readonly share: { readonly of: number; readonly at: number };
  /** of passages: items that are told of for more than their passage */
  readonly told: Told | null;
}

export type Reduced =
  /** `packGroups` */
  { readonly kind: 'equal'; readonly groups: Int32Array } | { readonly kind: 'passages'; readonly counts: SharedPassages };

/**
 * Of ids and items, the groups that have an equal print; of passages, how many items are to be told of.
 * @throws LostLogs
 */
export function reducePrints(folder: string, work: ReduceWork): Reduced {
  const groups = createEqualFinder(strideOf(work.column))(gather(folder, work));
  return work.told === null
    ? { kind: 'equal', groups: packGroups(groups) }
    : { kind: 'passages', counts: countSharedPassages(groups, work.told) };
}

/** Integers that are made room for at once, on the word of the first runs. */
const MOST_EXPECTED = 4 << 20;

function gather(folder: string, { column, runs, from, to, share }: ReduceWork): Int32Array {
  const stride = strideOf(column);
  let room = new Int32Array(1 << 12);
  let length = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const path = join(folder, nameOfRun(runs[run] as number, runs[run + 1] as number));
    const entries = readPrints(path, column, from, to);
    const wanted = share.of === 1 ? entries : picked(entries, stride, share);
    if (length + wanted.length > room.length) {
      // Runs are alike: what they leave in all can be told of those that came.
      const expected = Math.ceil(((length + wanted.length) / (run + 2)) * runs.length * 1.1);
      const grown = new Int32Array(
        Math.max(length + wanted.length, Math.min(expected, MOST_EXPECTED), Math.ceil(room.length * 1.5)),
      );
      grown.set(room.subarray(0, length));
      room = grown;
    }
    room.set(wanted, length);
    length += wanted.length;
  }
  return room.subarray(0, length);
}

/** Partitions go by the first byte of a print: the second one tells whose share it is. */
function picked(entries: Int32Array, stride: number, { of, at: own }: ReduceWork['share']): Int32Array {
  let to = 0;
  for (let at = 0; at < entries.length; at += stride) {
    if ((((entries[at] as number) >>> 16) & 0xff) % of !== own) continue;
    entries.copyWithin(to, at, at + stride);
    to += stride;
  }
  return entries.subarray(0, to);
}

/** Integers of an entry in a group. */
const PACKED = 5;

/** Of each group how many entries it has, then the entries. */
function packGroups(groups: readonly (readonly Entry[])[]): Int32Array {
  const packed = new Int32Array(groups.reduce((sum, group) => sum + 1 + group.length * PACKED, 0));
  let at = 0;
  for (const group of groups) {
    packed[at++] = group.length;
    for (const { split, row, mark, key0, key1 } of group) {
      packed.set([split, row, mark, key0, key1], at);
      at += PACKED;
    }
  }
  return packed;
}

export function unpackGroups(packed: Int32Array): Entry[][] {
  const groups: Entry[][] = [];
  for (let at = 0; at < packed.length; ) {
    const group: Entry[] = [];
    for (let left = packed[at++] as number; left > 0; left--, at += PACKED) {
      const [split = 0, row = 0, mark = 0, key0 = 0, key1 = 0] = packed.subarray(at, at + PACKED);
      group.push({ split, row, mark, key0, key1 });
    }
    groups.push(group);
  }
  return groups;
}
