import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileSchema, type JsonSchema } from './compile-schema.js';
import { isPlainSchema } from './plain-schema.js';

const odd = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  0,
  1.5,
  3,
  '',
  'string',
  '#/$defs/a',
  [],
  ['a'],
  ['a', 'a'],
  {},
  [{}],
  { a: 1 },
  { a: {} },
);
const keyword = fc.constantFrom(
  ...[
    '$schema',
    '$id',
    '$ref',
    '$defs',
    '$comment',
    'title',
    'description',
    'deprecated',
    'default',
    'const',
    'examples',
    'enum',
  ],
  ...[
    'type',
    'minLength',
    'maxItems',
    'minProperties',
    'minimum',
    'multipleOf',
    'uniqueItems',
    'required',
    'properties',
    'items',
  ],
  ...[
    'prefixItems',
    'additionalProperties',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    'if',
    'then',
    'else',
    'pattern',
    'format',
    'id',
    '한글',
  ],
);

/** Schemas that are mostly right, with a value of any kind where one of another belongs now and then. */
const { schema } = fc.letrec<{ schema: unknown; named: unknown }>((tie) => ({
  named: fc.dictionary(fc.constantFrom('a', 'b', '가', 'toString', '__proto__'), tie('schema'), { maxKeys: 2 }),
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.boolean(),
    fc.constantFrom<unknown>(
      { type: 'string' },
      { type: ['integer', 'null'], minimum: 0 },
      { $ref: '#/$defs/a' },
      { enum: ['가', 1, null] },
    ),
    fc.record({ type: fc.constant('object'), properties: tie('named'), required: fc.constantFrom(['a'], ['a', 'b'], []) }),
    fc.record({ items: tie('schema'), minItems: fc.nat(3) }),
    fc.dictionary(fc.constantFrom('if', 'then', 'else', 'not'), tie('schema'), { maxKeys: 3 }),
    fc.record({ allOf: fc.array(tie('schema'), { maxLength: 2 }) }),
    fc.record({ prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }), additionalProperties: tie('schema') }),
    fc.tuple(keyword, fc.oneof(odd, tie('schema'))).map(([key, value]) => ({ [key]: value })),
  ),
}));
const root = fc.record({
  $defs: fc.dictionary(fc.constantFrom('a', 'b'), schema, { maxKeys: 2 }),
  allOf: fc.array(schema, { minLength: 1, maxLength: 3 }),
});

it('calls only that plain which ajv compiles', async () => {
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(root, async (made) => {
      // As a delivered schema comes: from a file.
      const delivered = JSON.parse(JSON.stringify(made)) as JsonSchema;
      if (!isPlainSchema(delivered)) return;
      plain += 1;
      expect(await compileSchema(delivered)).toMatchObject({ ok: true });
    }),
    { numRuns: 150 },
  );
  expect(plain).toBeGreaterThan(15);
});

const piece = fc.tuple(
  fc.constantFrom('a', 'Z', '가', ' ', '/', '-', '#', '\\d', '\\.', '\\W', '[A-Z]', '[가-힣]', '[a-z0-9_.]', '[0-9A-Fa-f]'),
  fc.constantFrom('', '*', '+', '?', '{0}', '{99}', '{3,}', '{0,1}', '{1,99}'),
);
const likelyPattern = fc
  .tuple(fc.constantFrom('', '^'), fc.array(piece, { maxLength: 6 }), fc.constantFrom('', '$'))
  .map(([start, pieces, end]) => `${start}${pieces.flat().join('')}${end}`);

it('calls only such patterns plain which ajv compiles', async () => {
  const anyPattern = fc.string({ unit: fc.constantFrom(...'^$a9가 -/.[]{}()*+?|\\dpL,=!<'), maxLength: 8 });
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(likelyPattern, anyPattern), async (pattern) => {
      if (!isPlainSchema({ pattern })) return;
      plain += 1;
      expect(await compileSchema({ pattern })).toMatchObject({ ok: true });
    }),
    { numRuns: 120 },
  );
  expect(plain).toBeGreaterThan(30);
});

it.each([['^https://'], ['^[A-Z]{2}-\\d{4}$'], ['^[a-z0-9_.]+$'], ['^[가-힣]+$']])('knows the pattern %s', (pattern) => {
  expect(isPlainSchema({ type: 'string', pattern })).toBe(true);
});

it('knows the usual', () => {
  expect(
    isPlainSchema({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['id', 'answer'],
      additionalProperties: false,
      properties: {
        id: { type: 'string', maxLength: 64 },
        answer: { type: ['integer', 'null'] },
        source: { $ref: '#/$defs/source' },
      },
      $defs: { source: { enum: ['가', '나'] } },
    }),
  ).toBe(true);
});

it.each<[string, unknown]>([
  ['a pattern that is none', { pattern: '(' }],
  ['a pattern with a group', { pattern: '^(?:a|b)$' }],
  ['a reference to nothing', { $ref: '#/$defs/none' }],
  ['a reference that leads to itself', { $defs: { a: { $ref: '#/$defs/a' } }, not: { $ref: '#/$defs/a' } }],
  ['a reference elsewhere', { $ref: 'https://example.com/item' }],
  ['a name of its own', { $id: 'https://example.com/item' }],
  ['an older draft', { $schema: 'http://json-schema.org/draft-07/schema#' }],
  ['a misspelt type', { type: 'text' }],
  ['an empty enum', { enum: [] }],
  ['a keyword of the wrong kind', { minLength: '1' }],
  ['a list of schemas by index, as older drafts have it', { items: [{}] }],
])('leaves %s to ajv', (_, schema) => {
  expect(isPlainSchema(schema)).toBe(false);
});

it('does not follow a schema down without end', () => {
  let deep: unknown = true;
  for (let k = 0; k < 100_000; k++) deep = { not: deep };
  expect(isPlainSchema(deep)).toBe(false);
});
