import type { Json, JsonObject } from '../../selftest/pointer.js';
import { fieldsOf } from '../fields/field.js';
import { guessItem } from '../guess/item.js';
import { isObject } from './is-object.js';

const MOST_DEPTH = 3;
/** Elements that are looked at to see whether they are items. */
const LOOKED_AT = 200;

/**
 * JSON Pointer to the items of a document that is one object: to the longest list in it whose elements may be items; '' where they are its
 * values. Null where the document is an item itself, or holds none.
 */
export function itemsIn(document: JsonObject): string | null {
  if (isItem([withoutLists(document)])) return null;
  const lists = listsIn(document, '', 0).sort((a, b) => b.items.length - a.items.length);
  return lists.find(({ items }) => isItem(items))?.pointer ?? null;
}

interface Candidate {
  readonly pointer: string;
  readonly items: readonly JsonObject[];
}

function listsIn(value: JsonObject, pointer: string, depth: number): Candidate[] {
  const own = Object.values(value);
  const objects = own.filter(isObject);
  // An object of items by their ids: many, and alike.
  const byId = pointer === '' && objects.length >= 3 && objects.length === own.length && areAlike(objects);
  if (byId) return [{ pointer: '', items: Object.entries(value).map(([key, item]) => ({ $key: key, ...(item as JsonObject) })) }];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const elements = Array.isArray(member) ? (member as readonly Json[]).filter(isObject) : [];
    if (elements.length > 0) return [{ pointer: at, items: elements }];
    return isObject(member) && depth < MOST_DEPTH ? listsIn(member, at, depth + 1) : [];
  });
}

function areAlike(objects: readonly JsonObject[]): boolean {
  const first = JSON.stringify(Object.keys(objects[0] ?? {}));
  return objects.every((object) => JSON.stringify(Object.keys(object)) === first);
}

const isItem = (items: readonly JsonObject[]): boolean => {
  const some = items.slice(0, LOOKED_AT);
  return guessItem(fieldsOf(some), [some]) !== null;
};

/** What an item itself has; lists of objects in it may be the items. */
const withoutLists = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, member]): [string, Json][] => {
      if (Array.isArray(member) && (member as readonly Json[]).some(isObject)) return [];
      return [[key, isObject(member) ? withoutLists(member) : member]];
    }),
  );
