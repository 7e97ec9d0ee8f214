import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testItems, writeDeliverable } from '../../testing/deliverable.js';
import { letter, linesOf, take } from '../../testing/take.js';

const ITEMS = testItems(20);
const chosenFor = (k: number): number => (k % 5 === 0 ? (k + 1) % 4 : k % 4);
let root = '';
let source = '';

beforeEach(async () => {
  root = await writeDeliverable(ITEMS);
  source = await mkdtemp(join(tmpdir(), 'jatdae-opencompass-'));
});

afterEach(() => Promise.all([root, source].map((folder) => rm(folder, { recursive: true }))));

/** As GenInferencerOutputHandler of OpenCompass 0.5.3 writes it: the prompt has an example before the question. */
const generated = (k: number) => ({
  origin_prompt: [
    { role: 'HUMAN', prompt: `Question: ${ITEMS[(k + 1) % 20]!.question}\nA. 가\nB. 나\nAnswer: ` },
    { role: 'BOT', prompt: 'A\n' },
    {
      role: 'HUMAN',
      prompt: `Question: ${ITEMS[k]!.question}\n${ITEMS[k]!.choices.map((text, c) => `${letter(c)}. ${text}`).join('\n')}\nAnswer: `,
    },
  ],
  prediction: `정답은 ${letter(chosenFor(k))}입니다.`,
  gold: letter(k % 4),
});

const byNumber = (records: readonly unknown[]): string =>
  JSON.stringify(Object.fromEntries(records.map((record, k) => [String(k), record])), null, 4);

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(source, path, '..'), { recursive: true });
    await writeFile(join(source, path), text);
  }
}

it('finds the question in the prompt, after those of the examples, and the scores in the details of the results', async () => {
  const details = Object.fromEntries(ITEMS.map((_, k) => [String(k), { correct: chosenFor(k) === k % 4 }]));
  await write({
    'predictions/model-y/manners.json': byNumber(ITEMS.map((_, k) => generated(k))),
    'results/model-y/manners.json': JSON.stringify({ accuracy: 80, details }),
  });
  const outcome = await take(root, source);
  expect(outcome).toMatchObject({
    experiment: 'model-y',
    harness: { name: 'opencompass', version: null },
    tasks: [{ task: 'manners', answers: 20, joined: { question: 20 } }],
    subMetrics: [{ score: 0.7778, metric: 'correct' }],
  });
  expect((await linesOf(root, outcome))[1]).toEqual({
    id: 'q-1001',
    prediction: '정답은 B입니다.',
    raw: '정답은 B입니다.',
    source: { task: 'manners', doc: 1 },
  });
});

it('takes the choice of the least perplexity, and goes by the order where prompts tell nothing', async () => {
  const records = ITEMS.map((_, k) => ({
    'in-context examples': '',
    origin_prompt: 'x',
    ...Object.fromEntries(
      [0, 1, 2, 3].map((c) => [`label: ${letter(c)}`, { 'testing input': 'x', prompt: 'x', PPL: c === chosenFor(k) ? 0.5 : 2 }]),
    ),
    prediction: letter(chosenFor(k)),
    gold: letter(k % 4),
  }));
  await write({ 'predictions/model-y/manners.json': byNumber(records) });
  const outcome = await take(root, source);
  expect(outcome.tasks[0]).toMatchObject({ joined: { index: 20 } });
  expect(outcome.subMetrics[0]).toMatchObject({ score: null });
  expect((await linesOf(root, outcome)).map(({ prediction }) => prediction)).toEqual(ITEMS.map((_, k) => letter(chosenFor(k))));
});

it('puts together what was cut into parts, each of which counts from 0', async () => {
  await write({
    'predictions/model-y/manners_0.json': byNumber(ITEMS.slice(0, 12).map((_, k) => generated(k))),
    'predictions/model-y/manners_1.json': byNumber(ITEMS.slice(12).map((_, k) => generated(12 + k))),
  });
  const outcome = await take(root, source);
  expect(outcome.tasks).toMatchObject([{ task: 'manners', answers: 20 }]);
  expect((await linesOf(root, outcome))[15]).toMatchObject({ id: 'q-1015', source: { task: 'manners', doc: 15 } });
});

it('passes over records without a prediction, and says so', async () => {
  await write({ 'predictions/model-y/manners.json': byNumber([generated(0), { origin_prompt: 'cut' }, generated(2)]) });
  const outcome = await take(root, join(source, 'predictions/model-y/manners.json'));
  expect(outcome).toMatchObject({ experiment: 'model-y', written: 2 });
  expect(outcome.faults.first).toMatchObject([{ place: 'manners.json#/1' }]);
});
