import { type Place, placeOf } from './loads.js';

/** Items that are joined by being near, each to the next. */
export interface Clusters {
  /** of the cluster that an item is in */
  sizeOf(item: Place): number;
  readonly counts: { readonly count: number; readonly items: number; readonly largest: number };
}

/** Union-find over places. */
export function clustersOf(pairs: readonly { readonly owner: Place; readonly partner: Place }[]): Clusters {
  const parent = new Map<string, string>();
  const rootOf = (place: string): string => {
    let root = place;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    for (let at = place; at !== root; ) {
      const up = parent.get(at) ?? root;
      parent.set(at, root);
      at = up;
    }
    return root;
  };
  const places = new Set<string>();
  for (const { owner, partner } of pairs) {
    const [a, b] = [placeOf(owner), placeOf(partner)];
    places.add(a).add(b);
    const [rootA, rootB] = [rootOf(a), rootOf(b)];
    if (rootA !== rootB) parent.set(rootA, rootB);
  }
  const sizes = new Map<string, number>();
  for (const place of places) sizes.set(rootOf(place), (sizes.get(rootOf(place)) ?? 0) + 1);
  const all = [...sizes.values()];
  return {
    sizeOf: (item) => sizes.get(rootOf(placeOf(item))) ?? 1,
    counts: {
      count: all.length,
      items: all.reduce((sum, size) => sum + size, 0),
      largest: all.reduce((a, b) => Math.max(a, b), 0),
    },
  };
}
