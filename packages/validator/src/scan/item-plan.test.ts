import { ITEM_FIELDS, ITEM_STRIDE, type ItemBatch, type RawBatch, wasmMemory } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Plan } from '../plan/plan.js';
import { createItemReaders } from './items.js';
import { createPrinter, createPrintLog, type PrintLog } from './prints.js';

/** Mappings of one deliverable, each a resource over the same kind of records. */
const resources: readonly object[] = [
  { split: { field: 'split' }, subMetric: { field: 'sub_metric' } },
  {
    fields: { id: 'id', question: 'q.text', choices: 'q.options', answer: { field: 'answer', as: 'letter' } },
    subMetric: { field: '/meta/x' },
    split: { value: 'leaderboard' },
  },
  {
    fields: { id: 'meta.id', choices: ['A', 'B', 'C'], answer: { field: 'answer', as: ['index1', 'text'] } },
    subMetric: { value: '다중' },
    split: { field: 'split', values: { 훈련: 'public', hidden: 'leaderboard' } },
  },
  { fields: { question: '/q/text', choices: 'choices', answer: { field: 'answer', as: 'list' } }, subMetric: { value: '다중' } },
  { fields: { choices: 'choices', answer: { field: 'answer', as: 'index0' } }, itemType: 'multiple-choice' },
  { subMetric: { value: '분포' }, split: { field: 'split' } },
  { itemType: 'pairwise', fields: { media: ['그림', 'q.image'] } },
  { itemType: 'classification' },
  { subMetric: { value: '갈래' } },
  { itemType: 'short-answer', subMetric: { field: 'sub_metric' }, split: { field: 'split' } },
];

const plan = {
  root: '',
  manifest: {
    dataset: { leaderboardAnswers: 'withheld' },
    subMetrics: [
      { id: '예절', itemType: 'multiple-choice' },
      { id: '다중', itemType: 'multiple-answer' },
      { id: '분포', itemType: 'distribution' },
      { id: '갈래', itemType: 'classification', labels: ['서울', '가 나', 3] },
      { id: '생성', itemType: 'generation' },
    ],
    resources,
  },
  subMetrics: ['예절', '다중', '분포', '갈래', '생성'],
  files: [{ path: 'a.jsonl' }],
  resources: resources.map(() => ({ files: [0], fileSubMetric: null, fileSide: null, pairs: null })),
  media: { root: '', files: [], refused: [] },
  keys: false,
  hashing: null,
  rules: [],
  schemas: resources.map(() => null),
  limits: { depth: 64, recordBytes: 1 << 20 },
} as unknown as Plan;

const KEYS = ['id', 'context', 'question', 'choices', 'answer', 'sub_metric', 'split', 'q', 'meta', 'A', 'B', 'C', 'q.text'];

/** Told by their bytes, and not. */
const plain = fc.constantFrom(
  ...[
    'A',
    'b',
    'z',
    '3',
    '서울',
    '부산',
    '대구',
    'é',
    ' 가',
    '가  나',
    '줄\n바꿈',
    '"말"',
    '\\',
    '“따옴표”',
    '예절',
    'public',
    '훈련',
    '生',
  ],
);
const odd = fc.constantFrom(
  ...[
    '',
    ' ',
    '\u3000',
    'e\u0301',
    '\ufeff',
    '①',
    '(A)',
    'AB',
    'A,B',
    '12',
    '2.0',
    'tie',
    '，',
    'Ａ',
    '\u1112\u1161',
    '\ud83d\ude00',
  ],
  ...["['가', '나']", "{'가': 0.5}"],
);
const text = fc.oneof({ weight: 19, arbitrary: plain }, { weight: 1, arbitrary: odd });
const scalar = fc.oneof(
  { weight: 30, arbitrary: text.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: text.map((value) => `"${escaped(value)}"`) },
  { weight: 9, arbitrary: fc.constantFrom('0', '1', '2', '3', '11', '-1', '1.0', '0.5', 'null', 'true') },
);
const list = fc.array(scalar, { maxLength: 5 }).map((values) => `[${values.join(', ')}]`);
const inner = fc
  .array(
    fc.tuple(
      fc.constantFrom(...['"text"', '"options"', '"id"', '"x"', '"text"', '"options"', '"id"', '"te\\u0078t"']),
      fc.oneof(scalar, list),
    ),
    {
      maxLength: 4,
    },
  )
  .map((members) => `{${members.map(([key, value]) => `${key}:${value}`).join(',')}}`);
const value = fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 2, arbitrary: list }, { weight: 1, arbitrary: inner });

const word = (...words: readonly string[]) => fc.constantFrom(...words).map((one) => JSON.stringify(one));
/** What a key usually holds. */
const usual: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '"choices"': list,
  '"answer"': fc.oneof(
    fc.constantFrom('0', '1', '2', '9', '[0, 1]', '["A"]', '[0.5, 0.5]'),
    word('A', 'b', '3', '서울', '부산', '줄\n바꿈'),
  ),
  '"sub_metric"': word('예절', '다중', '분포', '갈래', '생성'),
  '"split"': word('public', 'leaderboard', '훈련', 'hidden'),
  '"q"': inner,
  '"meta"': fc.oneof(
    inner,
    word('예절', '생성').map((one) => `{"x":${one},"id":7}`),
  ),
};
const heldBy = (key: string) => fc.oneof({ weight: 20, arbitrary: usual[key] ?? scalar }, { weight: 1, arbitrary: value });

/** Every character as its escape. */
function escaped(raw: string): string {
  return Array.from({ length: raw.length }, (_, k) => `\\u${raw.charCodeAt(k).toString(16).padStart(4, '0')}`).join('');
}

/** The keys of some records, repeated and written in unusual ways now and then. */
const shape = fc
  .tuple(
    fc.shuffledSubarray(KEYS, { minLength: 9 }),
    fc.oneof(
      { weight: 9, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.subarray(['"\\u0069d"', '"\ufeffid"', '"answer"', '"그림"', '"q\\u002etext"']) },
    ),
  )
  .map(([keys, odd]) => [...keys.map((key) => JSON.stringify(key)), ...odd]);
const record = (keys: readonly string[]) =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .tuple(...keys.map(heldBy))
        .map((values) => `{${keys.map((key, k) => `${key}: ${values[k] ?? 'null'}`).join(', ')}}`),
    },
    { weight: 1, arbitrary: fc.constantFrom('7', '[]', '{', '', '"글"') },
  );
const records = fc
  .array(shape, { minLength: 1, maxLength: 3 })
  .chain((shapes) => fc.array(fc.constantFrom(...shapes).chain(record), { minLength: 1, maxLength: 8 }));

function rawOf(texts: readonly string[]): RawBatch {
  const encoder = new TextEncoder();
  const pieces = texts.map((one) => encoder.encode(`${one}\n`));
  const bytes = new Uint8Array(Buffer.concat(pieces));
  const start = new Int32Array(texts.length);
  const end = new Int32Array(texts.length);
  let at = 0;
  pieces.forEach((piece, i) => {
    start[i] = at;
    at += piece.length;
    end[i] = at - 1;
  });
  const numbers = Int32Array.from(texts, (_, i) => i);
  return { bytes, size: texts.length, start, end, record: numbers, line: numbers, byte: Float64Array.from(start), faults: [] };
}

/** All that rules see of a batch. */
function seen(batch: ItemBatch): object {
  const { size } = batch;
  const choices = batch.choiceStart[size] as number;
  const media = batch.mediaStart[size] as number;
  return {
    root: [...batch.root.subarray(0, size)],
    field: ITEM_FIELDS.map((name) => [name, ...batch.field[name].subarray(0, size)]),
    subMetric: [...batch.subMetric.subarray(0, size)],
    side: [...batch.side.subarray(0, size)],
    answer: [...batch.answer.subarray(0, size)],
    key: [...batch.key.subarray(0, size)],
    valid: [...batch.valid.subarray(0, size)],
    sound: [...batch.sound.subarray(0, size)],
    choiceStart: [...batch.choiceStart.subarray(0, size + 1)],
    choice: [...batch.choice.subarray(0, choices)],
    choicePrint: [...batch.choicePrint.subarray(0, choices * 4)],
    mediaStart: [...batch.mediaStart.subarray(0, size + 1)],
    media: [...batch.media.subarray(0, media)],
    faults: batch.faults,
  };
}

const place = { split: 3, file: 0 };
const fast = createItemReaders({ ...plan, fast: true });
const exact = createItemReaders({ ...plan, fast: false });

it.skipIf(wasmMemory() === null)('maps any records in the kernel as row by row', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(resources.length - 1), records, async (resource, texts) => {
      const raw = rawOf(texts);
      const mapped = seen(await fast(resource).read(raw, place, false));
      expect(mapped).toEqual(seen(await exact(resource).read(raw, place, false)));
    }),
    { numRuns: 2000 },
  );
});

const scopes = ['deliverable', 'sub-metric', 'resource'] as const;
const printers = scopes.map((idScope) => {
  const scoped = { ...plan, manifest: { ...plan.manifest, dataset: { ...plan.manifest.dataset, idScope } } };
  return { kernel: createPrinter({ ...scoped, fast: true }), rows: createPrinter({ ...scoped, fast: false }) };
});

it.skipIf(wasmMemory() === null)('fingerprints any items in the kernel as row by row', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...printers), fc.nat(resources.length - 1), records, async (printer, resource, texts) => {
      const batch = await fast(resource).read(rawOf(texts), place, false);
      const [ids, items] = [almostFull(), almostFull()];
      printer.kernel(batch, 100, ids, items);
      const [rowIds, rowItems] = [createPrintLog(), createPrintLog()];
      printer.rows(batch, 100, rowIds, rowItems);
      expect(entriesOf(ids)).toEqual(entriesOf(rowIds));
      expect(entriesOf(items)).toEqual(entriesOf(rowItems));
    }),
    { numRuns: 2000 },
  );
});

const almostFull = (): PrintLog => ({ ints: new Int32Array(ITEM_STRIDE), length: 0 });
const entriesOf = (log: PrintLog): number[] => [...log.ints.subarray(0, log.length)];
