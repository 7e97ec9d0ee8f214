import { ABSENT, appendCanonicalTree, fingerprint, ITEM_STRIDE, type ItemBatch } from '@jatdae/kernel';
import type { Plan } from '../plan/plan.js';
import { similarSettings } from '../similar/settings.js';
import { isBlank } from './choices.js';
import { extend, type PrintLog } from './prints.js';

/**
 * Appends an entry for each item of a batch that has a passage, built like an item's: the passage's fingerprint, split, row, side, and two
 * words that tell one item from another. @param from where the batch's entries begin in `items`
 */
export type PassageWriter = (batch: ItemBatch, firstRow: number, items: PrintLog, from: number, log: PrintLog) => void;

/** Prints each passage by itself; null where no rule asks for passages with several questions. */
export function createPassageWriter(plan: Plan): PassageWriter | null {
  if (similarSettings(plan) === null) return null;
  return (batch, firstRow, items, from, log) => {
    const { sink } = batch.tape;
    for (let entry = from; entry < items.length; entry += ITEM_STRIDE) {
      const row = items.ints[entry + 5] as number;
      const i = row - firstRow;
      const passage = batch.field.context[i] as number;
      if (passage === ABSENT || isBlank(batch.tape, passage)) continue;
      sink.length = 0;
      appendCanonicalTree(batch.tape, passage, sink);
      const at = extend(log, ITEM_STRIDE);
      fingerprint(sink, log.ints, at);
      log.ints[at + 4] = batch.split;
      log.ints[at + 5] = row;
      log.ints[at + 6] = batch.side[i] as number;
      log.ints[at + 7] = items.ints[entry] as number;
      log.ints[at + 8] = items.ints[entry + 1] as number;
    }
  };
}
