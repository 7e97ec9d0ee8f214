import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest, Report, Resource, SubMetric } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { validate } from '../validate.js';

type Loose = Record<string, unknown>;

/** Validates one data file whose records all belong to one sub-metric. */
async function check(
  file: string,
  content: string | Uint8Array,
  resource: Loose,
  subMetric: Partial<SubMetric> = {},
  dataset: Loose = {},
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'jatdae-잣대-'));
  const manifest = {
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: {
      name: 'messy',
      title: '어수선한 데이터',
      version: '1.0.0',
      task: 8,
      modalities: ['text'],
      languages: ['ko'],
      license: 'CC0-1.0',
      ...dataset,
    },
    subMetrics: [{ id: '예절', title: '예절', metric: 'accuracy', itemType: 'multiple-choice', ...subMetric }],
    resources: [{ path: file, subMetric: { value: '예절' }, split: { value: 'public' }, ...resource }],
  } satisfies Loose as unknown as Manifest;
  writeFileSync(join(folder, 'benchmark.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, file), content);
  const result = await validate(folder, { language: 'ko', engine: 'inline' });
  rmSync(folder, { recursive: true });
  return result.report;
}

const ITEM_FAMILIES = /^[IFHD]/u;
const counts = (report: Report) =>
  Object.fromEntries(
    report.rules
      .filter(({ code, count }) => count > 0 && ITEM_FAMILIES.test(code) && !/^H00[12]/u.test(code))
      .map(({ code, count }) => [code, count]),
  );
const found = (report: Report, code: string) =>
  report.findings.filter((finding) => finding.code === code).map(({ place }) => [place.record, place.pointer]);
const lines = (...records: unknown[]) => `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
const valid = (report: Report) => report.subMetrics[0]?.valid;

it('reads a table with a column a choice and digits that count from 1, as KMMLU has them', async () => {
  const fields = {
    id: 'no',
    question: 'question',
    choices: ['A', 'B', 'C', 'D'],
    answer: { field: 'answer', as: 'index1' },
  } as Resource['fields'];
  const report = await check(
    'kmmlu.csv',
    'no,question,A,B,C,D,answer\n1,수도는?,서울,부산,대구,인천,1\n2,둘째로 큰 도시는?,서울,부산,,,2\n3,넷째는?,서울,부산,대구,인천,5\n',
    { fields },
  );
  expect(counts(report)).toEqual({ I004: 1 });
  expect(found(report, 'I004')).toEqual([[3, '/answer']]);
  expect(report.findings.find(({ code }) => code === 'I004')?.place.line).toBe(4);
  expect(valid(report)).toBe(2);
});

it('reads choices from a cell with a Python list and answers that repeat a whole choice', async () => {
  const fields = { id: 'id', question: 'q', choices: 'choices', answer: { field: 'a', as: 'text' } };
  const report = await check(
    'kobbq.tsv',
    "id\tq\tchoices\ta\nx1\t누구?\t['할머니', '알 수 없음', \"손자\"]\t알 수 없음\nx2\t누가?\t['할머니', '손자']\t며느리\n",
    { fields },
  );
  // Python's double quotes stand inside cells that are not quoted.
  expect(counts(report)).toEqual({ F011: 1, I004: 1 });
  expect(valid(report)).toBe(1);
});

it('follows dotted paths and JSON Pointers, and reports places in the raw record', async () => {
  const fields = { id: 'meta.id', question: '/q/text', choices: 'q.options', answer: { field: 'key', as: 'letter' } };
  const item = { meta: { id: 'a' }, q: { text: '수도는?', options: ['서울', '부산'] }, key: 'A' };
  const broken = { meta: { id: 'b' }, q: { options: ['서울', '부산'] }, key: 'A' };
  const alone = { meta: { id: 'c' }, q: { text: '하나뿐인 선택지?', options: ['서울'] }, key: 'A' };
  const report = await check('nested.jsonl', lines(item, broken, alone), { fields });
  expect(counts(report)).toEqual({ I001: 2 });
  expect(found(report, 'I001')).toEqual([
    [2, '/q/text'],
    [3, '/q/options'],
  ]);
});

it('takes a null answer in the leaderboard split for withheld, and elsewhere for missing', async () => {
  const split = { field: 'split', values: { train: 'public', hidden: 'leaderboard' } };
  const base = { choices: ['가', '나'], split: 'train', answer: 0 };
  const records = lines(
    { id: 1, question: '하나?', ...base },
    { id: 2, question: '둘?', ...base, answer: null },
    { id: 3, question: '셋?', ...base, split: 'hidden', answer: null },
    { id: 4, question: '넷?', choices: ['가', '나'], split: 'hidden' },
    { id: 5, question: '다섯?', ...base, split: 'hidden' },
    { id: 6, question: '여섯?', ...base, split: 'test' },
  );
  const withheld = await check('items.jsonl', records, { split }, {}, { leaderboardAnswers: 'withheld' });
  expect(counts(withheld)).toEqual({ I001: 1, H005: 1, I009: 1 });
  expect(found(withheld, 'I001')).toEqual([[2, '/answer']]);
  expect(found(withheld, 'H005')).toEqual([[5, '/answer']]);
  const included = await check('items.jsonl', records, { split });
  expect(counts(included)).toEqual({ I001: 3, I009: 1 });
});

it('takes numbers as text where data has both, but not a question that is none', async () => {
  const report = await check(
    'items.jsonl',
    lines(
      { id: 1, question: '1 더하기 1은?', choices: [1, 2], answer: 1 },
      { id: '2', question: '2 더하기 0은?', choices: ['1', '2'], answer: '2' },
      { id: 3, question: 7, choices: ['1', '2'], answer: 0 },
    ),
    {},
  );
  expect(counts(report)).toEqual({ I001: 1 });
  expect(found(report, 'I001')).toEqual([[3, '/question']]);
});

it('knows the same item under another order of choices, spacing and normalisation', async () => {
  const decomposed = '수도는?'.normalize('NFD');
  const report = await check(
    'items.jsonl',
    lines(
      { id: 1, question: '수도는?', choices: ['서울', '부산'], answer: 0 },
      { id: 2, question: ' 수도는?\n', choices: ['부산', '서울'], answer: 1 },
      { id: 3, question: decomposed, choices: ['서울', '부산'], answer: 1 },
    ),
    {},
  );
  expect(counts(report)).toEqual({ D001: 2, I007: 1, I010: 1 });
  expect(found(report, 'I010')).toEqual([[3, null]]);
  expect(report.subMetrics[0]).toMatchObject({ items: 3, valid: 3, unique: 1 });
});

it('uses a schema of the resource on the raw record', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jatdae-schema-'));
  writeFileSync(
    join(folder, 'item.schema.json'),
    JSON.stringify({
      type: 'object',
      properties: { q: { type: 'string', minLength: 3 }, level: { enum: ['상', '중', '하'] } },
      required: ['q'],
    }),
  );
  writeFileSync(
    join(folder, 'items.jsonl'),
    lines({ q: '수도는?', o: ['가', '나'], k: 0, level: '상' }, { q: '?', o: ['가', '나'], k: 0, level: '최상' }),
  );
  writeFileSync(
    join(folder, 'benchmark.json'),
    JSON.stringify({
      jatdae: 1,
      profile: 'nia-2024-2',
      dataset: {
        name: 'own',
        title: '자체 스키마',
        version: '1.0.0',
        task: 8,
        modalities: ['text'],
        languages: ['ko'],
        license: 'CC0-1.0',
      },
      subMetrics: [{ id: 'a', itemType: 'multiple-choice' }],
      resources: [
        {
          path: 'items.jsonl',
          schema: 'item.schema.json',
          subMetric: { value: 'a' },
          split: { value: 'public' },
          fields: { question: 'q', choices: 'o', answer: 'k' },
        },
      ],
    }),
  );
  const { report } = await validate(folder, { language: 'en', engine: 'inline' });
  rmSync(folder, { recursive: true });
  expect(found(report, 'I001')).toEqual([
    [2, '/q'],
    [2, '/level'],
  ]);
  // None is mapped: one warning for the resource.
  expect(found(report, 'I003')).toHaveLength(1);
  expect(report.findings.find(({ code }) => code === 'I003')?.severity).toBe('warning');
});

it('reads shares that a table holds as text, written by Python or as JSON', async () => {
  const rows = [
    ['1', '하나', "['노인', '청년']", '[0.5, 0.5]'],
    ['2', '둘', "['노인', '청년']", "{'노인': 94, '청년': 6}"],
    ['3', '셋', "['노인', '청년']", '{"노인": 94, "청년": 6}'],
    ['4', '넷', "['노인', '청년']", "{'노인': 94, '장년': 6}"],
  ];
  const table = [['id', 'question', 'choices', 'answer'], ...rows].map((row) => row.join('\t')).join('\n');
  const fields = { id: 'id', question: 'question', choices: 'choices', answer: 'answer' };
  const report = await check('a.tsv', table, { fields }, { itemType: 'distribution', metric: 'brier' });
  // Python's double quotes stand inside cells that are not quoted.
  expect(counts(report)).toEqual({ F011: 1, I004: 1 });
  expect(found(report, 'I004')).toEqual([[4, '/answer']]);
});

it('names a resource whose format cannot be told', async () => {
  const report = await check('titles.txt', '가\n나\n', { fields: { question: 'title' } });
  expect(report.complete).toBe(false);
  expect(report.statistics.unread).toEqual([{ path: 'titles.txt', format: null, files: 1 }]);
});
