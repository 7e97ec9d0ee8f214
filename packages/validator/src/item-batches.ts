import type { ItemBatch } from '@jatdae/kernel';
import { findRule } from '@jatdae/rules';
import type { Plan } from './plan/plan.js';
import { createAccumulators } from './scan/accumulators.js';
import { createBreather } from './scan/breather.js';
import type { ItemReaders } from './scan/items.js';
import { partsOf } from './scan/parts.js';
import { readable } from './scan/pick-records.js';

/** Items that lie in one file behind each other. */
export interface ReadBatch {
  readonly batch: ItemBatch;
  /** index in the plan's files */
  readonly file: number;
  /** number of its first record in the file, from 1 */
  readonly first: number;
}

/**
 * All items of a plan as the kernel has them; a batch is good until the next one is asked for. What cannot be read is passed over.
 * @param judged its `valid` says what the rules say that look at an item by itself
 */
export async function* itemBatches(
  plan: Plan,
  readers: ItemReaders,
  signal: AbortSignal,
  judged: boolean,
): AsyncGenerator<ReadBatch, void, void> {
  const judges = judged ? createAccumulators(plan).filter(({ code }) => invalidates(code)) : [];
  const before = new Map<number, number>();
  const breathe = createBreather();
  for (const split of plan.splits) {
    const reader = readers(split.resource);
    for await (const part of partsOf(plan, split, signal, { table: null })) {
      const { file } = part;
      for await (const raw of readable(part.batches, signal)) {
        const batch = await reader.read(raw, { split: split.index, file }, judged);
        // What they find is not wanted: a rule that decides validity says so in the batch.
        for (const { accumulator } of judges) accumulator.add(accumulator.init(), batch);
        const first = (before.get(file) ?? 0) + 1;
        before.set(file, first - 1 + batch.size);
        yield { batch, file, first };
        await breathe();
        signal.throwIfAborted();
      }
    }
  }
}

function invalidates(code: string): boolean {
  const rule = findRule(code);
  return rule?.kind === 'scan' && rule.invalidates === true;
}
