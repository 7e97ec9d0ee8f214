import { ADDITIONAL, CLOSED, hashName, NAME_BITS, OBJECT, OPEN, Op, ORDER_WORDS, PATTERN_WORDS } from '@jatdae/kernel';
import { addText, addWords, type Instruction, type ProgramBuilder } from './builder.js';
import { type Compiler, countOf, isSchema, MOST, patternArgs, type Schema } from './keywords.js';

export const OBJECT_KEYWORDS: readonly string[] = [
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'propertyNames',
  'dependentRequired',
  'dependentSchemas',
  'minProperties',
  'maxProperties',
];

/** Null where it is not understood: many names that others depend on, or a pattern of names. */
export function compileObject(schema: Schema, compiler: Compiler): readonly Instruction[] | null {
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const dependents = dependentsOf(schema);
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const asked = new Set([...required, ...dependents.flatMap(({ name, names }) => [name, ...names])]);
  const names = [...new Set([...asked, ...Object.keys(properties)])];
  // ajv looks for no property of this name.
  if (asked.size > NAME_BITS || names.includes('__proto__')) return null;

  const { builder } = compiler;
  const tables = addNames(builder, names, (name) =>
    Object.hasOwn(properties, name) ? compiler.block(properties[name]) : ADDITIONAL,
  );
  const patterns = patternsOf(schema, compiler);
  if (tables === null || patterns === null) return null;

  const bit = (name: string): number => names.indexOf(name);
  const listed = dependents.map(({ name, names: wanted, schema: inner }) => [
    bit(name),
    ...maskOf(wanted.map(bit)),
    inner === undefined ? -1 : compiler.block(inner),
  ]);
  const args: number[] = new Array(OBJECT.size).fill(0);
  args.splice(OBJECT.required, 2, ...maskOf(required.map(bit)));
  args[OBJECT.additional] = additionalOf(schema, compiler);
  args[OBJECT.propertyNames] = 'propertyNames' in schema ? compiler.block(schema.propertyNames) : -1;
  args[OBJECT.table] = tables.table;
  args[OBJECT.tableMask] = tables.mask;
  args[OBJECT.names] = tables.names;
  args[OBJECT.order] = addWords(builder, new Array(ORDER_WORDS).fill(-1));
  args.splice(OBJECT.dependents, 2, listed.length, addWords(builder, listed.flat()));
  args.splice(OBJECT.patterns, 2, patterns.length / PATTERN_WORDS, addWords(builder, patterns));
  args[OBJECT.least] = countOf(schema, 'minProperties', 0);
  args[OBJECT.most] = countOf(schema, 'maxProperties', MOST);
  return [{ op: Op.Object, args }];
}

interface Dependent {
  readonly name: string;
  readonly names: readonly string[];
  readonly schema?: unknown;
}

function dependentsOf({ dependentRequired, dependentSchemas }: Schema): readonly Dependent[] {
  const lists = isSchema(dependentRequired) ? Object.entries(dependentRequired) : [];
  const schemas = isSchema(dependentSchemas) ? Object.entries(dependentSchemas) : [];
  return [
    ...lists.map(([name, names]) => ({ name, names: Array.isArray(names) ? names.map(String) : [] })),
    ...schemas.map(([name, schema]) => ({ name, names: [], schema })),
  ];
}

function maskOf(bits: readonly number[]): [low: number, high: number] {
  let mask = 0n;
  for (const bit of bits) mask |= 1n << BigInt(bit);
  return [Number(BigInt.asIntN(32, mask)), Number(BigInt.asIntN(32, mask >> 32n))];
}

function additionalOf(schema: Schema, compiler: Compiler): number {
  if (!('additionalProperties' in schema) || schema.additionalProperties === true) return OPEN;
  return schema.additionalProperties === false ? CLOSED : compiler.block(schema.additionalProperties);
}

interface NameTables {
  /** indices of the hash table and of the names */
  readonly table: number;
  readonly names: number;
  readonly mask: number;
}

/** Null where a name cannot be written as UTF-8. */
function addNames(builder: ProgramBuilder, names: readonly string[], blockOf: (name: string) => number): NameTables | null {
  const entries: number[][] = [];
  for (const name of names) {
    const text = addText(builder, name);
    if (text === null) return null;
    entries.push([...text, blockOf(name)]);
  }
  // At most half full, so that a search is short and ends.
  let size = 2;
  while (size < 2 * names.length) size *= 2;
  const table: number[] = new Array(size).fill(-1);
  for (const [k, name] of names.entries()) {
    const bytes = new TextEncoder().encode(name);
    let slot = hashName(bytes, 0, bytes.length) & (size - 1);
    while (table[slot] !== -1) slot = (slot + 1) & (size - 1);
    table[slot] = k;
  }
  return { table: addWords(builder, table), names: addWords(builder, entries.flat()), mask: size - 1 };
}

function patternsOf({ patternProperties }: Schema, compiler: Compiler): readonly number[] | null {
  if (!isSchema(patternProperties)) return [];
  const words: number[] = [];
  for (const [pattern, schema] of Object.entries(patternProperties)) {
    const args = patternArgs(pattern, compiler.builder);
    if (args === null) return null;
    words.push(...args, compiler.block(schema));
  }
  return words;
}
