/**
 * The schema that a careful builder would hand over for the generated items: types, and the lengths, patterns and uniqueness that make
 * an item usable.
 */
export const ITEM_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['id', 'sub_metric', 'split', 'question', 'choices', 'answer', 'explanation', 'difficulty', 'source', 'tags'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', minLength: 1, maxLength: 64, pattern: '^[a-z]+-[0-9]+$' },
    sub_metric: { type: 'string', minLength: 1 },
    split: { enum: ['public', 'leaderboard'] },
    question: { type: 'string', minLength: 20, maxLength: 2000 },
    choices: {
      type: 'array',
      minItems: 4,
      maxItems: 5,
      uniqueItems: true,
      items: { type: 'string', minLength: 1, maxLength: 500 },
    },
    answer: { type: ['integer', 'null'], minimum: 0 },
    explanation: { type: ['string', 'null'], minLength: 20, maxLength: 4000 },
    difficulty: { type: 'integer', minimum: 1, maximum: 5 },
    source: {
      type: 'object',
      required: ['name', 'url', 'license'],
      additionalProperties: false,
      properties: {
        name: { type: 'string', minLength: 1 },
        url: { type: 'string', pattern: '^https://' },
        license: { type: 'string', minLength: 1 },
      },
    },
    tags: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', minLength: 1, maxLength: 50 } },
  },
} as const;

/** The same for a row of a CSV file, whose cells are all strings. */
export const ROW_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: [
    'id',
    'sub_metric',
    'split',
    'question',
    'A',
    'B',
    'C',
    'D',
    'difficulty',
    'source_name',
    'source_url',
    'source_license',
  ],
  properties: {
    id: { type: 'string', minLength: 1, maxLength: 64, pattern: '^[a-z]+-[0-9]+$' },
    sub_metric: { type: 'string', minLength: 1 },
    split: { enum: ['public', 'leaderboard'] },
    question: { type: 'string', minLength: 20, maxLength: 2000 },
    A: { type: 'string', minLength: 1, maxLength: 500 },
    B: { type: 'string', minLength: 1, maxLength: 500 },
    C: { type: 'string', minLength: 1, maxLength: 500 },
    D: { type: 'string', minLength: 1, maxLength: 500 },
    difficulty: { enum: ['1', '2', '3', '4', '5'] },
    source_name: { type: 'string', minLength: 1 },
    source_url: { type: 'string', pattern: '^https://' },
    source_license: { type: 'string', minLength: 1 },
    tags: { type: 'string', minLength: 1 },
  },
} as const;
