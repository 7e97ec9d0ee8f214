import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipArchive } from '@jatdae/readers/testing-archives';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testItems, writeDeliverable } from '../../testing/deliverable.js';
import { letter, linesOf, take } from '../../testing/take.js';

const ITEMS = testItems(20);
const chosenFor = (k: number): number => (k % 5 === 0 ? (k + 1) % 4 : k % 4);
let root = '';
let source = '';

beforeEach(async () => {
  root = await writeDeliverable(ITEMS);
  source = await mkdtemp(join(tmpdir(), 'jatdae-inspect-'));
});

afterEach(() => Promise.all([root, source].map((folder) => rm(folder, { recursive: true }))));

// Shapes of tests/analysis/test_logs_choices/mmlu-summary-choices.eval of inspect_ai, written by 0.3.154.
const header = (more: Readonly<Record<string, unknown>> = {}) => ({
  version: 2,
  status: 'success',
  eval: {
    eval_id: 'Dj4Li7NchTfQSiX7eKXLLN',
    run_id: '3qNiRyzvDH3HnEgLT3abyv',
    created: '2025-12-19T12:37:50+00:00',
    task: 'inspect_evals/예절',
    task_version: 0,
    dataset: { name: 'small', samples: 20, shuffled: false },
    model: 'openai/model-x',
    model_args: { api_key: 'sk-secret' },
    revision: { type: 'git', commit: 'de1d065be', dirty: true },
    packages: { inspect_ai: '0.3.260' },
    ...more,
  },
  plan: { name: 'plan', steps: [{ solver: 'multiple_choice', params: { cot: false } }] },
  results: { total_samples: 20, completed_samples: 20 },
});

function sample(k: number, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const answer = letter(chosenFor(k));
  return {
    id: k + 1,
    epoch: 1,
    input: ITEMS[k]!.question,
    choices: ITEMS[k]!.choices,
    target: letter(k % 4),
    output: { model: 'model-x', completion: `ANSWER: ${answer}`, usage: { total_tokens: 12 } },
    scores: { choice: { value: chosenFor(k) === k % 4 ? 'C' : 'I', answer, explanation: `ANSWER: ${answer}` } },
    metadata: { subject: 'manners' },
    attachments: {},
    ...more,
  };
}

const SAMPLES = ITEMS.map((_, k) => sample(k));

/** As Inspect writes it, one sample a member. */
const evalZip = (samples: readonly Record<string, unknown>[], withHeader = true): Uint8Array =>
  zipArchive([
    { name: '_journal/start.json', content: JSON.stringify({ version: 2, eval: header().eval, plan: header().plan }) },
    ...samples.map((value) => ({
      name: `samples/${String(value.id)}_epoch_${String(value.epoch)}.json`,
      content: JSON.stringify(value, null, 2),
    })),
    ...(withHeader ? [{ name: 'header.json', content: JSON.stringify(header()) }] : []),
  ]);

it('takes the answers of a log that is a zip', async () => {
  await writeFile(join(source, 'log.eval'), evalZip(SAMPLES));
  const outcome = await take(root, source);
  expect(outcome).toMatchObject({
    experiment: 'model-x',
    harness: { name: 'inspect_ai', version: '0.3.260' },
    tasks: [{ task: '예절', answers: 20, joined: { question: 20 } }],
    subMetrics: [{ id: '예절', items: 18, answered: 18, metric: 'correct', score: 0.7778 }],
    faults: { count: 0 },
  });
  const lines = await linesOf(root, outcome);
  expect(lines.map(({ prediction }) => prediction)).toEqual(ITEMS.map((_, k) => letter(chosenFor(k))));
  expect(lines[1]).toMatchObject({ id: 'q-1001', raw: 'ANSWER: B' });
});

it('takes the same from a log that is one JSON document', async () => {
  await writeFile(join(source, 'log.json'), JSON.stringify({ ...header(), samples: SAMPLES }));
  const fromJson = await linesOf(root, await take(root, join(source, 'log.json'), { id: 'json' }));
  await writeFile(join(source, 'log.eval'), evalZip(SAMPLES));
  expect(await linesOf(root, await take(root, join(source, 'log.eval')))).toEqual(fromJson);
});

it('reads long inputs and messages where Inspect put them', async () => {
  const inAttachment = sample(3, { input: 'attachment://abc123', attachments: { abc123: ITEMS[3]!.question } });
  const inMessages = sample(4, { input: [{ role: 'user', content: [{ type: 'text', text: ITEMS[4]!.question }] }] });
  await writeFile(join(source, 'log.eval'), evalZip([inAttachment, inMessages]));
  expect((await linesOf(root, await take(root, source))).map(({ id }) => id)).toEqual(['q-1003', 'q-1004']);
});

it('says which samples failed, which were repeated, and that a run did not end', async () => {
  const samples = [
    sample(0),
    sample(1, { error: { message: 'timeout', traceback: '' } }),
    sample(2),
    sample(2, { epoch: 2, scores: { choice: { value: 'C', answer: 'D' } } }),
  ];
  await writeFile(join(source, 'log.eval'), evalZip(samples, false));
  const outcome = await take(root, source);
  expect(outcome.tasks[0]).toMatchObject({ answers: 3, left: { repeated: 1 } });
  expect(outcome.faults.first.map(({ place, why }) => `${place}: ${why.en}`)).toEqual([
    'log.eval: the run did not end (no header.json)',
    'log.eval!/samples/2_epoch_1.json: the sample ended with an error',
  ]);
  expect((await linesOf(root, outcome)).map(({ prediction }) => prediction)).toEqual([letter(chosenFor(0)), 'C']);
});

it('says what is wrong with a log that is cut off, and with logs of two models', async () => {
  await writeFile(join(source, 'log.eval'), evalZip(SAMPLES).subarray(0, 900));
  await expect(take(root, source)).rejects.toThrow('log.eval: this cannot be read as a log of Inspect');
  await writeFile(join(source, 'log.eval'), evalZip(SAMPLES));
  await writeFile(join(source, 'other.json'), JSON.stringify({ ...header({ model: 'openai/other' }), samples: [] }));
  await expect(take(root, source)).rejects.toThrow('results of several models (openai/model-x, openai/other)');
});
