/** What a schema may lie inside another. Deeper ones are left to ajv. */
const DEEPEST = 32;
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const TYPES = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'];

type Plain = Readonly<Record<string, unknown>>;

/** Where a value of a keyword stands. */
interface At {
  readonly root: Plain;
  readonly depth: number;
}

type Allowed = (value: unknown, at: At) => boolean;

const isObject = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isAnything = (): boolean => true;
const isDistinctTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(isText) && new Set(value).size === value.length;
const isType = (value: unknown): boolean =>
  TYPES.includes(value as string) || (isDistinctTexts(value) && value.length > 0 && value.every((name) => TYPES.includes(name)));

const isSchema: Allowed = (value, { root, depth }) => isPlain(value, { root, depth: depth + 1 });
const isSchemas: Allowed = (value, at) => Array.isArray(value) && value.length > 0 && value.every((one) => isSchema(one, at));
const isSchemaByName: Allowed = (value, at) =>
  isObject(value) && Object.entries(value).every(([name, one]) => name !== '__proto__' && isSchema(one, at));

/** A name in the root's own `$defs` that needs no unescaping, of what refers no further: references may go round in a circle. */
const isReference: Allowed = (value, { root }) => {
  const name = typeof value === 'string' ? /^#\/\$defs\/([A-Za-z0-9_-]+)$/.exec(value)?.[1] : undefined;
  if (name === undefined || !isObject(root.$defs) || !Object.hasOwn(root.$defs, name)) return false;
  const target = root.$defs[name];
  return typeof target === 'boolean' || (isObject(target) && !Object.hasOwn(target, '$ref'));
};

/** Characters and classes one after the other, each with a count: what every engine understands. */
const PATTERN = new RegExp(
  String.raw`^\^?(?:(?:[A-Za-z0-9가-힣 _/:;,@#%&=~<>!'"-]|\\[dwsDWS.]|\[(?:A-Z|a-z|0-9|가-힣|A-F|a-f|[A-Za-z0-9가-힣_.])+\])` +
    String.raw`(?:[*+?]|\{(?:\d{1,2}|\d{1,2},|[01],[1-9]\d?)\})?)*\$?$`,
);

const KEYWORDS: ReadonlyMap<string, Allowed> = new Map<string, Allowed>([
  ...['$comment', 'title', 'description'].map((keyword) => [keyword, isText] as const),
  ...['deprecated', 'readOnly', 'writeOnly', 'uniqueItems'].map((keyword) => [keyword, isBoolean] as const),
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'].map(
    (keyword) => [keyword, isCount] as const,
  ),
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map((keyword) => [keyword, isNumber] as const),
  ...['default', 'const'].map((keyword) => [keyword, isAnything] as const),
  ...['items', 'additionalProperties', 'not', 'if', 'then', 'else'].map((keyword) => [keyword, isSchema] as const),
  ...['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((keyword) => [keyword, isSchemas] as const),
  ...['properties', '$defs'].map((keyword) => [keyword, isSchemaByName] as const),
  ['$schema', (value, { depth }) => depth === 0 && value === DIALECT],
  ['$ref', isReference],
  ['pattern', (value) => typeof value === 'string' && PATTERN.test(value)],
  ['type', isType],
  ['examples', Array.isArray],
  ['enum', (value) => Array.isArray(value) && value.length > 0],
  ['multipleOf', (value) => isNumber(value) && (value as number) > 0],
  ['required', isDistinctTexts],
]);

/**
 * Proves that ajv can compile a schema, without it. Sound, not complete: false means only that ajv has to be asked, as for most
 * patterns, names that references may mean in more than one way, and keywords that are not in the table.
 */
export const isPlainSchema = (schema: unknown): boolean => isObject(schema) && isPlain(schema, { root: schema, depth: 0 });

function isPlain(schema: unknown, at: At): boolean {
  if (typeof schema === 'boolean') return true;
  if (!isObject(schema) || at.depth > DEEPEST) return false;
  return Object.entries(schema).every(([keyword, value]) => KEYWORDS.get(keyword)?.(value, at) === true);
}
