import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appendJson, createRecordParser, createTape, loadTape, plainMemory, wasmMemory } from '@jatdae/kernel';
import { compileSchema, itemSchema } from '@jatdae/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRecogniser } from './recogniser.js';

/** By JSON text, in plain TypeScript and, where it can be, in WebAssembly: they always agree. */
function proverOf(schema: unknown): (json: string) => boolean {
  const tapes = [plainMemory(), wasmMemory()].flatMap((memory) => (memory === null ? [] : [createTape(64, memory)]));
  const provers = tapes.map((tape) => {
    const recogniser = createRecogniser([schema], tape.memory);
    return (json: string) => recogniser.prove(tape, 0, Int32Array.of(appendJson(tape, json)), 1, false)[0] === 1;
  });
  return (json) => {
    const [found, again = found] = provers.map((judge) => judge(json));
    if (found !== again) throw new Error(`the twins differ about ${json} by ${JSON.stringify(schema)}`);
    return found === true;
  };
}

const prove = (schema: unknown, value: unknown): boolean => proverOf(schema)(JSON.stringify(value));

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

it('makes no claim about what it does not know', () => {
  expect(prove({ pattern: '\\ba' }, 'abc')).toBe(false);
  expect(prove({ unevaluatedProperties: false }, {})).toBe(false);
  expect(prove({ type: 'string', format: 'idn-email' }, 'a@b.kr')).toBe(false);
  expect(prove({ enum: [['a']] }, ['a'])).toBe(false);
  expect(prove({ $ref: 'https://example.org/a.json' }, 1)).toBe(false);
  expect(prove({ uniqueItems: true }, [1, 2])).toBe(false);
});

it('looks into texts that are written with escapes', () => {
  const schema = { enum: ['공개', 'public', 'a/b', '😀'] };
  const judge = proverOf(schema);
  expect(judge('"\\uacf5\\uac1c"')).toBe(true);
  expect(judge('"a\\/b"')).toBe(true);
  expect(judge('"\\ud83d\\ude00"')).toBe(true);
  expect(judge('"\\ud83d"')).toBe(false);
  expect(judge('"\\uacf5"')).toBe(false);
  const byName = proverOf({ required: ['질문'], properties: { 질문: { maxLength: 2 } }, additionalProperties: false });
  expect(byName('{"\\uc9c8\\ubb38":"\\uac00\\ud83d\\ude00"}')).toBe(true);
  expect(byName('{"\\uc9c8\\ubb38":"\\uac00\\ud83d\\ude00\\n"}')).toBe(false);
  const unique = proverOf({ uniqueItems: true });
  expect(unique('["가","\\uac01","\\uac02"]')).toBe(true);
  expect(unique('["가","\\uac00"]')).toBe(false);
});

it('reads numbers as JSON.parse does, or says that it cannot', () => {
  expect(proverOf({ type: 'integer' })('3.0')).toBe(true);
  expect(proverOf({ type: 'integer' })('30e-1')).toBe(true);
  expect(proverOf({ type: 'integer' })('3.5')).toBe(false);
  expect(proverOf({ type: 'integer' })('123456789012345678901234567890')).toBe(true);
  expect(proverOf({ minimum: 0.1, maximum: 0.3 })('0.3')).toBe(true);
  expect(proverOf({ maximum: 0.3 })('0.30000000000000004')).toBe(false);
  expect(proverOf({ maximum: 0.31 })('0.30000000000000004')).toBe(true);
  expect(proverOf({ exclusiveMaximum: 0 })('-1e-3')).toBe(true);
  expect(proverOf({ multipleOf: 0.01 })('0.07')).toBe(0.07 / 0.01 === 7);
  expect(proverOf({ multipleOf: 5 })('1235')).toBe(true);
  expect(proverOf({ multipleOf: 5 })('1236')).toBe(false);
  expect(proverOf({ enum: [10, 0.5] })('5e-1')).toBe(true);
  expect(proverOf({ maximum: 1 })('1e400')).toBe(false);
});

// An object literal must not look like a promise.
const conditional = (condition: object, held: object, otherwise: object): object =>
  Object.fromEntries([
    ['if', condition],
    ['then', held],
    ['else', otherwise],
  ]);

it('knows conditions, formats and what depends on what', () => {
  const schema = conditional(
    { properties: { type: { const: 'choice' } }, required: ['type'] },
    { required: ['choices'] },
    { dependentRequired: { answer: ['reason'] } },
  );
  expect(prove(schema, { type: 'choice', choices: [] })).toBe(true);
  expect(prove(schema, { type: 'choice' })).toBe(false);
  expect(prove(schema, { type: 'essay', answer: 1, reason: 2 })).toBe(true);
  expect(prove(schema, { answer: 1 })).toBe(false);
  expect(prove({ format: 'date' }, '2024-02-28')).toBe(true);
  expect(prove({ format: 'date' }, '2024-02-30')).toBe(false);
  expect(prove({ format: 'date-time' }, '2024-11-20T09:00:00+09:00')).toBe(true);
  expect(prove({ format: 'uri' }, 'https://example.org/a%20b?c=d#e')).toBe(true);
  expect(prove({ format: 'uri' }, 'https://example.org/가')).toBe(false);
  expect(prove({ format: 'email' }, 'hong@example.co.kr')).toBe(true);
  expect(prove({ patternProperties: { '^[가-힣]+$': { type: 'number' } }, additionalProperties: false }, { 가: 1 })).toBe(true);
  expect(prove({ patternProperties: { '^[가-힣]+$': { type: 'number' } }, additionalProperties: false }, { a: 1 })).toBe(false);
});

it('follows a reference back to where it stands, so deep as values are', () => {
  const tree = { type: 'object', properties: { children: { type: 'array', items: { $ref: '#' } } }, required: ['name'] };
  expect(prove(tree, { name: 'a', children: [{ name: 'b', children: [] }] })).toBe(true);
  expect(prove(tree, { name: 'a', children: [{ children: [] }] })).toBe(false);
  expect(prove({ $ref: '#' }, 1)).toBe(false);
  expect(proverOf(tree)(`${'{"name":1,"children":['.repeat(200)}${']}'.repeat(200)}`)).toBe(false);
});

it('judges members that only `required` names as additional ones', () => {
  expect(prove({ required: ['a'], additionalProperties: false }, { a: 1 })).toBe(false);
  expect(prove({ required: ['a'], additionalProperties: { type: 'number' } }, { a: 1 })).toBe(true);
  expect(prove({ required: ['a'], additionalProperties: { type: 'number' } }, { a: 'x' })).toBe(false);
});

it('adapts to any key order, and is not misled by keys that stand twice', () => {
  const judge = proverOf({
    properties: { a: { type: 'string' }, b: { type: 'number' } },
    required: ['a', 'b'],
    additionalProperties: false,
  });
  expect(judge('{"a":"x","b":1}')).toBe(true);
  expect(judge('{"b":1,"a":"x"}')).toBe(true);
  expect(judge('{"a":"x","b":1,"a":"y"}')).toBe(true);
  expect(judge('{"a":"x","b":1,"a":1}')).toBe(false);
  expect(judge('{"a":"x","a":"y"}')).toBe(false);
  expect(judge('{"a":"x","b":1,"c":1}')).toBe(false);
  expect(judge('{"a":"x"}')).toBe(false);
  // JSON.parse takes the last: the schema holds, and its opposite must not be proved.
  expect(proverOf({ not: { properties: { a: { type: 'string' } } } })('{"a":1,"a":"x"}')).toBe(false);
  expect(proverOf({ not: { maxProperties: 1 } })('{"a":1,"a":"x"}')).toBe(false);
});

const leaf = fc.constantFrom<object>(
  { type: 'string' },
  { type: ['integer', 'null'] },
  { type: 'number', minimum: 0, exclusiveMaximum: 10 },
  { multipleOf: 0.5 },
  { enum: ['a', 'b', 1, null, '가'] },
  { const: 'a' },
  { const: false },
  { minLength: 1, maxLength: 2 },
  { items: { type: 'string' }, minItems: 1 },
  { prefixItems: [{ type: 'string' }, { const: 1 }], items: false },
  { uniqueItems: true },
  { contains: { const: 1 }, maxContains: 1 },
  { required: ['a'], properties: { a: { type: 'string' } }, additionalProperties: false },
  { required: ['c'], additionalProperties: { type: ['number', 'string'] } },
  { properties: { b: { $ref: '#/$defs/word' } }, additionalProperties: { type: 'number' } },
  { patternProperties: { '^[ab]': { minLength: 1 } }, additionalProperties: { type: 'null' } },
  { propertyNames: { enum: ['a', 'c'] } },
  { minProperties: 2, maxProperties: 3 },
  { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { required: ['a'] } } },
  { pattern: 'x' },
  { pattern: '^[ab가]$' },
  { format: 'date' },
  { not: { type: 'string' } },
  { $ref: '#/$defs/word' },
);
const schemas = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.tuple(leaf, tie('schema')).map(([a, b]) => ({ allOf: [a, b] })),
    fc.tuple(tie('schema'), leaf).map(([a, b]) => ({ anyOf: [a, b] })),
    fc.tuple(leaf, tie('schema'), leaf).map(([a, b, c]) => ({ oneOf: [a, b, c] })),
    fc.tuple(leaf, tie('schema'), tie('schema')).map(([a, b, c]) => conditional(a, b, c)),
    tie('schema').map((schema) => ({ not: schema })),
    tie('schema').map((schema) => ({ type: 'object', properties: { a: schema, b: schema }, required: ['b'] })),
    tie('schema').map((schema) => ({ items: schema })),
  ),
})).schema;
const scalar = fc.constantFrom(
  '"a"',
  '"가"',
  '"\\u0061"',
  '""',
  '"가나다"',
  '0',
  '1',
  '1.5',
  '-1',
  '1e1',
  '10.0',
  'null',
  'true',
  'false',
);
const json = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }).map((elements) => `[${elements.join()}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'c', '\\u0061', '가'), tie('value')), { maxLength: 4 })
      .map((members) => `{${members.map(([name, value]) => `"${name}":${value}`).join()}}`),
  ),
})).value;

it('never proves what ajv refuses, nor the opposite of what it accepts, and knows most of both', async () => {
  const counts = { proved: 0, valid: 0, refuted: 0, invalid: 0 };
  await fc.assert(
    fc.asyncProperty(schemas, fc.array(json, { minLength: 1, maxLength: 20 }), async (schema, samples) => {
      const $defs = { word: { type: 'string', minLength: 1 } };
      const judge = await accepts({ $defs, allOf: [schema] });
      const proves = proverOf({ $defs, allOf: [schema] });
      const refutes = proverOf({ $defs, not: schema });
      for (const sample of samples) {
        const isValid = judge(JSON.parse(sample));
        const [isProved, isRefuted] = [proves(sample), refutes(sample)];
        if (isProved || isRefuted) expect([sample, isProved, isRefuted]).toEqual([sample, isValid, !isValid]);
        counts[isValid ? 'valid' : 'invalid'] += 1;
        counts.proved += Number(isProved);
        counts.refuted += Number(isRefuted);
      }
    }),
    { numRuns: 200 },
  );
  expect(counts.proved).toBeGreaterThan(counts.valid * 0.7);
  expect(counts.refuted).toBeGreaterThan(counts.invalid * 0.7);
}, 60_000);

const suite = new URL('../../../../../shared/data/JSON-Schema-Test-Suite/tests/draft2020-12/', import.meta.url);

interface Case {
  readonly schema: object | boolean;
  readonly tests: readonly { readonly data: unknown; readonly valid: boolean }[];
}

it.skipIf(!existsSync(suite))(
  'never proves what JSON-Schema-Test-Suite calls invalid, nor the opposite of what it calls valid, and proves much',
  () => {
    const counts = { proved: 0, valid: 0, refuted: 0, invalid: 0 };
    for (const name of readdirSync(suite).filter((file) => file.endsWith('.json'))) {
      const cases = JSON.parse(readFileSync(new URL(name, suite), 'utf8')) as Case[];
      for (const { schema, tests } of cases) {
        const proves = proverOf(schema);
        // References would lead elsewhere in a schema around it.
        const refutes = JSON.stringify(schema).includes('"$') ? () => false : proverOf({ not: schema });
        for (const { data, valid } of tests) {
          const [isProved, isRefuted] = [proves(JSON.stringify(data)), refutes(JSON.stringify(data))];
          if (isProved || isRefuted)
            expect([name, schema, data, isProved, isRefuted]).toEqual([name, schema, data, valid, !valid]);
          counts[valid ? 'valid' : 'invalid'] += 1;
          counts.proved += Number(isProved);
          counts.refuted += Number(isRefuted);
        }
      }
    }
    expect(counts.proved).toBeGreaterThan(400);
    expect(counts.valid).toBeGreaterThan(counts.proved);
  },
);

const texts = new URL('../../../../../shared/data/JSONTestSuite/test_parsing/', import.meta.url);

it.skipIf(!existsSync(texts))('proves of JSONTestSuite just what JSON.parse reads', () => {
  const counts = { proved: 0, refused: 0 };
  for (const memory of [plainMemory(), wasmMemory()]) {
    if (memory === null) continue;
    const tape = createTape(16, memory);
    const parser = createRecordParser(memory);
    const recogniser = createRecogniser([{}], memory);
    for (const name of readdirSync(texts)) {
      const bytes = readFileSync(join(fileURLToPath(texts), name));
      // What is no UTF-8 never comes so far.
      if (!isUtf8(bytes)) continue;
      loadTape(tape, bytes);
      const root = new Int32Array(1);
      const ranges = { size: 1, start: Int32Array.of(0), end: Int32Array.of(bytes.length) };
      parser.parse(tape, ranges, 4096, root, new Uint16Array(1));
      const isProved = recogniser.prove(tape, 0, root, 1, false)[0] === 1;
      expect([name, isProved]).toEqual([name, isJson(bytes.toString())]);
      counts[isProved ? 'proved' : 'refused'] += 1;
    }
  }
  expect(counts.proved).toBeGreaterThan(90);
  expect(counts.refused).toBeGreaterThan(150);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
