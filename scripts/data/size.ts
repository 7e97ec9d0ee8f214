import { type ItemPlan, plannedItems } from './planned.js';

const units: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** Bytes of `256MiB`, `1GiB`, `700k`, `1048576`. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text.trim());
  if (match === null) throw new RangeError(`not a size: ${text} (for example 256MiB or 1GiB)`);
  return Math.round(Number(match[1]) * units[match[2].toLowerCase()]);
}

/** How many items a sub-metric needs for about this many bytes in all, by the mean of a sample. */
export function itemsForBytes(bytes: number, plan: Omit<ItemPlan, 'itemsPerSubMetric'>): number {
  const ordinals = 300;
  const items = plannedItems({ ...plan, itemsPerSubMetric: ordinals });
  let sum = 0;
  for (let ordinal = 0; ordinal < ordinals; ordinal++) {
    for (let subMetric = 0; subMetric < plan.subMetrics; subMetric++) {
      sum += Buffer.byteLength(JSON.stringify(items.make({ subMetric, ordinal }))) + 1;
    }
  }
  return Math.max(1, Math.ceil((bytes * ordinals) / sum));
}
