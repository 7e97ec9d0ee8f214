import type { Json, JsonObject } from '../../selftest/pointer.js';
import { isObject } from './is-object.js';

/** How often each short value occurs in all records of a file, by the keys of its field as JSON text; of fields with few different ones. */
export type Census = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A field with more different values is none that sorts items. */
const MOST_VALUES = 300;
const LONGEST = 100;
const MOST_FIELDS = 200;
const DEPTH = 2;

export interface GrowingCensus {
  add(record: Json | undefined): void;
  counts(): Census;
}

export function createCensus(): GrowingCensus {
  const fields = new Map<string, Map<string, number> | null>();
  const add = (value: JsonObject, above: readonly string[]): void => {
    for (const [key, member] of Object.entries(value)) {
      const keys = [...above, key];
      if (isObject(member)) {
        if (keys.length < DEPTH) add(member, keys);
        continue;
      }
      if (member === null || typeof member === 'object') continue;
      count(fields, JSON.stringify(keys), String(member));
    }
  };
  return {
    add: (record) => {
      if (isObject(record)) add(record, []);
    },
    counts: () => new Map([...fields].flatMap(([key, values]) => (values === null ? [] : [[key, values] as const]))),
  };
}

function count(fields: Map<string, Map<string, number> | null>, field: string, value: string): void {
  const values = fields.get(field);
  if (values === null || (values === undefined && fields.size === MOST_FIELDS)) return;
  if (values === undefined) {
    fields.set(field, new Map([[value, 1]]));
    return;
  }
  values.set(value, (values.get(value) ?? 0) + 1);
  if (values.size > MOST_VALUES || value.length > LONGEST) fields.set(field, null);
}

/** The counts of several files together; null for a field that one of them has too many values of. */
export function countsIn(censuses: readonly Census[], keys: readonly string[]): ReadonlyMap<string, number> | null {
  const field = JSON.stringify(keys);
  const sum = new Map<string, number>();
  for (const census of censuses) {
    const values = census.get(field);
    if (values === undefined) return null;
    for (const [value, times] of values) sum.set(value, (sum.get(value) ?? 0) + times);
  }
  return sum;
}
