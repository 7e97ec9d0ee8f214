import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { zipOf } from '../selftest/zip-file.js';
import { type Drafted, draftFor, sidesOf } from './testing/draft.js';
import { layFiles } from './testing/lay.js';
import { csv, type Files, jsonl, quizzes } from './testing/shapes.js';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-init-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const draft = async (files: Files): Promise<Drafted> => draftFor(await layFiles(root, files));

const table = (count: number): string =>
  csv(
    quizzes(count).map(({ question, choices: [a = '', b = '', c = '', d = ''], key }, k) => ({
      id: `q${k}`,
      question,
      A: a,
      B: b,
      C: c,
      D: d,
      answer: 'ABCD'[key] as string,
    })),
  );

const zipped = (name: string, text: string): Uint8Array => zipOf(Buffer.from(name), Buffer.from(text));

it('the manifest of an archive stands beside it and leads into it', async () => {
  const folder = await layFiles(root, { 'quiz.zip': zipped('data/items.csv', table(20)) });
  const { manifest, counts, report } = await draftFor(join(folder, 'quiz.zip'));
  expect(manifest.resources).toMatchObject([{ path: 'quiz.zip!/data/items.csv', fields: { id: 'id' } }]);
  expect(counts).toEqual({});
  expect(sidesOf(report)).toEqual({ quiz: [20, 20, 0] });
});

it('labels of AI Hub are found in the archives that they come in', async () => {
  const label = (part: string): string =>
    JSON.stringify({
      dataset: { name: '문화 질의응답', date: '2024-05-01' },
      data: quizzes(10, part).map(({ question, choices, key }, k) => ({
        qa_id: `${part}-${k}`,
        question,
        options: choices,
        answer: key + 1,
      })),
    });
  const { manifest, counts, report } = await draft({
    '01.데이터/1.Training/라벨링데이터/TL_culture.zip': zipped('culture.json', label('train')),
    '01.데이터/2.Validation/라벨링데이터/VL_culture.zip': zipped('culture.json', label('valid')),
  });
  expect(manifest.resources).toMatchObject([
    {
      layout: 'aihub',
      at: '/data',
      split: { layout: { training: 'public', validation: 'leaderboard' } },
      fields: { id: 'qa_id', question: 'question', choices: 'options', answer: { field: 'answer', as: 'index1' } },
    },
  ]);
  expect(counts).toEqual({});
  expect(Object.values(sidesOf(report))).toEqual([[20, 10, 10]]);
});

it('pieces of one table are one resource, whatever they are compressed with', async () => {
  const piece = (from: number): string =>
    jsonl(
      quizzes(40)
        .slice(from, from + 20)
        .map(({ question, choices, key }, k) => ({ id: from + k, question, choices, answer: choices[key] })),
    );
  const { manifest, counts, report } = await draft({
    'data/train-00000-of-00002.jsonl.gz': gzipSync(piece(0)),
    'data/train-00001-of-00002.jsonl.gz': gzipSync(piece(20)),
  });
  expect(manifest.resources).toMatchObject([{ path: 'data/*.jsonl.gz', split: { value: 'public' } }]);
  expect(counts).toEqual({});
  expect(report.deliverable?.items).toBe(40);
});

it('a field of splits sorts items, and answers that the hidden ones lack are withheld', async () => {
  const items = quizzes(50).map(({ question, choices, key }, k) => ({
    id: `q${k}`,
    split: k % 10 === 0 ? 'hidden' : 'train',
    question,
    choices,
    answer: k % 10 === 0 ? null : key,
  }));
  const { manifest, counts, report } = await draft({ 'items.jsonl': jsonl(items) });
  expect(manifest.dataset.leaderboardAnswers).toBe('withheld');
  expect(manifest.resources[0]).toMatchObject({
    split: { field: 'split', values: { hidden: 'leaderboard', train: 'public' } },
    fields: { answer: { field: 'answer', as: 'index0' } },
  });
  expect(counts).toEqual({});
  expect(sidesOf(report)).toEqual({ quiz: [50, 45, 5] });
});

it('a split whose name says nothing is told, and left for validate to find', async () => {
  const items = quizzes(60).map(({ question }, k) => ({
    id: k,
    split: ['train', 'test', 'gamma'][k % 3],
    question,
    answer: `${k}년`,
  }));
  const { proposal, counts } = await draft({ 'items.jsonl': jsonl(items) });
  expect(proposal.warnings.map(({ en }) => en).join('\n')).toContain('the value gamma of the field');
  expect(counts).toEqual({ I009: 20 });
});

it('several keys are a set of them, in letters side by side', async () => {
  const items = quizzes(30).map(({ question, choices, key }, k) => ({
    id: k,
    question,
    choices,
    answer: k % 2 === 0 ? 'ABCD'[key] : `${'ABC'[key % 3]}D`,
  }));
  const { manifest, counts } = await draft({ 'items.jsonl': jsonl(items) });
  expect(manifest.subMetrics[0]).toMatchObject({ itemType: 'multiple-answer' });
  expect(manifest.resources[0].fields.answer).toEqual({ field: 'answer', as: 'letter' });
  expect(counts).toEqual({});
});

it('shares of choices are a distribution, two answers of models a pair, messages a conversation', async () => {
  const shares = quizzes(30).map(({ question, choices }, k) => ({ id: k, question, choices, answer: [0.1, 0.2, 0.3, 0.4] }));
  const survey = await draft({ 'survey.jsonl': jsonl(shares) });
  expect(survey.manifest.subMetrics[0]).toMatchObject({ itemType: 'distribution', metric: 'distribution-distance' });
  expect(survey.counts).toEqual({});
  const pairs = quizzes(30).map(({ question, choices: [a, b] }, k) => ({
    id: k,
    prompt: question,
    response_a: `${a}입니다. ${k}번 답입니다.`,
    response_b: `${b}라고 생각합니다. ${k}번 답입니다.`,
    winner: 'AB'[k % 2],
  }));
  const arena = await draft({ 'arena.jsonl': jsonl(pairs) });
  expect(arena.manifest.subMetrics[0]).toMatchObject({ itemType: 'pairwise' });
  expect(arena.manifest.resources[0].fields).toMatchObject({
    choices: ['response_a', 'response_b'],
    answer: { field: 'winner', as: 'letter' },
  });
  expect(arena.counts).toEqual({});
  const talks = quizzes(30).map(({ question, choices }, k) => ({
    id: `t${k}`,
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: `${choices[0]}입니다.` },
      { role: 'user', content: `왜 그렇습니까? (${k})` },
    ],
  }));
  const chat = await draft({ 'chat.jsonl': jsonl(talks) });
  expect(chat.manifest.subMetrics[0]).toMatchObject({ itemType: 'dialogue' });
  expect(chat.manifest.resources[0].fields).toEqual({ id: 'id', turns: 'messages' });
  expect(chat.counts).toEqual({});
});

it('of very many files a part is opened, and all are described', async () => {
  const files = Object.fromEntries(
    quizzes(700).map(({ question, choices, key }, k) => [
      `items/${k % 2 === 0 ? 'history' : 'science'}/${String(k).padStart(4, '0')}.json`,
      JSON.stringify({ id: `q${k}`, question, choices, answer: key }),
    ]),
  );
  const { manifest, counts, report } = await draft(files);
  expect(manifest.resources).toMatchObject([{ path: 'items/*/*.json', subMetric: { path: 'items/{subMetric}/*' } }]);
  expect(counts).toEqual({});
  expect(sidesOf(report)).toEqual({ history: [350, 350, 0], science: [350, 350, 0] });
});

it('files that are broken, empty or something else are passed over and named', async () => {
  const { manifest, proposal } = await draft({
    'items.csv': table(20),
    'empty.jsonl': '',
    'noise.csv': Uint8Array.from({ length: 3000 }, (_, k) => (k * 7919) % 251),
    'broken.json': '{"a": [1, 2',
    'broken.zip': Buffer.from('PK\u0003\u0004 no archive'),
    'broken.parquet': Buffer.from('PAR1 and nothing'),
    'deep.json': '['.repeat(5000),
  });
  expect(manifest.resources).toMatchObject([{ path: 'items.csv' }]);
  expect(proposal.leftOut.map(({ path }) => path)).toEqual(['broken.json', 'broken.parquet', 'deep.json', 'noise.csv']);
});
