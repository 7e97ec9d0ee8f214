/** An entry without its fingerprint. */
export interface Entry {
  readonly split: number;
  readonly row: number;
  /** what the log packed after the row, 0 where it packed nothing */
  readonly mark: number;
  readonly key0: number;
  readonly key1: number;
}

/** Finds equal fingerprints in one partition after the other, with an open-addressing table of entry offsets. */
export function createEqualFinder(stride: number): (entries: Int32Array) => Entry[][] {
  let table = new Int32Array(0);
  return (entries) => {
    const size = 1 << Math.ceil(Math.log2(Math.max(2, (entries.length / stride) * 2)));
    if (table.length < size) table = new Int32Array(size);
    table.fill(-1, 0, size);
    const groups = new Map<number, Entry[]>();
    for (let at = 0; at < entries.length; at += stride) {
      let slot = (entries[at + 1] as number) & (size - 1);
      for (;;) {
        const first = table[slot] as number;
        if (first < 0) {
          table[slot] = at;
          break;
        }
        if (same(entries, first, at)) {
          const group = groups.get(first) ?? [entryAt(entries, first, stride)];
          group.push(entryAt(entries, at, stride));
          groups.set(first, group);
          break;
        }
        slot = (slot + 1) & (size - 1);
      }
    }
    return [...groups.values()];
  };
}

function same(entries: Int32Array, a: number, b: number): boolean {
  return entries[a] === entries[b] && entries[a + 1] === entries[b + 1];
}

/** What stands behind the fingerprint: row, mark, and two words of the key's where there is room for them; the split last. */
function entryAt(entries: Int32Array, at: number, stride: number): Entry {
  const extra = (k: number): number => (k < stride - 1 ? (entries[at + k] as number) : 0);
  return { split: entries[at + stride - 1] as number, row: extra(2), mark: extra(3), key0: extra(4), key1: extra(5) };
}
