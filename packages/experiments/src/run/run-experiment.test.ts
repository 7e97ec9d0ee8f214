import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openItems, UsageError } from '@jatdae/validator';
import { afterEach, describe, expect, it } from 'vitest';
import type { PredictionLine } from '../files/line.js';
import { choiceItems, type SubMetricItems, writeDeliverable } from '../testing/asked-deliverable.js';
import { type Asked, lastWords, type ModelServer, type Reaction, startModelServer } from '../testing/model-server.js';
import { type RunResult, runExperiment } from './run-experiment.js';
import type { RunOptions } from './settings.js';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function deliverable(subMetrics: readonly SubMetricItems[] = [choices(6)]): Promise<string> {
  const root = await writeDeliverable(subMetrics);
  cleanUp.push(() => rm(root, { recursive: true }));
  return root;
}

const choices = (count: number): SubMetricItems => ({ id: 'a', itemType: 'multiple-choice', items: choiceItems(count) });

async function server(react: (asked: Asked, before: number) => Reaction): Promise<ModelServer> {
  const started = await startModelServer(react);
  cleanUp.push(started.close);
  return started;
}

const optionsFor = (root: string, baseUrl: string, changes: Partial<RunOptions> = {}): RunOptions => ({
  folder: root,
  experiment: 'm',
  out: join(root, 'predictions.jsonl'),
  model: 'm',
  baseUrl,
  language: 'ko',
  kind: 'llm',
  shots: 0,
  seed: 1,
  parameters: { temperature: 0, seed: 1 },
  includeLeaderboard: false,
  concurrency: 4,
  timeout: 2000,
  retries: 2,
  stream: false,
  apiKey: null,
  signal: new AbortController().signal,
  ...changes,
});

async function run(options: RunOptions): Promise<RunResult> {
  const opened = await openItems(options.folder ?? '', options.signal);
  if (!opened.ok) throw new Error('the deliverable cannot be opened');
  try {
    return await runExperiment(opened, options);
  } finally {
    await opened.close();
  }
}

const linesOf = async (root: string): Promise<PredictionLine[]> =>
  (await readFile(join(root, 'predictions.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PredictionLine);

const usageError = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(() => null).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).localized.en;
};

describe('a server with its troubles', () => {
  const troubles: Readonly<Record<string, Reaction>> = {
    'too many requests, for a while': { status: 429, headers: { 'retry-after': '0' } },
    'an error of the server': { status: 500, body: { error: { message: 'oops' } } },
    'a response that is cut off': 'cut',
    'JSON that is none': 'malformed',
    'a page of HTML': 'html',
  };
  it.each(Object.keys(troubles))('%s: asked again, answered once', async (name) => {
    const root = await deliverable();
    const { url } = await server((_, before) => (before === 0 ? (troubles[name] as Reaction) : { text: 'B' }));
    const result = await run(optionsFor(root, url));
    expect(result).toMatchObject({ items: 6, totals: { answered: 6 }, unanswered: { items: 0 }, stop: null });
    expect((await linesOf(root)).map(({ id }) => id).sort()).toEqual(choiceItems(6).map(({ id }) => id));
  });

  it('an answer that never comes is given up after the time limit, and asked again', async () => {
    const root = await deliverable();
    const { url } = await server((_, before) => (before === 0 ? 'hang' : { text: 'B' }));
    expect(await run(optionsFor(root, url, { timeout: 100 }))).toMatchObject({ totals: { answered: 6 } });
  });

  it('streamed answers are put together, and one that is cut is asked again', async () => {
    const root = await deliverable();
    const { url } = await server((_, before) => ({ text: before === 0 ? 'A[cut]' : '정답은 B' }));
    const result = await run(optionsFor(root, url, { stream: true }));
    expect(result).toMatchObject({ totals: { answered: 6, usage: { input: 120, output: 12 } }, unmetered: 0 });
    for (const { raw, finish } of await linesOf(root)) expect({ raw, finish }).toEqual({ raw: '정답은 B', finish: 'stop' });
  });

  it('an item that stays without an answer is not in the file, and is asked by the next run', async () => {
    const root = await deliverable();
    let broken = true;
    const { url, requests } = await server((asked) =>
      broken && lastWords(asked).includes('q-3') ? { status: 503 } : { text: 'B' },
    );
    const first = await run(optionsFor(root, url, { retries: 1 }));
    expect(first).toMatchObject({ totals: { answered: 5 }, unanswered: { items: 1 }, stop: null });
    expect(first.unanswered.last?.en).toContain('503');
    broken = false;
    const before = requests.length;
    expect(await run(optionsFor(root, url))).toMatchObject({ totals: { answered: 6 }, unanswered: { items: 0 } });
    expect(requests.length - before).toBe(1);
  });

  it('what the server refuses of one item is recorded with the reason, and the run goes on', async () => {
    const root = await deliverable();
    const { url } = await server((asked) =>
      lastWords(asked).includes('q-3')
        ? { status: 400, body: { error: { message: 'the prompt is too long' } } }
        : { text: 'B', delay: 1 },
    );
    expect(await run(optionsFor(root, url))).toMatchObject({ totals: { answered: 5, refused: 1 }, stop: null });
    const refused = (await linesOf(root)).find(({ id }) => id === 'q-3');
    expect(refused).toMatchObject({ prediction: null, error: { status: 400, message: '400 the prompt is too long' } });
  });

  it('a request that is refused for every item is the fault of the request: nothing is recorded', async () => {
    const root = await deliverable([choices(40)]);
    const { url, requests } = await server(() => ({ status: 400, body: { error: { message: 'no temperature here' } } }));
    const result = await run(optionsFor(root, url));
    expect(result).toMatchObject({ totals: { answered: 0, refused: 0 }, stop: { call: true } });
    expect(result.stop?.message.en).toContain('no temperature here');
    expect(requests.length).toBeLessThan(20);
    expect(await linesOf(root)).toEqual([]);
  });

  it.each([
    [401, 'does not accept the key'],
    [403, 'does not accept the key'],
    [404, 'no such model or address'],
  ])('a status of %i stops the run at once', async (status, words) => {
    const root = await deliverable([choices(40)]);
    const { url, requests } = await server(() => ({ status, body: { error: { message: 'no' } } }));
    const result = await run(optionsFor(root, url));
    expect(result.stop?.message.en).toContain(words);
    expect(requests.length).toBeLessThanOrEqual(4);
  });

  it('a wait longer than anybody sits through ends the run instead', async () => {
    const root = await deliverable();
    const { url } = await server(() => ({ status: 429, headers: { 'retry-after': '86400' } }));
    expect((await run(optionsFor(root, url))).stop?.message.en).toContain('in 1440 minutes');
  });

  it('an address of https where the server speaks http is told of at once', async () => {
    const root = await deliverable();
    const { url } = await server(() => ({ text: 'B' }));
    const result = await run(optionsFor(root, url.replace('http:', 'https:')));
    expect(result.stop).toMatchObject({ call: true });
    expect(result.stop?.message.en).toContain('No secure connection (TLS)');
  });

  it('a server that is not there is told of after a few items', async () => {
    const root = await deliverable([choices(40)]);
    const gone = await startModelServer(() => 'hang');
    await gone.close();
    const result = await run(optionsFor(root, gone.url, { retries: 0 }));
    expect(result.stop?.message.en).toContain('refuses the connection');
  });
});

it('a response without an end is given up, and takes no memory', async () => {
  const root = await deliverable([choices(1)]);
  const { url } = await server(() => 'endless');
  const result = await run(optionsFor(root, url, { retries: 0, timeout: 30_000 }));
  expect(result.unanswered.last?.en).toContain('more than 64 MiB');
});

describe('the file of predictions', () => {
  it('goes on after a line that was cut off', async () => {
    const root = await deliverable();
    const { url, requests } = await server(() => ({ text: 'B' }));
    await run(optionsFor(root, url));
    const path = join(root, 'predictions.jsonl');
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, whole.length - 20));
    const result = await run(optionsFor(root, url));
    expect(result.repaired).toBeGreaterThan(0);
    expect(requests).toHaveLength(7);
    expect(new Set((await linesOf(root)).map(({ id }) => id)).size).toBe(6);
  });

  it('keeps a last line that only lacks its line feed', async () => {
    const root = await deliverable();
    const { url, requests } = await server(() => ({ text: 'B' }));
    await run(optionsFor(root, url));
    const path = join(root, 'predictions.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).trimEnd());
    expect(await run(optionsFor(root, url))).toMatchObject({ repaired: 0, totals: { answered: 6 } });
    expect(requests).toHaveLength(6);
    expect(await linesOf(root)).toHaveLength(6);
  });

  it.each<[string, Partial<RunOptions>, string]>([
    ['another model', { model: 'n' }, 'model: "m" → "n"'],
    ['another temperature', { parameters: { temperature: 0.7, seed: 1 } }, 'parameters.temperature: 0 → 0.7'],
    ['another prompt', { language: 'en' }, 'prompt.language: "ko" → "en"'],
    ['other examples', { shots: 2 }, 'fewShot.count: 0 → 2'],
  ])('of %s is refused, with the difference', async (_, changes, difference) => {
    const root = await deliverable();
    const { url } = await server(() => ({ text: 'B' }));
    await run(optionsFor(root, url));
    const before = await linesOf(root);
    expect(await usageError(run(optionsFor(root, url, changes)))).toContain(difference);
    expect(await linesOf(root)).toEqual(before);
  });

  it('of other data is refused', async () => {
    const root = await deliverable();
    const { url } = await server(() => ({ text: 'B' }));
    await run(optionsFor(root, url));
    const data = join(root, 'data', 'a.jsonl');
    await writeFile(data, (await readFile(data, 'utf8')).replace('q-2번', 'q-2 번'));
    expect(await usageError(run(optionsFor(root, url)))).toContain('dataset.sha256');
  });

  it('of something else is refused, and left as it is', async () => {
    const root = await deliverable();
    const path = join(root, 'predictions.jsonl');
    await writeFile(path, '{"id":"q-1","prediction":"A"}\n');
    expect(await usageError(run(optionsFor(root, 'http://127.0.0.1:9/v1')))).toContain('no record of its run');
    await writeFile(path, '{"id":"q-1","prediction":"A"}\nnot a line\n');
    expect(await usageError(run(optionsFor(root, 'http://127.0.0.1:9/v1')))).toContain('Line 2');
  });

  it('is written by one run at a time', async () => {
    const root = await deliverable();
    const { url } = await server(() => ({ text: 'B', delay: 50 }));
    const first = run(optionsFor(root, url));
    while ((await readFile(join(root, 'predictions.jsonl')).catch(() => null)) === null) await new Promise(setImmediate);
    await writeFile(join(root, 'predictions.jsonl.lock'), JSON.stringify({ pid: process.ppid, host: hostname() }));
    expect(await usageError(run(optionsFor(root, url)))).toContain('Another run');
    await first;
    expect(await linesOf(root)).toHaveLength(6);
  });

  it('a run that is interrupted keeps what is answered', async () => {
    const root = await deliverable([choices(40)]);
    const controller = new AbortController();
    let count = 0;
    const { url } = await server(() => {
      count += 1;
      if (count === 12) controller.abort();
      return { text: 'B' };
    });
    const result = await run(optionsFor(root, url, { signal: controller.signal }));
    expect(result).toMatchObject({ interrupted: true, stop: null });
    expect(result.totals.answered).toBeGreaterThan(0);
    expect(await linesOf(root)).toHaveLength(result.totals.answered);
    expect(await run(optionsFor(root, url))).toMatchObject({ totals: { answered: 40 } });
    expect(await linesOf(root)).toHaveLength(40);
  });
});

it('the key is in the request and nowhere else, also where the server gives it back', async () => {
  const root = await deliverable();
  const apiKey = 'sk-very-secret-0123456789';
  const { url, requests } = await server((asked) =>
    lastWords(asked).includes('q-3')
      ? { status: 400, body: { error: { message: `bad key ${apiKey}` } } }
      : { text: `B ${apiKey}`, delay: 1 },
  );
  const result = await run(optionsFor(root, url, { apiKey }));
  expect(requests[0]?.authorization).toBe(`Bearer ${apiKey}`);
  expect(JSON.stringify([result.totals, result.stop, result.unanswered])).not.toContain(apiKey);
  for (const name of ['predictions.jsonl', 'predictions.run.json'])
    expect(await readFile(join(root, name), 'utf8')).not.toContain(apiKey);
});

it('a server without keys is sent none', async () => {
  const root = await deliverable();
  const { url, requests } = await server(() => ({ text: 'B' }));
  await run(optionsFor(root, url));
  expect(requests.every(({ authorization }) => authorization === undefined)).toBe(true);
});

it('items of the leaderboard are not sent unless it is asked for', async () => {
  const items = choiceItems(6).map((item, k) => ({ ...item, split: k < 2 ? 'leaderboard' : 'public' }));
  const root = await deliverable([{ id: 'a', itemType: 'multiple-choice', items }]);
  const { url, requests } = await server(() => ({ text: 'B' }));
  const result = await run(optionsFor(root, url));
  expect(result.survey.skipped.leaderboard).toBe(2);
  expect(requests.map(({ asked }) => lastWords(asked)).join()).not.toMatch(/q-[01]/u);
  expect(await run(optionsFor(root, url, { includeLeaderboard: true }))).toMatchObject({ totals: { answered: 6 } });
});

it('asks nothing where no item is left, and says why', async () => {
  const root = await deliverable();
  expect(await usageError(run(optionsFor(root, 'http://127.0.0.1:9/v1', { subMetrics: ['b'] })))).toContain('no sub-metric b');
  const sealed = choiceItems(3).map((item) => ({ ...item, split: 'leaderboard' }));
  const all = await deliverable([{ id: 'a', itemType: 'multiple-choice', items: sealed }]);
  expect(await usageError(run(optionsFor(all, 'http://127.0.0.1:9/v1')))).toContain('--include-leaderboard: 3');
  const nameless = await deliverable([{ id: 'a', itemType: 'generation', items: [{ question: '?' }] }]);
  expect(await usageError(run(optionsFor(nameless, 'http://127.0.0.1:9/v1')))).toContain('Items without an id');
});

it('pictures go to a model that sees, as data URLs by their content', async () => {
  const items = choiceItems(3).map((item, k) => ({ ...item, media: k === 0 ? ['dot.jpg'] : k === 1 ? ['note.wav'] : [] }));
  const root = await deliverable([{ id: 'a', itemType: 'multiple-choice', items }]);
  await mkdir(join(root, 'media'));
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await writeFile(join(root, 'media', 'dot.jpg'), png);
  await writeFile(join(root, 'media', 'note.wav'), 'RIFF    WAVE');
  const { url, requests } = await server(() => ({ text: 'B' }));
  const result = await run(optionsFor(root, url, { kind: 'lmm' }));
  expect(result.survey.skipped.media).toBe(1);
  const contents = requests.map(({ asked }) => asked.messages.at(-1)?.content);
  const picture = { type: 'image_url', image_url: { url: `data:image/png;base64,${png.toString('base64')}` } };
  expect(contents.find(Array.isArray)).toMatchObject([picture, { type: 'text' }]);
});
