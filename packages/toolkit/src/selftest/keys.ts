import type { CopyItem } from './copy-item.js';
import { type Json, type JsonObject, valueAt, withValue } from './pointer.js';

/** Moves keys, however the answers of a deliverable spell them. */
export interface Keys {
  /** The record with its key at another place among the choices; null where nothing tells how that is spelled. */
  moved(item: CopyItem, place: number): JsonObject | null;
  /** Whether the answer repeats the text of its choice. */
  isText(item: CopyItem): boolean;
}

/**
 * Learns the spelling from the items: an answer that names a place is borrowed from another item with as many choices, where all of them
 * spell it alike.
 */
export function createKeys(items: readonly CopyItem[]): Keys {
  const answerOf = ({ record, pointers }: CopyItem): Json | undefined => valueAt(record, pointers.answer);
  const choiceOf = ({ record, choices }: CopyItem, place: number): Json | undefined => valueAt(record, choices[place] ?? '');
  const groupOf = ({ resource, choices }: CopyItem): string => `${resource}/${choices.length}`;
  const spelled = new Map<string, Map<number, Json>>();
  const placed = new Set<number>();
  for (const item of items) {
    const answer = answerOf(item);
    if (item.key === null || answer === undefined) continue;
    if (answer !== choiceOf(item, item.key)) placed.add(item.resource);
    const group = spelled.get(groupOf(item)) ?? new Map<number, Json>();
    const held = group.get(item.key);
    spelled.set(groupOf(item), group.set(item.key, held === undefined || held === answer ? answer : null));
  }
  const isText = ({ resource }: CopyItem): boolean => !placed.has(resource);
  return {
    isText,
    moved(item, place) {
      const value = isText(item) ? choiceOf(item, place) : spelled.get(groupOf(item))?.get(place);
      return value === undefined || value === null || item.key === null
        ? null
        : withValue(item.record, item.pointers.answer, value);
    },
  };
}
