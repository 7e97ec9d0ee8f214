import { Kind } from '@jatdae/kernel';
import type { JsonSchema, Manifest, Resource } from '@jatdae/schema';
import { compileMapping, type FieldPath, parsePythonDict, parsePythonList } from '@jatdae/validator';
import { isJson } from '../json/is-json.js';
import type { FixName } from './fixes.js';

/** A value that a record has at a path. */
export interface Found {
  /** a string's text, a number's digits */
  readonly text: string;
  readonly kind: Kind;
}

/** What stands there instead. */
export interface Replacement {
  readonly fix: FixName;
  /** JSON text, for a record of a format that is JSON */
  readonly json: string;
  /** text, for a cell of a table */
  readonly cell: string;
  /** both values may be shown: they are no answer */
  readonly shown: boolean;
}

export interface FieldFix {
  readonly path: FieldPath;
  mend(found: Found): Replacement | null;
}

export interface FieldChoice {
  readonly fixes: ReadonlySet<FixName>;
  /** ids of the resource lose their `.0` */
  readonly ids: boolean;
  /** of the raw record, where the manifest names one */
  readonly schema: JsonSchema | null;
}

/** What is mended in the values of a resource's records. */
export function fieldFixes(manifest: Manifest, resource: Resource, { fixes, ids, schema }: FieldChoice): FieldFix[] {
  const mapping = compileMapping(resource);
  const made: FieldFix[] = [];
  if (fixes.has('enum-blanks')) made.push(...enumFixes(manifest, resource, schema));
  if (fixes.has('lists')) {
    const { choices, fields, media } = mapping;
    const shown = [...(choices.kind === 'list' ? [choices.path] : []), ...media];
    // A schema of the raw record may ask for the text that is there.
    const asText = schema !== null;
    for (const path of shown) made.push({ path, mend: (found) => listOf(found, asText, true) });
    // An answer is never quoted.
    if (fields.answer !== null) made.push({ path: fields.answer, mend: (found) => listOf(found, asText, false) });
  }
  if (ids && fixes.has('ids') && mapping.fields.id !== null) made.push({ path: mapping.fields.id, mend: plainId });
  return made;
}

/** Values that the manifest or the schema of the raw record lists. */
function enumFixes(manifest: Manifest, resource: Resource, schema: JsonSchema | null): FieldFix[] {
  const mapping = compileMapping(resource);
  const { values } = resource.split ?? {};
  const labels = manifest.subMetrics.flatMap((subMetric) => (subMetric.labels ?? []).map(String));
  const sets: [FieldPath | null, readonly string[], boolean][] = [
    [mapping.subMetric, manifest.subMetrics.map(({ id }) => id), true],
    [mapping.split, values === undefined ? ['public', 'leaderboard'] : Object.keys(values), true],
    [mapping.fields.answer, labels, false],
    ...schemaEnums(schema).map(([name, known]): [FieldPath, readonly string[], boolean] => [memberPath(name), known, false]),
  ];
  return sets.flatMap(([path, known, shown]) =>
    path === null || known.length === 0
      ? []
      : [{ path, mend: blankTrimmer(new Set(known.map((value) => value.normalize('NFC'))), shown) }],
  );
}

const memberPath = (name: string): FieldPath => ({
  pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  first: name,
  rest: [],
  literal: null,
});

function schemaEnums(schema: JsonSchema | null): [name: string, values: string[]][] {
  const properties: unknown = schema?.properties;
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).flatMap(([name, property]: [string, unknown]): [string, string[]][] => {
    const known: unknown = typeof property === 'object' && property !== null && 'enum' in property ? property.enum : null;
    return Array.isArray(known) ? [[name, known.filter((value): value is string => typeof value === 'string')]] : [];
  });
}

/** A text that is none of the set, but is without the blanks around it. */
const blankTrimmer =
  (known: ReadonlySet<string>, shown: boolean) =>
  ({ kind, text }: Found): Replacement | null => {
    const trimmed = text.trim();
    if (kind !== Kind.String || trimmed === text || known.has(text.normalize('NFC')) || !known.has(trimmed.normalize('NFC')))
      return null;
    return { fix: 'enum-blanks', json: JSON.stringify(trimmed), cell: trimmed, shown };
  };

/** An id that is the text of a whole number with `.0`, which pandas makes of a column with a gap. */
export const isFloatId = (text: string): boolean => /^-?(?:0|[1-9]\d*)\.0$/u.test(text);
export const isIntegerId = (text: string): boolean => /^-?(?:0|[1-9]\d*)$/u.test(text);

export function plainId({ kind, text }: Found): Replacement | null {
  if ((kind !== Kind.String && kind !== Kind.Number) || !isFloatId(text)) return null;
  const id = text.slice(0, -2);
  return { fix: 'ids', json: kind === Kind.String ? JSON.stringify(id) : id, cell: id, shown: true };
}

/** More digits than a number of JavaScript keeps. */
const LONG_NUMBER = /\d{16}/u;

/** A list or dict as Python writes it. `asText`: it stays the text of a list. */
function listOf({ kind, text }: Found, asText: boolean, shown: boolean): Replacement | null {
  if (kind !== Kind.String || !/^\s*[[({]/u.test(text) || LONG_NUMBER.test(text) || isJson(text)) return null;
  const value = parsePythonList(text) ?? parsePythonDict(text);
  if (value === null) return null;
  const cell = JSON.stringify(value);
  return { fix: 'lists', json: asText ? JSON.stringify(cell) : cell, cell, shown };
}
