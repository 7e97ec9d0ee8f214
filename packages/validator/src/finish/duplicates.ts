import type { Groups } from './groups.js';

/** Clusters of items with the same content, over both splits: confirmed by reading them again, so exact. Nothing where there are none. */
export function describeDuplicates({ item }: Pick<Groups, 'item'>): { readonly duplicates?: object } {
  if (item.length === 0) return {};
  const sizes = item.map((group) => group.length);
  const items = sizes.reduce((sum, size) => sum + size, 0);
  return { duplicates: { clusters: item.length, items, largest: sizes.reduce((most, size) => Math.max(most, size), 0) } };
}
