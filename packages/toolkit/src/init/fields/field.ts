import { parsePythonList } from '@jatdae/validator';
import type { Json, JsonObject } from '../../selftest/pointer.js';
import { type Census, countsIn } from '../files/census.js';
import { isObject } from '../files/is-object.js';

/** What a value is to whoever maps fields. `labelled`: an object of texts by label, or of parallel lists with one called `text`. */
export type Kind = 'null' | 'boolean' | 'number' | 'text' | 'list' | 'labelled' | 'objects';

/** A place in the records of a sample, and what stands there. */
export interface Field {
  readonly keys: readonly string[];
  /** as a manifest spells it */
  readonly path: string;
  /** its last name in lower case, with `_` between words */
  readonly name: string;
  /** records with a value that is not null there */
  readonly present: number;
  readonly blank: number;
  readonly kinds: ReadonlyMap<Kind, number>;
  /** a cell of a table holds what it is as text */
  readonly inCells: number;
  /** how often each scalar occurs, as text; of the first ones where there are very many */
  readonly values: ReadonlyMap<string, number>;
  /** characters of scalars, on average */
  readonly length: number;
  /** elements of lists, and options of labelled ones */
  readonly least: number;
  readonly most: number;
}

const MOST_VALUES = 5000;
const MOST_DEPTH = 4;
const MOST_FIELDS = 400;

interface Growing {
  readonly keys: readonly string[];
  present: number;
  blank: number;
  readonly kinds: Map<Kind, number>;
  inCells: number;
  readonly values: Map<string, number>;
  characters: number;
  scalars: number;
  least: number;
  most: number;
}

/**
 * The fields of a sample in the order in which they first occur.
 * @param censuses of the files that the sample is of: values of fields that have few are then counted in all records
 */
export function fieldsOf(records: readonly JsonObject[], censuses: readonly Census[] = []): Field[] {
  const growing = new Map<string, Growing>();
  for (const record of records) lookInto(record, [], growing);
  return [...growing.values()].map(({ keys, characters, scalars, least, ...field }) => ({
    ...field,
    keys,
    values: (censuses.length === 0 ? null : countsIn(censuses, keys)) ?? field.values,
    path: spellingOf(keys),
    name: nameOf(keys.at(-1) ?? ''),
    length: scalars === 0 ? 0 : characters / scalars,
    least: field.most === 0 ? 0 : least,
  }));
}

function lookInto(value: JsonObject, above: readonly string[], growing: Map<string, Growing>): void {
  for (const [key, member] of Object.entries(value)) {
    const keys = [...above, key];
    note(keys, member, growing);
    if (keys.length === MOST_DEPTH * 2) continue;
    if (isObject(member) && !isLabelled(member)) lookInto(member, keys, growing);
    if (isObject(member) && Array.isArray(member.text)) note([...keys, 'text'], member.text as Json, growing);
    // Of nested items the first is looked into: a path may lead to a numbered element.
    const [first] = Array.isArray(member) ? (member as readonly Json[]) : [];
    if (isObject(first)) lookInto(first, [...keys, '0'], growing);
  }
}

function note(keys: readonly string[], value: Json, growing: Map<string, Growing>): void {
  const id = JSON.stringify(keys);
  const known = growing.get(id);
  if (known === undefined && growing.size === MOST_FIELDS) return;
  const field = known ?? newField(keys);
  if (known === undefined) growing.set(id, field);
  const plain = unpacked(value);
  const kind = kindOf(plain);
  field.kinds.set(kind, (field.kinds.get(kind) ?? 0) + 1);
  if (kind === 'null') return;
  field.present += 1;
  if (plain !== value) field.inCells += 1;
  if (kind === 'list' || kind === 'objects' || kind === 'labelled') {
    const size = optionsOf(plain).length;
    field.least = Math.min(field.least, size);
    field.most = Math.max(field.most, size);
    return;
  }
  const text = String(plain);
  if (text.trim() === '') field.blank += 1;
  field.scalars += 1;
  field.characters += text.length;
  if (field.values.has(text) || field.values.size < MOST_VALUES) field.values.set(text, (field.values.get(text) ?? 0) + 1);
}

const newField = (keys: readonly string[]): Growing => ({
  keys,
  present: 0,
  blank: 0,
  kinds: new Map(),
  inCells: 0,
  values: new Map(),
  characters: 0,
  scalars: 0,
  least: Number.POSITIVE_INFINITY,
  most: 0,
});

function kindOf(value: Json): Kind {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'text';
  if (Array.isArray(value)) return value.some((element) => isObject(element)) ? 'objects' : 'list';
  if (typeof value === 'object') return isLabelled(value as JsonObject) ? 'labelled' : 'objects';
  return typeof value === 'number' ? 'number' : 'boolean';
}

/** What a cell holds where it is a list, as JSON or as Python writes it. */
function unpacked(value: Json): Json {
  if (typeof value !== 'string') return value;
  const first = value.trimStart()[0];
  return first === '[' || first === '(' ? ((parsePythonList(value) as Json[] | null) ?? value) : value;
}

const LABEL = /^(?:[A-Ja-j]|\d{1,2}|[①-⑩])$/u;

/** Choices as an object: {A: …, B: …}, or {text: […], label: […]} of ARC. */
function isLabelled(value: JsonObject): boolean {
  if (Array.isArray(value.text)) return true;
  const keys = Object.keys(value);
  return keys.length > 1 && keys.every((key) => LABEL.test(key)) && Object.values(value).every((option) => !isObject(option));
}

/** The elements of a list or of labelled choices. */
function optionsOf(value: Json): readonly Json[] {
  const plain = unpacked(value);
  if (Array.isArray(plain)) return plain as Json[];
  if (!isObject(plain)) return [];
  return Array.isArray(plain.text) ? (plain.text as Json[]) : Object.values(plain);
}

/** The value that keys lead to, undefined where there is none. */
export function valueAtKeys(record: JsonObject, keys: readonly string[]): Json | undefined {
  let at: Json | undefined = record;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as { readonly [key: string]: Json })[key];
  }
  return at;
}

/** The options that stand in one field. */
export const optionsAt = (record: JsonObject, keys: readonly string[]): readonly Json[] =>
  optionsOf(valueAtKeys(record, keys) ?? null);

/** A list that a cell may hold, null where it is none. */
export function listAt(record: JsonObject, keys: readonly string[]): readonly Json[] | null {
  const value = valueAtKeys(record, keys);
  const plain = value === undefined ? null : unpacked(value);
  return Array.isArray(plain) ? (plain as Json[]) : null;
}

/** As a manifest spells a path: with dots where that is plain, else as a JSON Pointer. */
export function spellingOf(keys: readonly string[]): string {
  const isPlain = keys.every((key) => key !== '' && !key.includes('.')) && !(keys[0] ?? '').startsWith('/');
  if (isPlain) return keys.join('.');
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** `answerKey`, `Answer Key` and `answer-key` are one name. */
const nameOf = (key: string): string =>
  key
    .normalize('NFC')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/gu, '_')
    .toLowerCase()
    .replace(/[\s\-.]+/gu, '_')
    .replace(/^_+|_+$/gu, '');

/** Whether nearly all values that are there are of one of the kinds: one in fifty may be a fault. */
export function isMostly(field: Field, ...kinds: readonly Kind[]): boolean {
  const count = kinds.reduce((sum, kind) => sum + (field.kinds.get(kind) ?? 0), 0);
  return field.present > 0 && count >= 0.98 * field.present;
}

export const isScalar = (field: Field): boolean => isMostly(field, 'text', 'number', 'boolean');

/** Different values, where each occurs several times; null for anything else. */
export function categoriesOf(field: Field, most: number): string[] | null {
  const values = [...field.values.keys()].filter((value) => value.trim() !== '');
  const filled = values.reduce((sum, value) => sum + (field.values.get(value) ?? 0), 0);
  const isRepeated = filled >= 3 * values.length || (filled >= 2 * values.length && values.length <= 4);
  if (!isScalar(field) || values.length === 0 || values.length > most || !isRepeated) return null;
  return values.sort();
}

/** The same without what is so rare beside the others that it is taken for a fault. */
export function usualOf(field: Field, categories: readonly string[]): string[] {
  const counts = categories.map((value) => field.values.get(value) ?? 0);
  const mean = counts.reduce((sum, count) => sum + count, 0) / categories.length;
  return categories.filter((_, k) => (counts[k] ?? 0) >= RARE * mean);
}

const RARE = 0.01;
