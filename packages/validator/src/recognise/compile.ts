import { Kind, Op, type Program, WHOLE } from '@jatdae/kernel';
import { addBlock, addText, createBuilder, finish, type Instruction, type ProgramBuilder, wordsOf } from './builder.js';
import { FORMATS } from './formats.js';
import { type Compiler, countOf, isSchema, MOST, patternArgs, type Schema } from './keywords.js';
import { compileObject, OBJECT_KEYWORDS } from './object.js';

export interface CompiledSchemas {
  readonly program: Program;
  /** of each schema */
  readonly blocks: readonly number[];
}

/**
 * Compiles JSON Schemas (2020-12), each by itself, into one program that judges values as ajv does, as far as it can tell; what it does
 * not know is Unknown to the program.
 */
export function compileSchemas(schemas: readonly unknown[]): CompiledSchemas {
  const builder = createBuilder();
  const blocks = schemas.map((schema) => compileWhole(builder, schema));
  return { program: finish(builder), blocks };
}

function compileWhole(builder: ProgramBuilder, root: unknown): number {
  const known = new Map<unknown, number>();
  const wanted: { readonly at: number; readonly schema: unknown }[] = [];
  const compiler: Compiler = { builder, root, block };

  function block(schema: unknown): number {
    const found = known.get(schema);
    if (found !== undefined) return found;
    const added = addBlock(
      builder,
      instructionsOf(schema, compiler, (at, target) => wanted.push({ at, schema: target })),
    );
    known.set(schema, added);
    return added;
  }

  const whole = block(root);
  // A reference may lead to a schema that it stands in.
  for (const { at, schema } of wanted) builder.words[at] = block(schema);
  return whole;
}

type Want = (at: number, schema: unknown) => void;

const UNKNOWN: Instruction = { op: Op.Unknown, args: [] };

/** Keywords that assert nothing. */
const ANNOTATIONS = new Set(
  '$schema $id $comment $defs definitions title description default examples deprecated readOnly writeOnly contentEncoding contentMediaType'.split(
    ' ',
  ),
);

interface Part {
  readonly keywords: readonly string[];
  /** null where it is not understood */
  readonly compile: (schema: Schema, compiler: Compiler) => readonly Instruction[] | null;
}

/** Cheap ones first. */
const PARTS: readonly Part[] = [
  { keywords: ['type'], compile: compileType },
  { keywords: ['enum'], compile: (schema, compiler) => compileEnum(schema.enum, compiler) },
  { keywords: ['const'], compile: (schema, compiler) => compileEnum([schema.const], compiler) },
  { keywords: ['minLength', 'maxLength'], compile: compileLength },
  { keywords: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'], compile: compileRange },
  { keywords: ['multipleOf'], compile: compileMultiple },
  { keywords: ['pattern'], compile: ({ pattern }, { builder }) => compilePattern(pattern, builder, true) },
  { keywords: ['format'], compile: ({ format }, { builder }) => compilePattern(FORMATS.get(String(format)), builder, false) },
  { keywords: ['items', 'prefixItems', 'minItems', 'maxItems'], compile: compileArray },
  { keywords: ['uniqueItems'], compile: ({ uniqueItems }) => (uniqueItems === true ? [{ op: Op.Unique, args: [] }] : []) },
  { keywords: ['contains', 'minContains', 'maxContains'], compile: compileContains },
  { keywords: OBJECT_KEYWORDS, compile: compileObject },
  { keywords: ['allOf'], compile: ({ allOf }, compiler) => blocksOf(allOf, compiler)?.map(call) ?? null },
  { keywords: ['anyOf'], compile: ({ anyOf }, compiler) => compileList(Op.Any, anyOf, compiler) },
  { keywords: ['oneOf'], compile: ({ oneOf }, compiler) => compileList(Op.One, oneOf, compiler) },
  { keywords: ['not'], compile: ({ not }, compiler) => [{ op: Op.Not, args: [compiler.block(not)] }] },
  { keywords: ['if', 'then', 'else'], compile: compileIf },
];

function instructionsOf(schema: unknown, compiler: Compiler, want: Want): readonly Instruction[] {
  if (typeof schema === 'boolean') return schema ? [] : [{ op: Op.Never, args: [] }];
  if (!isSchema(schema)) return [UNKNOWN];
  // An inner $id would change what references inside it mean.
  if ('$id' in schema && schema !== compiler.root) return [UNKNOWN];
  const understood = new Set(['$ref', ...PARTS.flatMap(({ keywords }) => keywords)]);
  const isForeign = (keyword: string): boolean =>
    !understood.has(keyword) && !ANNOTATIONS.has(keyword) && !keyword.startsWith('x-');
  if (Object.keys(schema).some(isForeign)) return [UNKNOWN];
  const instructions: Instruction[] = [];
  for (const { keywords, compile } of PARTS) {
    if (!keywords.some((keyword) => Object.hasOwn(schema, keyword))) continue;
    const added = compile(schema, compiler);
    if (added === null) return [UNKNOWN];
    instructions.push(...added);
  }
  return '$ref' in schema ? [...instructions, compileRef(schema, compiler, want)] : instructions;
}

const call = (block: number): Instruction => ({ op: Op.Call, args: [block] });

function blocksOf(list: unknown, compiler: Compiler): readonly number[] | null {
  return Array.isArray(list) ? list.map((schema) => compiler.block(schema)) : null;
}

function compileList(op: Op, list: unknown, compiler: Compiler): readonly Instruction[] | null {
  const blocks = blocksOf(list, compiler);
  return blocks === null ? null : [{ op, args: [blocks.length, ...blocks] }];
}

const KINDS: ReadonlyMap<unknown, number> = new Map([
  ['null', 1 << Kind.Null],
  ['boolean', (1 << Kind.False) | (1 << Kind.True)],
  ['number', 1 << Kind.Number],
  ['integer', 1 << Kind.Number],
  ['string', 1 << Kind.String],
  ['array', 1 << Kind.Array],
  ['object', 1 << Kind.Object],
]);

function compileType({ type }: Schema): readonly Instruction[] {
  const names: readonly unknown[] = [type].flat();
  const mask = names.reduce<number>((kinds, name) => kinds | (KINDS.get(name) ?? 0), 0);
  const onlyWhole = names.includes('integer') && !names.includes('number');
  return [{ op: Op.Kinds, args: [onlyWhole ? mask | WHOLE : mask] }];
}

const LITERALS: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  [null, 1 << Kind.Null],
  [false, 1 << Kind.False],
  [true, 1 << Kind.True],
]);

function compileEnum(listed: unknown, { builder }: Compiler): readonly Instruction[] | null {
  if (!Array.isArray(listed)) return null;
  const values: readonly unknown[] = listed;
  const literals = values.reduce<number>((mask, value) => mask | (LITERALS.get(value) ?? 0), 0);
  const numbers = values.filter((value) => typeof value === 'number');
  const texts = values.filter((value) => typeof value === 'string').map((text) => addText(builder, text));
  // A text that UTF-8 cannot write is met by no text of a record that can be told.
  const written = texts.filter((text) => text !== null);
  const others = Number(values.some((value) => typeof value === 'object' && value !== null));
  const args = [literals, others, numbers.length, written.length, ...numbers.flatMap(wordsOf), ...written.flat()];
  return [{ op: Op.Enum, args }];
}

function compileLength(schema: Schema): readonly Instruction[] {
  return [{ op: Op.Length, args: [countOf(schema, 'minLength', 0), countOf(schema, 'maxLength', MOST)] }];
}

function compileRange(schema: Schema): readonly Instruction[] {
  const bound = (keyword: string, otherwise: number): number[] => {
    const value = schema[keyword];
    return wordsOf(typeof value === 'number' ? value : otherwise);
  };
  const least = Number.NEGATIVE_INFINITY;
  const most = Number.POSITIVE_INFINITY;
  const args = [
    ...bound('minimum', least),
    ...bound('maximum', most),
    ...bound('exclusiveMinimum', least),
    ...bound('exclusiveMaximum', most),
  ];
  return [{ op: Op.Range, args }];
}

function compileMultiple({ multipleOf }: Schema): readonly Instruction[] | null {
  return typeof multipleOf === 'number' ? [{ op: Op.Multiple, args: wordsOf(multipleOf) }] : null;
}

function compilePattern(pattern: unknown, builder: ProgramBuilder, exact: boolean): readonly Instruction[] | null {
  const args = patternArgs(pattern, builder);
  return args === null ? null : [{ op: Op.Pattern, args: exact ? args : [0, args[1]] }];
}

function compileArray(schema: Schema, compiler: Compiler): readonly Instruction[] | null {
  const leading = 'prefixItems' in schema ? blocksOf(schema.prefixItems, compiler) : [];
  if (leading === null) return null;
  const items = 'items' in schema ? compiler.block(schema.items) : -1;
  const args = [countOf(schema, 'minItems', 0), countOf(schema, 'maxItems', MOST), items, leading.length, ...leading];
  return [{ op: Op.Array, args }];
}

function compileContains(schema: Schema, compiler: Compiler): readonly Instruction[] {
  // The others mean nothing without it.
  if (!('contains' in schema)) return [];
  const args = [compiler.block(schema.contains), countOf(schema, 'minContains', 1), countOf(schema, 'maxContains', MOST)];
  return [{ op: Op.Contains, args }];
}

function compileIf(schema: Schema, compiler: Compiler): readonly Instruction[] {
  if (!('if' in schema)) return [];
  const block = (keyword: string): number => (keyword in schema ? compiler.block(schema[keyword]) : -1);
  return [{ op: Op.If, args: [compiler.block(schema.if), block('then'), block('else')] }];
}

/** References inside the schema. */
function compileRef({ $ref }: Schema, { root }: Compiler, want: Want): Instruction {
  const target = typeof $ref === 'string' && !hasInnerId(root) ? resolvePointer(root, $ref) : undefined;
  return target === undefined ? UNKNOWN : { op: Op.Call, args: [-1], onPlaced: (at) => want(at, target) };
}

function resolvePointer(root: unknown, ref: string): unknown {
  if (!ref.startsWith('#/') && ref !== '#') return undefined;
  let at = root;
  for (const step of ref.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    // What is percent-encoded is left to others.
    if (key.includes('%')) return undefined;
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isSchema(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}

function hasInnerId(value: unknown, isRoot = true): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!isRoot && isSchema(value) && typeof value.$id === 'string') return true;
  return Object.values(value).some((inner) => hasInnerId(inner, false));
}
