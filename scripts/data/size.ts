import { itemMaker } from './item.js';

const units: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** Bytes of `256MiB`, `1GiB`, `700k`, `1048576`. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text.trim());
  if (match === null) throw new RangeError(`not a size: ${text} (for example 256MiB or 1GiB)`);
  return Math.round(Number(match[1]) * units[match[2].toLowerCase()]);
}

/** How many items a sub-metric needs for about this many bytes in all, by the mean of a sample. */
export function itemsForBytes(bytes: number, subMetrics: number, seed: number): number {
  const sampled = 2000;
  const maker = itemMaker(seed, sampled);
  let sum = 0;
  for (let index = 0; index < sampled; index++) {
    sum += Buffer.byteLength(JSON.stringify(maker.make(index % subMetrics, index))) + 1;
  }
  return Math.max(1, Math.ceil(bytes / (sum / sampled) / subMetrics));
}
