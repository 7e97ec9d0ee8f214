/** What a careful builder hands over: most keywords that are compiled. */
export const MUTATED_SCHEMA = {
  type: 'object',
  required: ['id', 'split', 'question', 'choices', 'answer', 'level', 'source', 'tags'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', minLength: 1, maxLength: 24, pattern: '^[a-z]+-[0-9]+$' },
    split: { enum: ['public', 'leaderboard'] },
    question: { type: 'string', minLength: 8, maxLength: 60 },
    choices: {
      type: 'array',
      minItems: 2,
      maxItems: 4,
      uniqueItems: true,
      items: { type: 'string', minLength: 1, maxLength: 20 },
    },
    answer: { type: ['integer', 'null'], minimum: 0, maximum: 3 },
    level: { type: 'number', exclusiveMinimum: 0, maximum: 5 },
    source: {
      type: 'object',
      required: ['url'],
      additionalProperties: { $ref: '#/$defs/word' },
      properties: { url: { type: 'string', pattern: '^https://' } },
    },
    tags: { allOf: [{ type: 'array', minItems: 1 }, { items: { anyOf: [{ $ref: '#/$defs/word' }, { const: 7 }] } }] },
    note: { type: ['string', 'null'], maxLength: 12 },
  },
  $defs: { word: { type: 'string', minLength: 1, maxLength: 12 } },
} as const;

const SEEDS: readonly string[] = [
  {
    id: 'law-01',
    split: 'public',
    question: '다음 중 알맞은 것은?',
    choices: ['가', '나', '다\n라'],
    answer: 1,
    level: 3,
    source: { url: 'https://a.kr' },
    tags: ['x', 7],
  },
  {
    id: 'law-2',
    split: 'leaderboard',
    question: 'Which of these? "A"',
    choices: ['a', 'b'],
    answer: null,
    level: 4.5,
    source: { url: 'https://b', name: '이름' },
    tags: ['태그'],
    note: null,
  },
].map((item) => JSON.stringify(item));

const PIECES = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '-',
  '9',
  '.',
  'e1',
  ' ',
  'a',
  '가',
  '😀',
  'null',
  '1.0',
  '\\u0041',
  '"a":1,',
  '"id":"x-1",',
  '\u0001',
  '',
];

/** A small generator with a seed, so that a failure can be repeated. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One to three pieces put into a record, over nothing, a character or a few. */
export function mutatedRecord(random: (below: number) => number): string {
  let text = SEEDS[random(SEEDS.length)] as string;
  for (let edits = random(3); edits >= 0; edits--) {
    const at = random(text.length + 1);
    text = text.slice(0, at) + PIECES[random(PIECES.length)] + text.slice(at + random(3) * random(2));
  }
  return Buffer.from(text).toString();
}
