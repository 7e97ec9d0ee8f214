import { ITEM_FIELDS, type ItemField, Kind, kindOf, type Tape } from '@jatdae/kernel';
import type { Resource } from '@jatdae/schema';
import { type FieldPath, follow, parseFieldPath } from './path.js';
import { createShapeFinder } from './shape.js';

/** How an answer is written; none stated means: by its type and by what the choices are. */
export type AnswerStyle = 'index0' | 'index1' | 'letter' | 'text' | 'list' | 'distribution';

export type ChoicesPath =
  | { readonly kind: 'list'; readonly path: FieldPath }
  | { readonly kind: 'columns'; readonly paths: readonly FieldPath[] };

/** A resource's `fields`, `subMetric` and `split`, as paths. */
export interface Mapping {
  readonly fields: Readonly<Record<ItemField, FieldPath | null>>;
  readonly choices: ChoicesPath;
  /** a column for each turn of a conversation; none where one field holds them all */
  readonly turns: readonly FieldPath[];
  readonly media: readonly FieldPath[];
  readonly styles: readonly AnswerStyle[];
  readonly idMapped: boolean;
  readonly subMetric: FieldPath | null;
  readonly split: FieldPath | null;
}

type Fields = NonNullable<Resource['fields']>;
type FieldSpelling = string | { readonly field: string };

const spellingOf = (value: FieldSpelling): string => (typeof value === 'string' ? value : value.field);

/**
 * A field that `fields` does not name is looked for under its own name; only an id must be named, so that a manifest can say
 * that its items have none. Without any `fields` every field stands under its own name, the id too.
 */
export function compileMapping(resource: Resource): Mapping {
  const fields: Partial<Fields> = resource.fields ?? {};
  const path = (name: ItemField): FieldPath | null => {
    const spelling = fields[name] ?? name;
    return Array.isArray(spelling) ? null : parseFieldPath(spellingOf(spelling as FieldSpelling));
  };
  const idMapped = resource.fields === undefined || fields.id !== undefined;
  const paths = Object.fromEntries(ITEM_FIELDS.map((name) => [name, path(name)])) as Record<ItemField, FieldPath | null>;
  return {
    fields: { ...paths, id: idMapped ? paths.id : null },
    choices: choicesPath(fields.choices),
    turns: Array.isArray(fields.turns) ? fields.turns.map((column: string) => parseFieldPath(column)) : [],
    media: (fields.media === undefined ? ['media'] : [fields.media].flat()).map((spelling) => parseFieldPath(spelling)),
    styles: stylesOf(fields.answer),
    idMapped,
    subMetric: pathOfField(resource.subMetric),
    split: pathOfField(resource.split),
  };
}

function choicesPath(spelling: Fields['choices']): ChoicesPath {
  if (Array.isArray(spelling)) return { kind: 'columns', paths: spelling.map((column: string) => parseFieldPath(column)) };
  return { kind: 'list', path: parseFieldPath(spelling ?? 'choices') };
}

function stylesOf(spelling: Fields['answer']): readonly AnswerStyle[] {
  if (spelling === undefined || typeof spelling === 'string') return [];
  return spelling.as === undefined ? [] : ([spelling.as].flat() as AnswerStyle[]);
}

function pathOfField(spelling: unknown): FieldPath | null {
  if (typeof spelling !== 'object' || spelling === null || !('field' in spelling)) return null;
  return typeof spelling.field === 'string' ? parseFieldPath(spelling.field) : null;
}

/** Looks up all paths of a mapping in one pass over a record's members. */
export interface FieldFinder {
  /** Call once a record, before `node`. */
  enter(tape: Tape, root: number): void;
  /** The value at a path, -1 where there is none. A null is none. */
  node(path: FieldPath): number;
}

export function createFieldFinder(paths: readonly FieldPath[]): FieldFinder {
  const keys = membersOf(paths);
  const place = new Map(
    paths.map((path) => [
      path,
      { first: keys.indexOf(path.first), literal: path.literal === null ? -1 : keys.indexOf(path.literal) },
    ]),
  );
  const finder = createShapeFinder(keys);
  let tape: Tape | undefined;
  let values: Int32Array = new Int32Array();
  return {
    enter(next, root) {
      tape = next;
      values = finder.find(next, root);
    },
    node(path) {
      const at = place.get(path);
      if (tape === undefined || at === undefined) return -1;
      let node = values[at.first] as number;
      if (path.rest.length > 0) node = follow(tape, node, path.rest);
      if (node < 0 && at.literal >= 0) node = values[at.literal] as number;
      return node >= 0 && kindOf(tape, node) === Kind.Null ? -1 : node;
    },
  };
}

/** Names of the members of a record that paths begin with. */
export function membersOf(paths: readonly FieldPath[]): string[] {
  return [...new Set(paths.flatMap((path) => (path.literal === null ? [path.first] : [path.first, path.literal])))];
}

export function pathsOf(mapping: Mapping): FieldPath[] {
  const choices = mapping.choices.kind === 'list' ? [mapping.choices.path] : mapping.choices.paths;
  const { fields, turns, media, subMetric, split } = mapping;
  return [...Object.values(fields), ...choices, ...turns, ...media, subMetric, split].filter(
    (path): path is FieldPath => path !== null,
  );
}
