import type { OpenItems, ReadItem } from '@jatdae/validator';

interface Drawn {
  /** lowest rank first, which is an order as good as random */
  readonly drawn: readonly (ReadItem & { readonly index: number })[];
  readonly total: number;
  /** resources with a file of several items */
  readonly several: ReadonlySet<number>;
}

/** An even sample of the items, all of them where there are no more than `limit`. */
export async function drawItems(open: OpenItems, limit: number, signal: AbortSignal): Promise<Drawn> {
  let held: { readonly rank: number; readonly item: ReadItem & { readonly index: number } }[] = [];
  let total = 0;
  let last: ReadItem | null = null;
  const several = new Set<number>();
  const cut = (): void => {
    held.sort((a, b) => a.rank - b.rank || a.item.index - b.item.index);
    held = held.slice(0, limit);
  };
  for await (const item of open.items()) {
    signal.throwIfAborted();
    if (last?.path === item.path && last.resource === item.resource) several.add(item.resource);
    last = item;
    held.push({ rank: rankOf(total), item: { ...item, index: total } });
    total += 1;
    if (held.length >= 2 * limit) cut();
  }
  signal.throwIfAborted();
  cut();
  return { drawn: held.map(({ item }) => item), total, several };
}

/** MurmurHash3's finaliser: a permutation of 32-bit numbers. */
function rankOf(index: number): number {
  let hash = (index ^ 0x5bd1e995) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
