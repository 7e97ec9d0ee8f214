import { childrenOf, Kind, kindOf, type Tape, textOf } from '@jatdae/kernel';
import { hasHalfPair, isDouble, membersOf } from './json-node.js';

/**
 * What a column of values is, as typed formats see it. `json` is what no other type holds without a loss: mixed values, objects of varying
 * keys, numbers with more digits than 64 bits have, half a surrogate pair.
 */
export type ColumnType =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number' }
  | { readonly kind: 'string' }
  | { readonly kind: 'json' }
  /** of 64 bits; `wide`: more than a floating-point number of 64 bits holds */
  | { readonly kind: 'integer'; readonly wide: boolean }
  | { readonly kind: 'list'; readonly of: ColumnType }
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, ColumnType> };

const NULL: ColumnType = { kind: 'null' };
const BOOLEAN: ColumnType = { kind: 'boolean' };
const NUMBER: ColumnType = { kind: 'number' };
const STRING: ColumnType = { kind: 'string' };
const JSON_TEXT: ColumnType = { kind: 'json' };

/** Objects with more members are dictionaries. */
const MOST_FIELDS = 64;

/** The type that holds both what `known` holds and the value. */
export function widened(known: ColumnType, tape: Tape, node: number): ColumnType {
  if (known.kind === 'json') return known;
  switch (kindOf(tape, node)) {
    case Kind.Null:
      return known;
    case Kind.True:
    case Kind.False:
      return unified(known, BOOLEAN);
    case Kind.Number:
      return withNumber(known, textOf(tape, node));
    case Kind.String:
      return unified(known, hasHalfPair(textOf(tape, node)) ? JSON_TEXT : STRING);
    case Kind.Array:
      return withList(known, tape, node);
    default:
      return withStruct(known, tape, node);
  }
}

function unified(known: ColumnType, scalar: ColumnType): ColumnType {
  return known.kind === 'null' || known.kind === scalar.kind ? scalar : JSON_TEXT;
}

function withNumber(known: ColumnType, text: string): ColumnType {
  const fits = isDouble(text);
  if (isInt64(text) && (known.kind === 'null' || known.kind === 'integer'))
    return { kind: 'integer', wide: !fits || (known.kind === 'integer' && known.wide) };
  const takesNumber = known.kind === 'null' || known.kind === 'number' || (known.kind === 'integer' && !known.wide);
  return fits && takesNumber ? NUMBER : JSON_TEXT;
}

const isInt64 = (text: string): boolean =>
  /^-?\d{1,19}$/u.test(text) && text !== '-0' && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

function withList(known: ColumnType, tape: Tape, node: number): ColumnType {
  if (known.kind !== 'null' && known.kind !== 'list') return JSON_TEXT;
  let of = known.kind === 'list' ? known.of : NULL;
  for (const element of childrenOf(tape, node)) of = widened(of, tape, element);
  return of.kind === 'json' ? JSON_TEXT : { kind: 'list', of };
}

/** A struct is one where all objects have the same members: one that is missing would come back as null. */
function withStruct(known: ColumnType, tape: Tape, node: number): ColumnType {
  if (known.kind !== 'null' && known.kind !== 'struct') return JSON_TEXT;
  const members = membersOf(tape, node);
  if (members.size === 0 || members.size > MOST_FIELDS) return JSON_TEXT;
  if (known.kind === 'struct' && known.fields.size !== members.size) return JSON_TEXT;
  const fields = new Map<string, ColumnType>();
  for (const [name, member] of members) {
    const field = known.kind === 'null' ? NULL : known.fields.get(name);
    const type = field === undefined ? JSON_TEXT : widened(field, tape, member);
    if (type.kind === 'json') return JSON_TEXT;
    fields.set(name, type);
  }
  return { kind: 'struct', fields };
}
