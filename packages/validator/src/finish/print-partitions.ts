/** A partition is a range of the fingerprint's first byte, so that whoever writes and whoever searches agree on the parts. */
export const PARTITIONS = 256;
const partitionOf = (word: number): number => word >>> 24;

/** Entries of a split. */
export interface Chunk {
  readonly split: number;
  readonly entries: Int32Array;
}

export interface DealtEntries {
  readonly entries: Int32Array;
  readonly bounds: Int32Array;
}

/** Counting sort by partition, each entry with its split behind it; stable, so that members stay in plan order. Uses `room` where it is enough. */
export function dealEntries(chunks: readonly Chunk[], stride: number, room: Int32Array = new Int32Array(0)): DealtEntries {
  const bounds = new Int32Array(PARTITIONS + 1);
  for (const { entries } of chunks) {
    for (let at = 0; at < entries.length; at += stride) {
      const next = partitionOf(entries[at] as number) + 1;
      bounds[next] = (bounds[next] as number) + stride + 1;
    }
  }
  for (let p = 0; p < PARTITIONS; p++) bounds[p + 1] = (bounds[p + 1] as number) + (bounds[p] as number);
  const fill = bounds.slice();
  const total = bounds[PARTITIONS] as number;
  const sorted = room.length >= total ? room : new Int32Array(total);
  for (const { split, entries } of chunks) {
    for (let at = 0; at < entries.length; at += stride) {
      const p = partitionOf(entries[at] as number);
      const to = fill[p] as number;
      for (let k = 0; k < stride; k++) sorted[to + k] = entries[at + k] as number;
      sorted[to + stride] = split;
      fill[p] = to + stride + 1;
    }
  }
  return { entries: sorted, bounds };
}
