import type { Group } from './groups.js';
import type { ItemGuess } from './item.js';

/**
 * A group whose records lack the answer and are else like another group's: the items of the same data set that were kept apart. Gives that
 * other group, null for a group of its own.
 */
export function siblingOf(group: Group, groups: readonly Group[]): Group | null {
  const { item } = group;
  if (item === null || item.fields.has('answer') || item.type === 'dialogue') return null;
  const own = keysOf(group);
  return (
    groups.find(
      (other) =>
        other !== group &&
        other.item?.fields.has('answer') === true &&
        other.item.fields.get('question')?.path === item.fields.get('question')?.path &&
        isWithin(own, keysOf(other)),
    ) ?? null
  );
}

/** The item with what its sibling's answers tell of it. */
export const likeSibling = (item: ItemGuess, { type, labels }: ItemGuess): ItemGuess => ({ ...item, type, labels });

const keysOf = ({ fields }: Group): ReadonlySet<string> => new Set(fields.map(({ keys }) => keys[0] ?? ''));

const isWithin = (own: ReadonlySet<string>, other: ReadonlySet<string>): boolean => [...own].every((key) => other.has(key));
