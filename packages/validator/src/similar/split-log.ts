import { FACTS, Fact, type ItemBatch, type SketchedRows } from '@jatdae/kernel';
import type { LogRoom } from '../scan/log-room.js';
import { createPrintLog, extend, type PrintLog } from '../scan/prints.js';
import { dealAnchors } from './anchor-log.js';

/** What is noted of a split's items for the search for near ones, sketch by sketch. */
export interface SplitLog {
  /** FACTS integers each */
  readonly facts: PrintLog;
  /** by band, a key each */
  readonly keys: readonly PrintLog[];
  /** BLOOM_WORDS each */
  readonly blooms: PrintLog;
  /** units of the text of each */
  readonly lengths: PrintLog;
  /** as `logAnchors` writes them */
  readonly wide: PrintLog;
  readonly narrow: PrintLog;
}

export const createSplitLog = (bands: number): SplitLog => ({
  facts: createPrintLog(),
  keys: Array.from({ length: bands }, createPrintLog),
  blooms: createPrintLog(),
  lengths: createPrintLog(),
  wide: createPrintLog(),
  narrow: createPrintLog(),
});

/** Appends what the kernel sketched of a batch. @param media what stands for the media of a row of it, 0 where there are none */
export function appendRows(
  log: SplitLog,
  rows: SketchedRows,
  { mediaStart, size }: ItemBatch,
  media: (row: number) => number,
): void {
  const at = append(log.facts, rows.facts);
  rows.keys.forEach((keys, band) => {
    append(log.keys[band] as PrintLog, keys);
  });
  append(log.blooms, rows.blooms);
  append(log.lengths, rows.lengths);
  append(log.wide, rows.wide);
  append(log.narrow, rows.narrow);
  if (mediaStart[0] === mediaStart[size]) return;
  const { ints } = log.facts;
  for (let k = at; k < log.facts.length; k += FACTS) ints[k + Fact.Media] = media(ints[k + Fact.Row] as number);
}

function append(log: PrintLog, ints: Int32Array | Uint16Array): number {
  const at = extend(log, ints.length);
  log.ints.set(ints, at);
  return at;
}

/** What a split leaves of its items for the search for near ones. */
export interface NearLog {
  /** by column: see `columnsOf` */
  readonly sketches: Int32Array;
  /** of each sketch, the units of its text, MOST_NOTED_UNITS at the most; 0 where another sketch of the item has its anchors */
  readonly lengths: Uint16Array;
  /** anchors of long texts, by partition: see `dealAnchors` */
  readonly wide: Int32Array;
  /** anchors of all texts, as `logAnchors` writes them: only where some text is short are they dealt, too */
  readonly narrow: Int32Array;
}

export const nothingNear = (): NearLog => ({
  sketches: new Int32Array(0),
  lengths: new Uint16Array(0),
  wide: new Int32Array(0),
  narrow: new Int32Array(0),
});

/** Empties the log. */
export function takeLog(log: SplitLog, room: Pick<LogRoom, 'take'>): NearLog {
  const near = {
    sketches: columnsOf(log, room),
    lengths: new Uint16Array(log.lengths.ints.subarray(0, log.lengths.length)),
    wide: dealAnchors(log.wide, room),
    narrow: copyOf(log.narrow, room),
  };
  for (const each of [log.facts, ...log.keys, log.blooms, log.lengths, log.wide, log.narrow]) each.length = 0;
  return near;
}

function copyOf({ ints, length }: PrintLog, room: Pick<LogRoom, 'take'>): Int32Array {
  const copy = room.take(length);
  copy.set(ints.subarray(0, length));
  return copy;
}

/** Sketches of a split by column: the facts of all, then their keys in each band, then their Bloom filters. */
export function columnsOf(
  { facts, keys, blooms }: Pick<SplitLog, 'facts' | 'keys' | 'blooms'>,
  room: Pick<LogRoom, 'take'>,
): Int32Array {
  const logs = [facts, ...keys, blooms];
  const columns = room.take(logs.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { ints, length } of logs) {
    columns.set(ints.subarray(0, length), at);
    at += length;
  }
  return columns;
}
