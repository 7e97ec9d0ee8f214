import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt } from './init.js';
import type { Picks } from './proposal.js';
import { propose } from './propose.js';
import { builtIn, type Drafted, draftFor, sidesOf } from './testing/draft.js';
import { layFiles } from './testing/lay.js';
import {
  aihub,
  csv,
  type Files,
  headless,
  huggingFace,
  jsonl,
  kmmlu,
  labelled,
  pythonLists,
  quizzes,
  squad,
} from './testing/shapes.js';
import { writeProposal } from './write/write.js';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-init-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface DraftedData extends Drafted {
  readonly folder: string;
}

async function draft(files: Files, picks?: Picks): Promise<DraftedData> {
  const folder = await layFiles(root, files);
  return { ...(await draftFor(folder, picks)), folder };
}

describe('a first manifest is right for', () => {
  it('JSON Lines of the Hugging Face kind: parts by name, subjects by field, answers counting from 0', async () => {
    const { manifest, report, counts } = await draft(huggingFace());
    const fields = { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } };
    expect(manifest.resources).toEqual([
      {
        path: 'data/test-00000-of-00001.jsonl',
        subMetric: { field: 'subject' },
        split: { value: 'leaderboard' },
        schema: 'schemas/quiz.schema.json',
        fields,
      },
      {
        path: 'data/train-00000-of-00001.jsonl',
        subMetric: { field: 'subject' },
        split: { value: 'public' },
        schema: 'schemas/quiz.schema.json',
        fields,
      },
    ]);
    expect(counts).toEqual({ M006: 1 });
    expect(sidesOf(report)).toEqual({ 문화: [24, 20, 4], 역사: [24, 20, 4], 지리: [24, 20, 4] });
  });

  it('tables of the KMMLU kind: a file a subject, choices in columns, a letter', async () => {
    const { manifest, report, counts } = await draft(kmmlu());
    expect(manifest.resources).toMatchObject([
      { path: 'data/*-test.csv', split: { value: 'leaderboard' } },
      { path: 'data/*-train.csv', split: { value: 'public' } },
    ]);
    expect(manifest.resources[0].fields).toEqual({
      question: 'question',
      choices: ['A', 'B', 'C', 'D'],
      answer: { field: 'answer', as: 'letter' },
    });
    expect(counts).toEqual({ I003: 2 });
    expect(sidesOf(report)).toEqual({
      Accounting: [48, 40, 8],
      'Korean-History': [48, 40, 8],
      'Maritime-Engineering': [48, 40, 8],
    });
  });

  it('the same with numbers counting from 1, for the number of choices occurs and 0 does not', async () => {
    const { manifest, text, counts } = await draft(kmmlu('number'));
    expect(manifest.resources[0].fields.answer).toEqual({ field: 'answer', as: 'index1' });
    expect(text).toContain('보기의 수와 같은 번호가');
    expect(counts).toEqual({ I003: 2 });
  });

  it('tables without a line of names, as MMLU has them', async () => {
    const { manifest, report, counts } = await draft(headless());
    expect(manifest.resources[0]).toMatchObject({
      csv: { header: false, columns: ['question', 'A', 'B', 'C', 'D', 'answer'] },
      fields: { question: 'question', choices: ['A', 'B', 'C', 'D'], answer: { field: 'answer', as: 'letter' } },
    });
    expect(counts).toEqual({ I003: 1 });
    expect(sidesOf(report)).toEqual({ anatomy: [30, 30, 0] });
  });

  it('one file a subject, named by the file alone', async () => {
    const files = Object.fromEntries(
      ['지리', '역사', '문화'].map((subject) => [
        `${subject}.jsonl`,
        jsonl(
          quizzes(20, subject).map(({ question, choices, key }, k) => ({
            qid: `${subject}-${k}`,
            질문: question,
            보기: choices,
            정답: choices[key],
          })),
        ),
      ]),
    );
    const { manifest, report, counts } = await draft(files);
    expect(manifest.resources).toMatchObject([
      {
        path: '*.jsonl',
        subMetric: { path: '{subMetric}.jsonl' },
        fields: { id: 'qid', question: '질문', choices: '보기', answer: { field: '정답', as: 'text' } },
      },
    ]);
    expect(counts).toEqual({});
    expect(sidesOf(report)).toEqual({ 문화: [20, 20, 0], 역사: [20, 20, 0], 지리: [20, 20, 0] });
  });

  it('labels of AI Hub beside their sources', async () => {
    const png = await readFile(fileURLToPath(new URL(PICTURE, import.meta.url)));
    const { manifest, report, counts } = await draft(aihub(png));
    expect(manifest.dataset.modalities).toEqual(['text', 'image']);
    expect(manifest.resources).toEqual([
      {
        layout: 'aihub',
        subMetric: { value: expect.any(String) },
        split: { layout: { training: 'public', validation: 'leaderboard' } },
        schema: expect.any(String),
        fields: {
          id: 'info.id',
          question: 'annotation.question',
          choices: 'annotation.choices',
          answer: { field: 'annotation.answer', as: 'index1' },
        },
      },
    ]);
    expect(Object.values(sidesOf(report))).toEqual([[16, 12, 4]]);
    // The same picture sixteen times.
    expect(Object.keys(counts)).toEqual(['A004']);
  });

  it('SQuAD, of which an item is an article: that it holds several questions is said', async () => {
    const { manifest, proposal, report } = await draft(squad());
    expect(manifest.resources).toMatchObject([
      {
        at: '/data',
        fields: {
          context: 'paragraphs.0.context',
          question: 'paragraphs.0.qas.0.question',
          answer: 'paragraphs.0.qas.0.answers.0.text',
          id: 'paragraphs.0.qas.0.id',
        },
      },
    ]);
    expect(proposal.warnings.map(({ ko }) => ko).join('\n')).toContain("'paragraphs.0.qas'에 많게는 2개");
    expect(report.deliverable?.items).toBe(30);
  });

  it('lists that Python wrote into cells, with the text of a choice for the answer', async () => {
    const { manifest, counts, report } = await draft(pythonLists());
    expect(manifest.resources).toMatchObject([
      {
        path: 'samples.tsv',
        fields: {
          id: 'sample_id',
          context: 'context',
          question: 'question',
          choices: 'choices',
          answer: { field: 'answer', as: 'text' },
        },
      },
    ]);
    expect(counts).toEqual({});
    expect(report.deliverable?.items).toBe(40);
  });

  it('texts with labels, and held-out texts whose labels are withheld', async () => {
    const { manifest, counts, report } = await draft(labelled());
    expect(manifest.dataset.leaderboardAnswers).toBe('withheld');
    expect(manifest.subMetrics).toEqual([
      { id: 'labeled', metric: 'f1', itemType: 'classification', labels: ['hate', 'none', 'offensive'] },
    ]);
    expect(counts).toEqual({ I003: 2 });
    expect(sidesOf(report)).toEqual({ labeled: [90, 78, 12] });
  });
});

const PICTURE = '../../../../fixtures/A004-repeated-media/deliverable/media/counting/15.png';

describe('what the data do not settle', () => {
  const middling = (answers: readonly number[]): Files => ({
    'items.csv': csv(
      quizzes(answers.length).map(({ question, choices: [a = '', b = '', c = '', d = ''] }, k) => ({
        id: `q${k}`,
        question,
        A: a,
        B: b,
        C: c,
        D: d,
        answer: answers[k] as number,
      })),
    ),
  });

  it('is said and asked: answers of 1 to 3 among four choices count from 0 or from 1', async () => {
    const files = middling(Array.from({ length: 30 }, (_, k) => (k % 3) + 1));
    const { proposal, text, manifest } = await draft(files);
    const asked = proposal.decisions.find(({ id }) => id.startsWith('form:'));
    expect(asked?.options.map(({ value }) => value)).toEqual(['index0', 'index1']);
    expect(text).toContain('사람이 정해야 한다');
    expect(manifest.resources[0].fields.answer.as).toBe('index0');
    const picked = await draft(files, new Map([[asked?.id ?? '', 'index1']]));
    expect(picked.manifest.resources[0].fields.answer.as).toBe('index1');
  });

  it('is settled by a single 0 or a single 4', async () => {
    const one = Array.from({ length: 30 }, (_, k) => (k % 3) + 1);
    expect((await draft(middling([...one, 0]))).manifest.resources[0].fields.answer.as).toBe('index0');
    expect((await draft(middling([...one, 4]))).manifest.resources[0].fields.answer.as).toBe('index1');
  });

  it('an answer that names no choice is counted and left for validate to find', async () => {
    const { proposal, counts } = await draft(middling([...Array.from({ length: 99 }, (_, k) => k % 4), 9]));
    expect(proposal.warnings.map(({ ko }) => ko).join('\n')).toMatch(
      /본 문항 100개 가운데 1개는 정답이 보기를 가리키지 않습니다/u,
    );
    expect(counts).toEqual({ I004: 1 });
  });

  it('files that are no items are listed with the reason', async () => {
    const { proposal } = await draft({
      ...pythonLists(),
      'ontology.json': '{"지역": ["서울", "부산"], "종류": ["a", "b"]}',
      '메모.txt': '메모',
    });
    expect(proposal.leftOut.map(({ path }) => path)).toEqual(['ontology.json', '메모.txt']);
  });
});

it('nothing is written over, neither a manifest nor a schema', async () => {
  const folder = await layFiles(root, { ...pythonLists(), 'benchmark.json': '{}' });
  const survey = await lookAt(folder, { signal: new AbortController().signal, mayReplace: () => true });
  const proposal = propose(survey, { language: 'en', profile: await builtIn() });
  await expect(writeProposal(survey, proposal, { language: 'en', force: false })).rejects.toThrow(/benchmark\.json/u);
  const written = await writeProposal(survey, proposal, { language: 'en', force: true });
  await expect(writeProposal({ ...survey, existing: null }, proposal, { language: 'en', force: false })).rejects.toThrow(
    /benchmark\.yaml/u,
  );
  expect(written).toEqual(['benchmark.yaml', 'schemas/samples.schema.json']);
});

it('the same data give the same bytes', async () => {
  const texts = await Promise.all([draft(kmmlu()), draft(kmmlu())]);
  expect(texts[0]?.text).toBe(texts[1]?.text);
});

it('comments quote no answer that is not a label, and nothing personal', async () => {
  const items = Array.from({ length: 12 }, (_, k) => ({
    id: k,
    question: `${k}번 수도의 이름은 무엇입니까?`,
    answer: k % 2 === 0 ? '울란바토르' : '헬싱키이',
    category: k % 2 === 0 ? '010-8765-4321' : '02-987-6543',
  }));
  const { text, manifest } = await draft({
    'data.jsonl': jsonl(items.map((item, k) => (k < 6 ? { ...item, answer: `${item.answer}${k}` } : item))),
  });
  expect(manifest.resources[0].fields).toMatchObject({ question: 'question', answer: 'answer' });
  expect(text).not.toMatch(/울란바토르|8765-4321|987-6543/u);
});

it('a folder that cannot be written into is a sentence, and nothing is left behind', async () => {
  const folder = await layFiles(root, { ...pythonLists(), schemas: 'a file of that name' });
  const survey = await lookAt(folder, { signal: new AbortController().signal, mayReplace: () => true });
  const proposal = propose(survey, { language: 'ko', profile: await builtIn() });
  await expect(writeProposal(survey, proposal, { language: 'ko', force: true })).rejects.toMatchObject({
    localized: { ko: expect.stringContaining('폴더여야 할 것이 파일입니다') },
  });
  expect((await readdir(folder)).sort()).toEqual(['samples.tsv', 'schemas']);
});
