import { codePointsOf, endOf, flagsOf, Kind, kindOf, nextOf, STRIDE, startOf, type Tape, TextFlag, textOf } from '@jatdae/kernel';
import { createShapeFinder } from '../scan/shape.js';
import { compilePattern } from './pattern.js';

/**
 * Proves that a value satisfies a schema, from its bytes. Sound, not complete: `true` means that ajv accepts the value; `false`
 * means only that no proof was found, and ajv then decides and explains.
 */
export type Recogniser = (tape: Tape, node: number) => boolean;

type Schema = Readonly<Record<string, unknown>>;

const NEVER: Recogniser = () => false;
const ALWAYS: Recogniser = () => true;

/** Keywords that assert nothing. */
const ANNOTATIONS = new Set([
  '$schema',
  '$id',
  '$comment',
  '$defs',
  'definitions',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
]);

type Compile = (schema: Schema, root: Schema, seen: readonly unknown[]) => Recogniser;

export function compileRecogniser(schema: unknown): Recogniser {
  return isSchema(schema) ? compile(schema, schema, []) : schema === true ? ALWAYS : NEVER;
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

function compileAny(schema: unknown, root: Schema, seen: readonly unknown[]): Recogniser {
  if (schema === true) return ALWAYS;
  return isSchema(schema) && !seen.includes(schema) ? compile(schema, root, [...seen, schema]) : NEVER;
}

const compile: Compile = (schema, root, seen) => {
  // An inner $id would change what references inside it mean.
  if ('$id' in schema && schema !== root) return NEVER;
  const checks: Recogniser[] = [];
  const grouped = new Set<string>();
  for (const { keywords, build } of BUILDERS) {
    if (!keywords.some((keyword) => keyword in schema)) continue;
    for (const keyword of keywords) grouped.add(keyword);
    checks.push(build(schema, root, seen));
  }
  const unknown = Object.keys(schema).some((keyword) => !grouped.has(keyword) && !ANNOTATIONS.has(keyword));
  if (unknown || checks.includes(NEVER)) return NEVER;
  const [first = ALWAYS, second, ...rest] = checks;
  if (second === undefined) return first;
  if (rest.length === 0) return (tape, node) => first(tape, node) && second(tape, node);
  return all(checks);
};

function all(checks: readonly Recogniser[]): Recogniser {
  return (tape, node) => {
    for (let k = 0; k < checks.length; k++) if (!(checks[k] as Recogniser)(tape, node)) return false;
    return true;
  };
}

interface Builder {
  readonly keywords: readonly string[];
  readonly build: Compile;
}

const BUILDERS: readonly Builder[] = [
  { keywords: ['type'], build: buildType },
  { keywords: ['enum', 'const'], build: buildEnum },
  { keywords: ['minLength', 'maxLength'], build: buildLength },
  { keywords: ['pattern'], build: buildPattern },
  { keywords: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'], build: buildRange },
  { keywords: ['items', 'minItems', 'maxItems'], build: buildArray },
  { keywords: ['uniqueItems'], build: buildUnique },
  { keywords: ['properties', 'required', 'additionalProperties'], build: buildObject },
  { keywords: ['$ref'], build: buildRef },
  { keywords: ['allOf'], build: (schema, root, seen) => every(schemasOf(schema.allOf, root, seen)) },
  { keywords: ['anyOf'], build: (schema, root, seen) => some(schemasOf(schema.anyOf, root, seen)) },
];

function schemasOf(list: unknown, root: Schema, seen: readonly unknown[]): Recogniser[] {
  return Array.isArray(list) ? list.map((schema) => compileAny(schema, root, seen)) : [NEVER];
}

const every = (checks: readonly Recogniser[]): Recogniser =>
  checks.includes(NEVER) ? NEVER : (tape, node) => checks.every((check) => check(tape, node));
const some =
  (checks: readonly Recogniser[]): Recogniser =>
  (tape, node) =>
    checks.some((check) => check(tape, node));

const KINDS: ReadonlyMap<unknown, readonly number[]> = new Map([
  ['null', [Kind.Null]],
  ['boolean', [Kind.False, Kind.True]],
  ['number', [Kind.Number]],
  ['integer', [Kind.Number]],
  ['string', [Kind.String]],
  ['array', [Kind.Array]],
  ['object', [Kind.Object]],
]);

function buildType(schema: Schema): Recogniser {
  const names = [schema.type].flat();
  let kinds = 0;
  for (const name of names) {
    for (const kind of KINDS.get(name) ?? []) kinds |= 1 << kind;
  }
  const onlyWhole = names.includes('integer') && !names.includes('number');
  return (tape, node) => {
    const kind = kindOf(tape, node);
    return (kinds & (1 << kind)) !== 0 && (!onlyWhole || kind !== Kind.Number || isPlainInteger(tape, node));
  };
}

/** Digits with an optional minus: every such number is an integer for JSON.parse, too. */
function isPlainInteger(tape: Tape, node: number): boolean {
  const end = endOf(tape, node);
  let p = startOf(tape, node);
  if (tape.bytes[p] === 0x2d) p += 1;
  for (; p < end; p++) {
    const c = tape.bytes[p] as number;
    if (c < 0x30 || c > 0x39) return false;
  }
  return true;
}

const encoder = new TextEncoder();

/** Texts are compared by their bytes: another spelling of the same text is not proved. Numbers likewise. */
function buildEnum(schema: Schema): Recogniser {
  const values = 'const' in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : [];
  if ('const' in schema && 'enum' in schema) return NEVER;
  const scalars = values.filter((value) => value === null || ['string', 'number', 'boolean'].includes(typeof value));
  const allowed = scalars.map((value) => ({
    isText: typeof value === 'string',
    bytes: encoder.encode(typeof value === 'string' ? value : JSON.stringify(value)),
  }));
  return (tape, node) => {
    const kind = kindOf(tape, node);
    if (kind > Kind.String || (flagsOf(tape, node) & TextFlag.Escaped) !== 0) return false;
    const isString = kind === Kind.String;
    for (const { isText, bytes } of allowed) if (isText === isString && sameSource(tape, node, bytes)) return true;
    return false;
  };
}

function sameSource(tape: Tape, node: number, bytes: Uint8Array): boolean {
  const start = startOf(tape, node);
  if (endOf(tape, node) - start !== bytes.length) return false;
  for (let p = 0; p < bytes.length; p++) if (tape.bytes[start + p] !== bytes[p]) return false;
  return true;
}

function limit(schema: Schema, keyword: string, otherwise: number): number {
  const value = schema[keyword];
  return typeof value === 'number' ? value : otherwise;
}

function buildLength(schema: Schema): Recogniser {
  const min = limit(schema, 'minLength', 0);
  const max = limit(schema, 'maxLength', Number.POSITIVE_INFINITY);
  return (tape, node) => {
    if (kindOf(tape, node) !== Kind.String) return true;
    const bytes = endOf(tape, node) - startOf(tape, node);
    // A code point takes one to four bytes, and an escape at the most six for one unit: most texts need no count.
    const atLeast = (flagsOf(tape, node) & TextFlag.Escaped) === 0 ? bytes / 4 : bytes / 12;
    if (atLeast >= min && bytes <= max) return true;
    const count = codePointsOf(tape, node);
    return count >= min && count <= max;
  };
}

function buildPattern(schema: Schema): Recogniser {
  const matches = typeof schema.pattern === 'string' ? compilePattern(schema.pattern) : null;
  if (matches === null) return NEVER;
  return (tape, node) => {
    if (kindOf(tape, node) !== Kind.String) return true;
    return (flagsOf(tape, node) & TextFlag.Escaped) === 0 && matches(tape.bytes, startOf(tape, node), endOf(tape, node));
  };
}

function buildRange(schema: Schema): Recogniser {
  const min = limit(schema, 'minimum', Number.NEGATIVE_INFINITY);
  const max = limit(schema, 'maximum', Number.POSITIVE_INFINITY);
  const above = limit(schema, 'exclusiveMinimum', Number.NEGATIVE_INFINITY);
  const below = limit(schema, 'exclusiveMaximum', Number.POSITIVE_INFINITY);
  return (tape, node) => {
    if (kindOf(tape, node) !== Kind.Number) return true;
    const value = numberOf(tape, node);
    return value >= min && value <= max && value > above && value < below;
  };
}

/** No string is made for a few digits. */
function numberOf(tape: Tape, node: number): number {
  const start = startOf(tape, node);
  const end = endOf(tape, node);
  if (end - start > SHORT_DIGITS) return Number(textOf(tape, node));
  let value = 0;
  for (let p = start; p < end; p++) {
    const digit = (tape.bytes[p] as number) - 0x30;
    if (digit < 0 || digit > 9) return Number(textOf(tape, node));
    value = value * 10 + digit;
  }
  return value;
}

/** Every whole number of so many digits is exact. */
const SHORT_DIGITS = 9;

function buildArray(schema: Schema, root: Schema, seen: readonly unknown[]): Recogniser {
  const min = limit(schema, 'minItems', 0);
  const max = limit(schema, 'maxItems', Number.POSITIVE_INFINITY);
  const items = 'items' in schema ? compileAny(schema.items, root, seen) : ALWAYS;
  return (tape, node) => {
    if (kindOf(tape, node) !== Kind.Array) return true;
    let count = 0;
    const end = nextOf(tape, node);
    for (let child = node + STRIDE; child < end; child = nextOf(tape, child)) {
      if (!items(tape, child)) return false;
      count += 1;
    }
    return count >= min && count <= max;
  };
}

/** Above this many elements comparing all pairs is left to ajv. */
const FEW_ITEMS = 32;

/** Plain strings of different bytes are different texts; nothing else is claimed. */
function buildUnique(schema: Schema): Recogniser {
  if (schema.uniqueItems !== true) return ALWAYS;
  return (tape, node) => {
    if (kindOf(tape, node) !== Kind.Array) return true;
    const end = nextOf(tape, node);
    let count = 0;
    for (let child = node + STRIDE; child < end; child += STRIDE, count++) {
      if (count === FEW_ITEMS || kindOf(tape, child) !== Kind.String || (flagsOf(tape, child) & TextFlag.Escaped) !== 0)
        return false;
      for (let other = node + STRIDE; other < child; other += STRIDE) if (sameStrings(tape, other, child)) return false;
    }
    return true;
  };
}

function sameStrings(tape: Tape, a: number, b: number): boolean {
  const { bytes } = tape;
  const from = startOf(tape, a);
  const to = startOf(tape, b);
  const length = endOf(tape, a) - from;
  if (endOf(tape, b) - to !== length) return false;
  for (let k = 0; k < length; k++) if (bytes[from + k] !== bytes[to + k]) return false;
  return true;
}

function buildObject(schema: Schema, root: Schema, seen: readonly unknown[]): Recogniser {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const keys = Object.keys(properties);
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const names = [...new Set([...keys, ...required])];
  const checks = names.map((name) => (Object.hasOwn(properties, name) ? compileAny(properties[name], root, seen) : ALWAYS));
  const mandatory = names.map((name) => required.includes(name));
  const open = !('additionalProperties' in schema) || schema.additionalProperties === true;
  const additional = open
    ? ALWAYS
    : schema.additionalProperties === false
      ? NEVER
      : compileAny(schema.additionalProperties, root, seen);
  const finder = createShapeFinder(names);
  return (tape, node) => {
    if (kindOf(tape, node) !== Kind.Object) return true;
    const values = finder.find(tape, node);
    // Taken now: a check of a part may look into another object of the same kind.
    const others = open ? NO_NODES : finder.others();
    for (let k = 0; k < checks.length; k++) {
      const value = values[k] as number;
      if (value < 0 ? mandatory[k] : !(checks[k] as Recogniser)(tape, value)) return false;
    }
    return open || proveAll(tape, others, additional);
  };
}

const NO_NODES: readonly number[] = [];

function proveAll(tape: Tape, nodes: readonly number[], check: Recogniser): boolean {
  for (let k = 0; k < nodes.length; k++) if (!check(tape, nodes[k] as number)) return false;
  return true;
}

/** References inside the schema; one that leads back to itself is not followed. */
function buildRef(schema: Schema, root: Schema, seen: readonly unknown[]): Recogniser {
  const target = resolvePointer(root, String(schema.$ref));
  return target === undefined ? NEVER : compileAny(target, root, seen);
}

function resolvePointer(root: Schema, ref: string): unknown {
  if (!ref.startsWith('#/') && ref !== '#') return undefined;
  let at: unknown = root;
  for (const step of ref
    .slice(2)
    .split('/')
    .filter((part) => part !== '')) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isSchema(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}

/** Whether a list of nodes, taken as one array, satisfies an array schema. */
export function compileListRecogniser(schema: unknown): (tape: Tape, nodes: Int32Array, from: number, to: number) => boolean {
  if (!isSchema(schema)) return () => schema === true;
  const known = new Set(['type', 'items', 'minItems', 'maxItems', ...ANNOTATIONS]);
  if (schema.type !== 'array' || Object.keys(schema).some((keyword) => !known.has(keyword))) return () => false;
  const items = 'items' in schema ? compileAny(schema.items, schema, []) : ALWAYS;
  const min = limit(schema, 'minItems', 0);
  const max = limit(schema, 'maxItems', Number.POSITIVE_INFINITY);
  return (tape, nodes, from, to) => {
    if (to - from < min || to - from > max) return false;
    for (let k = from; k < to; k++) if ((nodes[k] as number) < 0 || !items(tape, nodes[k] as number)) return false;
    return true;
  };
}
