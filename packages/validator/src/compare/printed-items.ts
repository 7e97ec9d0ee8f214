import type { OpenItems } from '../read-items.js';
import { isItem } from '../record-runs.js';
import type { FieldCensus } from './field-census.js';
import { createItemWriter, type IdScope, ITEM_WORDS } from './item-prints.js';

/** The items of a batch as deliveries are compared by: see `ItemWord`. */
export interface PrintedItems {
  /** ITEM_WORDS an item; good until the next batch */
  readonly words: Int32Array;
  readonly items: number;
  /** records that are no object, or no JSON */
  readonly broken: number;
}

/** What items of two deliveries are paired by, in the order of the plan; their members are told to `fields`. */
export async function* printedItems(
  { plan, batches }: Pick<OpenItems, 'plan' | 'batches'>,
  scope: IdScope,
  fields: FieldCensus,
): AsyncGenerator<PrintedItems, void, void> {
  const write = createItemWriter(plan, scope);
  let words = new Int32Array(0);
  for await (const { batch, file, first } of batches()) {
    if (batch.size * ITEM_WORDS > words.length) words = new Int32Array(batch.size * ITEM_WORDS);
    let items = 0;
    for (let i = 0; i < batch.size; i++) {
      if (!isItem(batch, i)) continue;
      write(batch, i, file, first + i, words, items * ITEM_WORDS);
      fields.add(batch, i);
      items += 1;
    }
    yield { words, items, broken: batch.size - items };
  }
}
