import { ID_STRIDE, ITEM_STRIDE } from '@jatdae/kernel';
import type { ReadBatch } from '../item-batches.js';
import type { LoadedProfile } from '../open/opened.js';
import { severityOf } from '../plan/make-plan.js';
import type { Plan } from '../plan/plan.js';
import { isItem } from '../record-runs.js';
import { createPrinter, createPrintLog } from '../scan/prints.js';
import { createPrintSet } from './print-set.js';

/** A deliverable whose items can be read. */
export interface ItemSource {
  readonly plan: Plan;
  readonly profile: LoadedProfile;
  batches(judged: boolean): AsyncIterable<ReadBatch>;
}

/** What a sample is drawn from: valid distinct items that stand in a declared sub-metric and have something to look at. */
export interface Frame {
  /** of each sub-metric of the manifest */
  readonly strata: readonly FrameStratum[];
  /** Identifies all items with their keys, whatever their order; 32 hex digits. No proof against somebody who makes another frame that shares it. */
  readonly print: string;
}

export interface FrameStratum {
  readonly subMetric: string;
  readonly size: number;
  /** FRAME_WORDS integers an item, in the order of reading */
  readonly items: Int32Array;
}

/** Print of what makes two items the same, 4 words; index in the plan's files; number in the file, from 1. */
const FRAME_WORDS = 6;
const FILE = 4;
const RECORD = 5;

export const printOf = (items: Int32Array, k: number): string =>
  [...items.subarray(k * FRAME_WORDS, k * FRAME_WORDS + FILE)].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
export const fileOf = (items: Int32Array, k: number): number => items[k * FRAME_WORDS + FILE] as number;
export const recordOf = (items: Int32Array, k: number): number => items[k * FRAME_WORDS + RECORD] as number;

/** An item's entries in the logs of its batch; -1 where it has none. */
interface Entries {
  readonly id: Int32Array;
  readonly item: Int32Array;
}

/**
 * Reads all items once. Which of them are valid and distinct follows the report: of items that share an id only the first is valid, where
 * I002 is an error; of valid ones that are the same, the first counts, in the sub-metric where it stands.
 */
export async function surveyFrame({ plan, profile, batches }: ItemSource): Promise<Frame> {
  const idsMatter = severityOf(profile.profile, 'I002') === 'error';
  const print = createPrinter(plan);
  const [seenIds, seenItems] = [createPrintSet(), createPrintSet()];
  const [ids, items] = [createPrintLog(), createPrintLog()];
  const strata = plan.manifest.subMetrics.map(({ id }) => ({ subMetric: id, log: createPrintLog() }));
  const sum = new Uint32Array(4);
  for await (const { batch, file, first } of batches(true)) {
    ids.length = 0;
    items.length = 0;
    print(batch, 0, ids, items);
    const entries: Entries = {
      id: entriesOf(ids.ints, ids.length, ID_STRIDE, batch.size),
      item: entriesOf(items.ints, items.length, ITEM_STRIDE, batch.size),
    };
    for (let i = 0; i < batch.size; i++) {
      if (!isItem(batch, i)) continue;
      const [id, item] = [entries.id[i] as number, entries.item[i] as number];
      const repeatsId = id >= 0 && !seenIds.add(ids.ints, id) && idsMatter;
      if (batch.valid[i] !== 1 || repeatsId || item < 0 || !seenItems.add(items.ints, item)) continue;
      const log = strata[batch.subMetric[i] as number]?.log;
      if (log === undefined) continue;
      const words = items.ints.subarray(item, item + FILE);
      append(log, words, file, first + i);
      addTo(sum, words, items.ints[item + 7] as number, items.ints[item + 8] as number);
    }
  }
  return {
    strata: strata.map(({ subMetric, log }) => ({
      subMetric,
      size: log.length / FRAME_WORDS,
      items: log.ints.subarray(0, log.length),
    })),
    print: [...sum].map((word) => word.toString(16).padStart(8, '0')).join(''),
  };
}

function entriesOf(log: Int32Array, length: number, stride: number, rows: number): Int32Array {
  const entries = new Int32Array(rows).fill(-1);
  for (let at = 0; at < length; at += stride) entries[log[at + 5] as number] = at;
  return entries;
}

function append(log: { ints: Int32Array; length: number }, print: Int32Array, file: number, record: number): void {
  const at = log.length;
  if (at + FRAME_WORDS > log.ints.length) {
    const grown = new Int32Array(log.ints.length * 2);
    grown.set(log.ints);
    log.ints = grown;
  }
  log.ints.set(print, at);
  log.ints[at + FILE] = file;
  log.ints[at + RECORD] = record;
  log.length = at + FRAME_WORDS;
}

/** Adding does not depend on the order; the key is mixed in first, so that keys which change places do not cancel out. */
function addTo(sum: Uint32Array, print: Int32Array, key0: number, key1: number): void {
  for (let k = 0; k < 4; k++) {
    const mixed = Math.imul((print[k] as number) ^ Math.imul(key0 + k, 0x9e3779b1) ^ key1, 0x85ebca6b);
    sum[k] = (sum[k] as number) + (mixed ^ (mixed >>> 15));
  }
}
