import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draftFor, sidesOf } from './testing/draft.js';

/** Public datasets as their authors publish them, beside the repository; they are no part of it. */
const DATA = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

interface Row {
  readonly name: string;
  readonly folder: string;
  /** files and folders */
  readonly files: readonly string[];
  /** by the resource's path */
  readonly resources: Readonly<Record<string, { readonly split: string; readonly subMetric: object; readonly fields: object }>>;
  /** what the manifest written by hand says and this one does not */
  readonly missed?: readonly string[];
  readonly languages: readonly string[];
  readonly leaderboardAnswers?: string;
  /** of the first sub-metric */
  readonly type: string;
  /** valid items, public, leaderboard; of the first sub-metrics */
  readonly sides: Readonly<Record<string, readonly number[]>>;
  /** findings about files, items, duplicates and leaks: faults of the data, and none of the manifest */
  readonly counts: Readonly<Record<string, number>>;
}

const KOSBI = {
  subMetric: { value: 'kosbi' },
  fields: {
    context: 'context',
    question: 'sentence',
    answer: 'sentence_label',
    category: 'demographic_category',
    group: 'demographic_group',
  },
};
const SQUARE = {
  subMetric: { value: 'question' },
  fields: { question: 'question', answer: 'sensitive?', category: 'category' },
};
const GSM8K = { subMetric: { value: 'grade_school_math' }, fields: { question: 'question', answer: 'answer' } };

/**
 * What `init --yes` says of real data, held against the manifests that were written for them by hand
 * (`validator/src/real-data/manifests`): every field that is mapped is mapped as there. What they have beyond it is named in `missed`.
 */
const ROWS: readonly Row[] = [
  {
    name: 'KoBBQ: choices as Python lists, the text of one for the answer',
    folder: 'KoBBQ',
    files: ['data/KoBBQ_test_samples.tsv'],
    resources: {
      'data/KoBBQ_test_samples.tsv': {
        split: 'public',
        subMetric: { field: 'label_annotation' },
        fields: {
          id: 'sample_id',
          context: 'context',
          question: 'question',
          choices: 'choices',
          answer: { field: 'answer', as: 'text' },
          category: 'bbq_category',
        },
      },
    },
    languages: ['ko'],
    type: 'multiple-choice',
    sides: { NC: [952, 952, 0], ST: [856, 856, 0], TM: [472, 472, 0] },
    counts: { D001: 10, F003: 16 },
  },
  {
    name: 'KoSBi: the label of the sentence and not that of its context; valid public, test held out; groups with a slash are no sub-metrics',
    folder: 'naver-safety',
    files: ['data/KoSBi/kosbi_valid.json', 'data/KoSBi/kosbi_test.json'],
    resources: {
      'data/KoSBi/kosbi_test.json': { split: 'leaderboard', ...KOSBI },
      'data/KoSBi/kosbi_valid.json': { split: 'public', ...KOSBI },
    },
    missed: ['languages: en, of a translation that no field is mapped to'],
    languages: ['ko'],
    type: 'classification',
    sides: { kosbi: [6844, 3421, 3423] },
    counts: { I003: 2, I008: 1 },
  },
  {
    name: 'SQuARe: of a question and a response with a judgement, the response is what is judged',
    folder: 'naver-safety',
    files: [
      'data/SQuARe/question_valid.json',
      'data/SQuARe/question_test.json',
      'data/SQuARe/question_test_ood.json',
      'data/SQuARe/response_test_ood.json',
    ],
    resources: {
      'data/SQuARe/question_test*.json': { split: 'leaderboard', ...SQUARE },
      'data/SQuARe/question_valid.json': { split: 'public', ...SQUARE },
      'data/SQuARe/response_test_ood.json': {
        split: 'leaderboard',
        subMetric: { field: 'question_category' },
        fields: { context: 'question', question: 'response', answer: 'acceptable?' },
      },
    },
    missed: ['response.category'],
    languages: ['ko'],
    type: 'classification',
    sides: { question: [14082, 6882, 7200] },
    counts: { I003: 3 },
  },
  {
    name: 'KLUE: two tasks beside each other, labels at the top and below',
    folder: 'KLUE',
    files: ['klue_benchmark/klue-nli-v1.1/klue-nli-v1.1_dev.json', 'klue_benchmark/klue-sts-v1.1/klue-sts-v1.1_dev.json'],
    resources: {
      'klue_benchmark/klue-nli-v1.1/klue-nli-v1.1_dev.json': {
        split: 'public',
        subMetric: { value: 'klue-nli-v1.1' },
        fields: { id: 'guid', context: 'premise', question: 'hypothesis', answer: 'gold_label', category: 'source' },
      },
      'klue_benchmark/klue-sts-v1.1/klue-sts-v1.1_dev.json': {
        split: 'public',
        subMetric: { value: 'klue-sts-v1.1' },
        fields: { id: 'guid', context: 'sentence1', question: 'sentence2', answer: 'labels.binary-label', category: 'source' },
      },
    },
    languages: ['ko'],
    type: 'classification',
    sides: { 'klue-nli-v1.1': [3000, 3000, 0], 'klue-sts-v1.1': [519, 519, 0] },
    counts: {},
  },
  {
    name: 'gsm8k: train public, test held out',
    folder: 'gsm8k',
    files: ['grade_school_math/data/train.jsonl', 'grade_school_math/data/test.jsonl'],
    resources: {
      'grade_school_math/data/test.jsonl': { split: 'leaderboard', ...GSM8K },
      'grade_school_math/data/train.jsonl': { split: 'public', ...GSM8K },
    },
    missed: ['item type: answers are steps that end in a number'],
    languages: ['en'],
    type: 'generation',
    sides: { grade_school_math: [8792, 7473, 1319] },
    counts: { I003: 2, I008: 2 },
  },
  {
    name: 'Songys: Q and A, of which a label tells the kind; a stray value is no sub-metric but a finding',
    folder: 'songys-chatbot',
    files: ['ChatbotData.csv'],
    resources: {
      'ChatbotData.csv': { split: 'public', subMetric: { field: 'label' }, fields: { question: 'Q', answer: 'A' } },
    },
    languages: ['ko'],
    type: 'generation',
    sides: { '0': [5290, 5290, 0], '1': [3570, 3570, 0], '2': [2962, 2962, 0] },
    counts: { D001: 161, I003: 1, I009: 1 },
  },
  {
    name: 'kor-hate: a label that nothing but its place tells, and held-out comments without one',
    folder: 'kor-hate',
    files: ['labeled', 'test.no_label.tsv'],
    resources: {
      'labeled/*.tsv': {
        split: 'public',
        subMetric: { value: 'labeled' },
        fields: { question: 'comments', answer: 'hate' },
      },
      'test.no_label.tsv': { split: 'leaderboard', subMetric: { value: 'labeled' }, fields: { question: 'comments' } },
    },
    missed: ['category: bias'],
    leaderboardAnswers: 'withheld',
    languages: ['ko'],
    type: 'classification',
    sides: { labeled: [9341, 8367, 974] },
    counts: { I003: 2 },
  },
  {
    name: 'APEACH: ten topics',
    folder: 'APEACH',
    files: ['APEACH/test.csv'],
    resources: {
      'APEACH/test.csv': { split: 'public', subMetric: { field: 'text_topic' }, fields: { question: 'text', answer: 'class' } },
    },
    missed: ['group: user_gender', 'sub-metric: text_topic_eng, the same topics in English'],
    languages: ['ko'],
    type: 'classification',
    sides: { '국적에 따른 차별 발언': [366, 366, 0], '학력이나 전공에 따라 차별하는 발언': [404, 404, 0] },
    counts: { I003: 1 },
  },
  {
    name: 'MMMU-Pro: subjects by a field, ten choices as a Python list, a letter',
    folder: 'MMMU',
    files: ['mmmu-pro/output/gpt-4o_vision_direct.jsonl'],
    resources: {
      'mmmu-pro/output/gpt-4o_vision_direct.jsonl': {
        split: 'public',
        subMetric: { field: 'subject' },
        fields: {
          id: 'id',
          question: 'question',
          choices: 'options',
          answer: { field: 'answer', as: 'letter' },
          explanation: 'explanation',
          difficulty: 'topic_difficulty',
        },
      },
    },
    missed: ['category: img_type, a list'],
    languages: ['en'],
    type: 'multiple-choice',
    sides: { Accounting: [57, 58, 0], Mechanical_Engineering: [59, 59, 0] },
    counts: { D001: 11, I004: 1, I005: 9, I010: 7 },
  },
];

const present = await Promise.all(ROWS.map(({ folder, files }) => exists(join(DATA, folder, files[0] ?? ''))));
const absent = ROWS.filter((_, k) => present[k] !== true);
const title =
  absent.length === 0
    ? `${ROWS.length} real datasets, none skipped`
    : `${absent.length} of ${ROWS.length} real datasets skipped, because ../shared/data lacks them: ${absent.map(({ folder }) => folder).join(', ')}`;

describe(title, () => {
  for (const row of ROWS) {
    it.skipIf(absent.includes(row))(`is right at first run for ${row.name}`, async () => {
      const root = await mkdtemp(join(tmpdir(), 'jatdae-init-real-'));
      try {
        for (const path of row.files) await copy(join(DATA, row.folder, path), join(root, row.folder, path));
        const { manifest, report, counts } = await draftFor(join(root, row.folder));
        const resources = manifest.resources.map(({ path, split, subMetric, fields }: DraftedResource) => [
          path,
          { split: split.value, subMetric, fields },
        ]);
        expect(Object.fromEntries(resources)).toEqual(row.resources);
        expect(manifest.dataset).toMatchObject({ languages: row.languages });
        expect(manifest.dataset.leaderboardAnswers).toBe(row.leaderboardAnswers);
        expect(manifest.subMetrics[0]).toMatchObject({ itemType: row.type });
        expect(sidesOf(report)).toMatchObject(row.sides);
        expect(counts).toEqual(row.counts);
      } finally {
        await rm(root, { recursive: true, force: true });
      }
    });
  }
});

interface DraftedResource {
  readonly path: string;
  readonly split: { readonly value: string };
  readonly subMetric: object;
  readonly fields: object;
}

/** Copies, because a link out of the data is not read. */
async function copy(from: string, to: string): Promise<void> {
  if ((await stat(from)).isDirectory()) {
    for (const name of await readdir(from)) await copy(join(from, name), join(to, name));
    return;
  }
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
  await chmod(to, 0o644);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
