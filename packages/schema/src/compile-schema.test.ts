import { expect, it } from 'vitest';
import { checkByOwnSchema, compileSchema, type JsonSchema } from './compile-schema.js';
import { explainSchemaError } from './explain-schema-error.js';
import {
  itemSchemas,
  manifestSchema,
  predictionSchema,
  profileExtensionSchema,
  profileSchema,
  reportSchema,
} from './generated/schemas.gen.js';
import { itemSchema } from './item-schema.js';

async function failuresOf(schema: JsonSchema, value: unknown): Promise<string[]> {
  const compiled = await compileSchema(schema);
  if (!compiled.ok) throw new Error(compiled.message.en);
  return compiled.check(value).map((error) => `${error.instancePath} ${error.keyword}`);
}

async function refusal(schema: JsonSchema): Promise<string> {
  const compiled = await compileSchema(schema);
  return compiled.ok ? '' : compiled.message.ko;
}

it.each([manifestSchema, predictionSchema, profileSchema, profileExtensionSchema, reportSchema, ...Object.values(itemSchemas)])(
  'finds that $title is a right schema',
  async (schema) => {
    const schemas = schema === profileExtensionSchema ? [profileSchema] : [];
    expect(await compileSchema(schema, { schemas })).toMatchObject({ ok: true });
  },
);

it('tells every error of a record, not the first', async () => {
  expect(await failuresOf(itemSchema('multiple-choice'), { question: null, choices: ['가'] })).toEqual([
    ' required',
    '/question type',
    '/choices minItems',
  ]);
});

it.each([
  ['multiple-choice', { question: '?', choices: ['가', 2], answer: 2 }],
  ['multiple-answer', { question: '?', choices: ['가', '나'], answer: ['가', '나'] }],
  ['short-answer', { question: '?', answer: ['가', 3] }],
  ['generation', { question: '?', rubric: { fluency: 5 } }],
  ['dialogue', { turns: ['안녕', { role: 'user', content: '반가워' }] }],
  ['classification', { question: '?', answer: 0 }],
  ['distribution', { question: '?', choices: ['가', '나'], answer: { 가: 0.25, 나: 0.75 } }],
  ['pairwise', { question: '?', choices: ['가', '나'], answer: 'A' }],
] as const)('knows a %s item, with fields of its own', async (type, item) => {
  expect(await failuresOf(itemSchema(type), { ...item, id: 7, media: 'a.png', own: {} })).toEqual([]);
});

it.each([
  ['distribution', { question: '?', choices: ['가', '나'], answer: [0.5, -0.5] }, '/answer/1 minimum'],
  ['distribution', { question: '?', choices: ['가', '나'], answer: { 가: '반' } }, '/answer/가 type'],
  ['pairwise', { question: '?', choices: ['가', '나', '다'], answer: 'A' }, '/choices maxItems'],
  ['dialogue', { turns: [] }, '/turns minItems'],
  ['short-answer', { question: '?', answer: [] }, '/answer minItems'],
  ['classification', { question: '?', answer: null }, '/answer type'],
] as const)('refuses a broken %s item', async (type, item, failure) => {
  expect(await failuresOf(itemSchema(type), item)).toEqual([failure]);
});

it('lets an answer be withheld where that is asked for', async () => {
  const schema = itemSchema('multiple-choice', 'optional');
  const item = { question: '?', choices: ['가', '나'] };
  expect(await failuresOf(schema, item)).toEqual([]);
  expect(await failuresOf(schema, { ...item, answer: null })).toEqual([]);
  expect(await failuresOf(schema, { ...item, answer: {} })).toEqual(['/answer type']);
});

it('speaks of what is wrong in the branch that the value was meant for', async () => {
  const schema = {
    anyOf: [
      { type: 'string', enum: ['a', 'b'] },
      { type: 'array', items: { type: 'string' } },
    ],
  };
  expect(await failuresOf(schema, 'c')).toEqual([' enum']);
  expect(await failuresOf(schema, [1])).toEqual(['/0 type']);
  expect(await failuresOf(schema, 1)).toEqual([' anyOf']);
});

it('asks about the data, not about what every object has', async () => {
  expect(await failuresOf({ type: 'object', required: ['constructor', 'toString'] }, {})).toEqual([' required', ' required']);
});

it('runs patterns in linear time, with Korean classes', async () => {
  expect(await failuresOf({ pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`)).toEqual([' pattern']);
  expect(await failuresOf({ pattern: '^[\\uAC00-\\uD7A3]+$' }, '예절')).toEqual([]);
  expect(await failuresOf({ pattern: '^\\p{Script=Hangul}+$' }, '예절')).toEqual([]);
});

it('says why a schema cannot be used', async () => {
  expect(await refusal({ pattern: '(?=a)' })).toContain('전후방 탐색');
  expect(await refusal({ $ref: 'https://example.org/other.json' })).toContain('네트워크');
  expect(await refusal({ type: 'strin' })).toContain('쓸 수 없습니다');
});

it('finds other schemas among those it is given', async () => {
  const other = { $id: 'https://example.org/other.json', type: 'integer' };
  const compiled = await compileSchema({ $ref: 'https://example.org/other.json' }, { schemas: [other] });
  expect(compiled.ok && compiled.check('x')).toHaveLength(1);
});

it('has a sentence of its own, in both languages, for every keyword that says something', async () => {
  const schema = {
    properties: {
      a: { type: ['string', 'null'] },
      b: { const: 1 },
      c: { minLength: 1 },
      d: { minLength: 3 },
      e: { maxLength: 1 },
      f: { pattern: '^x$' },
      g: { format: 'date' },
      h: { minimum: 3, exclusiveMaximum: 1, multipleOf: 2 },
      i: { uniqueItems: true, maxItems: 1, contains: { type: 'string' } },
      j: { minProperties: 3, propertyNames: { maxLength: 1 }, dependentRequired: { key: ['other'] } },
      k: false,
      l: { not: {} },
      m: { oneOf: [{}, {}] },
    },
  };
  const value = {
    a: 1,
    b: 2,
    c: '',
    d: 'ab',
    e: 'ab',
    f: 'y',
    g: '2024-02-30',
    h: 1,
    i: [1, 1],
    j: { key: 1 },
    k: 1,
    l: 1,
    m: 1,
  };
  const sentences = (await checkByOwnSchema(schema, value)).map((error) => explainSchemaError(error, error.data));
  expect(sentences.map(({ ko }) => ko)).toMatchInlineSnapshot(`
    [
      "'a' 값은 문자열 또는 null이어야 하는데 숫자 1입니다.",
      "'b' 값은 1이어야 하는데 숫자 2입니다.",
      "'c' 값이 비어 있습니다. 내용을 적어 주십시오.",
      "'d' 값은 3자 이상이어야 하는데 문자열 "ab"입니다.",
      "'e' 값은 1자 이하여야 하는데 문자열 "ab"입니다.",
      "'f' 값이 정해진 형식에 맞지 않습니다: 문자열 "y". 형식: ^x$",
      "'g' 값은 2024-12-31처럼 쓴 실제 날짜여야 하는데 문자열 "2024-02-30"입니다.",
      "'h' 값은 3 이상이어야 하는데 숫자 1입니다.",
      "'h' 값은 1보다 작아야 하는데 숫자 1입니다.",
      "'h' 값은 2의 배수여야 하는데 숫자 1입니다.",
      "'i' 값에는 1개까지만 있어야 하는데 2개가 있습니다.",
      "'i' 값에 조건에 맞는 것이 모자랍니다.",
      "'i' 값에 같은 것이 두 번 있습니다(1번째와 2번째). 하나만 남겨 주십시오.",
      "'j' 값에는 키가 3개 이상 있어야 합니다.",
      "'j' 값에 이름이 형식에 맞지 않는 키 'key'가 있습니다.",
      "'j' 값에 'key'가 있으면 'other'도 있어야 합니다.",
      "'k' 값은 있어서는 안 됩니다.",
      "'l' 값이 금지된 형태입니다: 숫자 1.",
      "'m' 값은 허용된 형태 가운데 꼭 하나와 맞아야 합니다: 숫자 1.",
    ]
  `);
  for (const { ko, en } of sentences) {
    expect(ko).toMatch(/(니다|십시오)\.|\. 형식: |: .+\.$/);
    expect(`${ko}${en}`).not.toMatch(/[{}]|undefined|NaN/);
  }
});

it('shows no value where values are secret', async () => {
  const [error] = await checkByOwnSchema({ enum: ['가', '나'], type: 'number' }, '정답은 가');
  expect(explainSchemaError(error!, '정답은 가', { masked: true }).ko).toBe('최상위 값은 숫자여야 하는데 ●●●입니다.');
});
