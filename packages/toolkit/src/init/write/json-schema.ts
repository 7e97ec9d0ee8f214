import type { Language } from '@jatdae/schema';
import type { Field, Kind } from '../fields/field.js';
import type { Group } from '../guess/groups.js';
import { said } from '../said.js';

/** A value that fewer records than this share have is taken for a fault, and not allowed. */
const RARE = 0.005;
/** Records that have to have a field for it to be required of all: a part of the item that a few lack is a fault. */
const NEARLY_ALL = 0.98;

type SchemaNode = { [key: string]: unknown };

/** A JSON Schema (2020-12) of the raw records as the sample has them: types, and members that all have. */
export function schemaOf({ fields, records, item, files }: Group, title: string, language: Language): SchemaNode {
  const parts = partsOf(item);
  const seen = files.reduce((sum, { records: count }) => sum + count, 0);
  const comment = said(
    'jatdae init이 레코드 {seen}건 가운데 {looked}건을 보고 썼습니다. 200건에 하나보다 드문 형태는 잘못으로 보아 허용하지 않았습니다.',
    'Written by jatdae init from {looked} of {seen} records. What fewer than one in 200 records have was taken for a fault and is not allowed.',
    { seen, looked: records.length },
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    $comment: comment[language],
    ...objectOf([], fields, records.length, parts),
  };
}

/** Fields that make a record an item. */
interface Parts {
  readonly needed: ReadonlySet<Field>;
  /** the one that holds a list of choices */
  readonly choices: Field | null;
}

function partsOf(item: Group['item']): Parts {
  const choices = item?.choices;
  const own = choices == null ? [] : choices.kind === 'list' ? [choices.field] : choices.fields.slice(0, 2);
  const needed = [item?.fields.get('question'), item?.fields.get('turns'), item?.fields.get('answer'), item?.fields.get('id')];
  return {
    needed: new Set([...own, ...needed].filter((field): field is Field => field !== undefined)),
    choices: choices?.kind === 'list' ? choices.field : null,
  };
}

function objectOf(above: readonly string[], fields: readonly Field[], parents: number, parts: Parts): SchemaNode {
  const own = fields.filter(({ keys }) => keys.length === above.length + 1 && above.every((key, k) => key === keys[k]));
  const properties = Object.fromEntries(own.map((field) => [field.keys.at(-1) ?? '', nodeOf(field, fields, parts)]));
  const required = own
    .filter((field) => occurs(field) >= parents || (parts.needed.has(field) && occurs(field) >= NEARLY_ALL * parents))
    .map(({ keys }) => keys.at(-1) ?? '');
  return { type: 'object', ...(required.length === 0 ? {} : { required }), properties };
}

const occurs = ({ present, kinds }: Field): number => present + (kinds.get('null') ?? 0);

function nodeOf(field: Field, fields: readonly Field[], parts: Parts): SchemaNode {
  const all = occurs(field);
  const isList = fields.some(
    ({ keys }) => keys.length > field.keys.length && keys[field.keys.length] === '0' && startsWith(keys, field.keys),
  );
  const kinds = [...field.kinds].flatMap(([kind, count]) => (count >= RARE * all ? [kind] : []));
  const types = [...new Set(kinds.flatMap((kind) => typesOf(kind, field, isList)))].sort();
  const isFilled = parts.needed.has(field) && field.blank <= RARE * field.present;
  return {
    ...(types.length === 0 ? {} : { type: types.length === 1 ? types[0] : types }),
    ...(types.includes('array') && parts.choices === field ? { minItems: 2 } : {}),
    ...(types.includes('string') && isFilled ? { pattern: '\\S' } : {}),
    ...(types.includes('object') ? membersOf(objectOf(field.keys, fields, field.present, parts)) : {}),
  };
}

const startsWith = (keys: readonly string[], start: readonly string[]): boolean => start.every((key, k) => key === keys[k]);
const membersOf = ({ type: _, ...members }: SchemaNode): SchemaNode => members;

/** A list that stands in a cell is text to a schema. */
function typesOf(kind: Kind, { inCells }: Field, isList: boolean): string[] {
  if (kind === 'text') return ['string'];
  if (kind === 'objects') return [inCells > 0 ? 'string' : isList ? 'array' : 'object'];
  if (kind === 'labelled') return ['object'];
  if (kind !== 'list') return [kind];
  return inCells > 0 ? ['array', 'string'] : ['array'];
}
