import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { appendJson, createTape } from '@jatdae/kernel';
import { compileSchema, itemSchema } from '@jatdae/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileRecogniser } from './recogniser.js';

function prove(schema: unknown, value: unknown): boolean {
  const tape = createTape(64);
  const root = appendJson(tape, JSON.stringify(value));
  return compileRecogniser(schema)(tape, root);
}

async function accepts(schema: object | boolean): Promise<(value: unknown) => boolean> {
  const compiled = await compileSchema(schema as never);
  return compiled.ok ? (value) => compiled.check(value).length === 0 : () => false;
}

it('proves a sound multiple-choice item and no broken one', () => {
  const schema = itemSchema('multiple-choice');
  const item = { id: 'a', question: '수도는?', choices: ['서울', '부산'], answer: 0 };
  expect(prove(schema, item)).toBe(true);
  expect(prove(schema, { ...item, choices: ['서울'] })).toBe(false);
  expect(prove(schema, { ...item, question: null })).toBe(false);
  expect(prove(schema, { id: 'a', question: '수도는?', choices: ['서울', '부산'] })).toBe(false);
});

it('counts lengths in code points', () => {
  expect(prove({ maxLength: 2 }, '가나')).toBe(true);
  expect(prove({ maxLength: 2 }, '가나다')).toBe(false);
  expect(prove({ minLength: 2 }, '😀')).toBe(false);
  expect(prove({ minLength: 2 }, '😀😀')).toBe(true);
  expect(prove({ minLength: 1, maxLength: 1 }, '\n')).toBe(true);
});

it('makes no claim about keywords that it does not know', () => {
  expect(prove({ pattern: '(a|b)' }, 'abc')).toBe(false);
  expect(prove({ oneOf: [{ type: 'string' }] }, 'abc')).toBe(false);
  expect(prove({ type: 'string', format: 'date' }, '2024-01-01')).toBe(false);
});

it('adapts to other key orders and takes the last of equal keys, as JSON.parse does', () => {
  const recognise = compileRecogniser({
    properties: { a: { type: 'string' }, b: { type: 'number' } },
    required: ['a', 'b'],
    additionalProperties: false,
  });
  const tape = createTape(64);
  const judge = (json: string) => recognise(tape, appendJson(tape, json));
  expect(judge('{"a":"x","b":1}')).toBe(true);
  expect(judge('{"b":1,"a":"x"}')).toBe(true);
  expect(judge('{"a":1,"b":1,"a":"x"}')).toBe(true);
  expect(judge('{"a":"x","b":1,"a":1}')).toBe(false);
  expect(judge('{"a":"x","b":1,"c":1}')).toBe(false);
  expect(judge('{"a":"x"}')).toBe(false);
});

const leaf = fc.constantFrom(
  { type: 'string' },
  { type: ['integer', 'null'] },
  { type: 'number', minimum: 0, exclusiveMaximum: 10 },
  { enum: ['a', 'b', 1, null] },
  { const: 'a' },
  { minLength: 1, maxLength: 2 },
  { items: { type: 'string' }, minItems: 1 },
  { uniqueItems: true },
  { required: ['a'], properties: { a: { type: 'string' } }, additionalProperties: false },
  { properties: { b: { $ref: '#/$defs/word' } }, additionalProperties: { type: 'number' } },
  { pattern: 'x' },
  { pattern: '^[ab]$' },
  { not: { type: 'string' } },
);
const schemas = fc.oneof(
  leaf,
  fc.tuple(leaf, leaf).map(([a, b]) => ({ allOf: [a, b] })),
  fc.tuple(leaf, leaf).map(([a, b]) => ({ anyOf: [a, b] })),
  leaf.map((schema) => ({ type: 'object', properties: { a: schema, b: schema }, required: ['b'] })),
);
const values = fc.oneof(
  fc.constantFrom('', 'a', 'b', '가', '가나다', 0, 1, 1.5, -1, 10, null, true),
  fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 1, null, '', ['a'], { a: 'a' })),
  fc.array(fc.constantFrom('a', 1, null), { maxLength: 3 }),
);

it('never proves what ajv refuses', async () => {
  await fc.assert(
    fc.asyncProperty(schemas, fc.array(values, { minLength: 1, maxLength: 20 }), async (schema, samples) => {
      const whole = { $defs: { word: { type: 'string', minLength: 1 } }, ...schema };
      const judge = await accepts(whole);
      for (const value of samples) if (prove(whole, value)) expect([value, judge(value)]).toEqual([value, true]);
    }),
    { numRuns: 150 },
  );
});

const suite = new URL('../../../../../shared/data/JSON-Schema-Test-Suite/tests/draft2020-12/', import.meta.url);

interface Case {
  readonly schema: object | boolean;
  readonly tests: readonly { readonly data: unknown; readonly valid: boolean }[];
}

it.skipIf(!existsSync(suite))(
  'never proves what JSON-Schema-Test-Suite calls invalid, and proves much of what it calls valid',
  () => {
    let valid = 0;
    let proved = 0;
    for (const name of readdirSync(suite).filter((file) => file.endsWith('.json'))) {
      const cases = JSON.parse(readFileSync(new URL(name, suite), 'utf8')) as Case[];
      for (const { schema, tests } of cases) {
        for (const { data, valid: isValid } of tests) {
          const found = prove(schema, data);
          if (!isValid) expect([name, schema, data, found]).toEqual([name, schema, data, false]);
          valid += Number(isValid);
          proved += Number(found);
        }
      }
    }
    expect(proved).toBeGreaterThan(150);
    expect(valid).toBeGreaterThan(proved);
  },
);
