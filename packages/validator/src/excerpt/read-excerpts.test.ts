import { expect, it } from 'vitest';
import type { ValidateResult } from '../options.js';
import { goodLines, itemOf, manifestText, withFolder } from '../testing/folder.js';
import { validate } from '../validate.js';
import type { FindingExcerpt } from './read-excerpts.js';
import type { ShownRecord } from './show-record.js';

const FIELDS = {
  id: 'id',
  question: 'question',
  choices: 'choices',
  answer: { field: 'answer', as: 'index0' },
  explanation: 'solution.why',
  rubric: 'rubric',
};

interface Shown {
  readonly code: string;
  readonly excerpt: FindingExcerpt;
}

/** The records beside the findings of some items, which stand behind a few good ones. */
async function show(items: readonly object[], options: { splitBytes?: number; signal?: AbortSignal } = {}): Promise<Shown[]> {
  const lines = items.map((item, k) => `${JSON.stringify(itemOf(100 + k, item))}\n`).join('');
  const files = {
    'benchmark.json': manifestText({ fields: FIELDS }),
    'data/a.jsonl': goodLines(20) + lines,
    'data/b.jsonl': goodLines(20, 500),
  };
  const result: ValidateResult = await withFolder(files, (root) =>
    validate(root, { language: 'ko', engine: 'inline', excerpts: true, ...options }),
  );
  if (result.status !== 'judged') return [];
  return [...result.excerpts].map(([at, excerpt]) => ({ code: result.report.findings[at]?.code ?? '', excerpt }));
}

const of = (shown: readonly Shown[], code: string): ShownRecord =>
  shown.find((one) => one.code === code)?.excerpt.record ?? expect.fail(`no record beside ${code}`);

const marked = ({ text, mark }: ShownRecord): string | null => (mark === null ? null : text.slice(mark.start, mark.end));

it('shows the record of a finding and marks the member that it is about', async () => {
  const shown = await show([{ question: ' ' }]);
  const record = of(shown, 'I006');
  expect(marked(record)).toBe('"question": " "');
  expect(JSON.parse(record.text)).toEqual(itemOf(100, { question: ' ' }));
  expect(shown[0]?.excerpt.subMetric).toBe('a');
});

it('shows the record that a finding is related to as well, but not the answer of a leaderboard item by its double', async () => {
  const { id: _, ...content } = itemOf(3);
  const leak = (await show([{ ...content, split: 'leaderboard' }])).find(({ code }) => code === 'H003');
  const shown = [leak?.excerpt.record, leak?.excerpt.related].map((record) => JSON.parse(record?.text ?? 'null') as unknown);
  expect(shown).toEqual([
    expect.objectContaining({ id: 'q100', answer: '●●●' }),
    expect.objectContaining({ id: 'q3', answer: '●●●' }),
  ]);
});

it('shows both answers where nobody has to guess them', async () => {
  const twice = (await show([{ ...itemOf(3), answer: 1 }])).find(({ code }) => code === 'I010');
  const shown = [twice?.excerpt.record, twice?.excerpt.related].map((record) => JSON.parse(record?.text ?? 'null') as unknown);
  expect(shown).toEqual([expect.objectContaining({ answer: 1 }), expect.objectContaining({ answer: 0 })]);
});

it('tells the sub-metric of every finding, and shows the records of the first hundred of a rule', async () => {
  const shown = (await show(Array.from({ length: 150 }, () => ({ question: ' ' })))).filter(({ code }) => code === 'I006');
  expect(shown).toHaveLength(150);
  expect(shown.map(({ excerpt }) => excerpt.subMetric)).toEqual(shown.map((_, k) => (k % 2 === 0 ? 'a' : 'b')));
  expect(shown.filter(({ excerpt }) => excerpt.record !== null)).toHaveLength(100);
});

it('shows the same record however a file is cut into splits', async () => {
  const whole = await show([{ question: ' ' }, {}, { choices: ['예', '예'] }]);
  expect(await show([{ question: ' ' }, {}, { choices: ['예', '예'] }], { splitBytes: 300 })).toEqual(whole);
  expect(marked(of(whole, 'I005'))).toContain('"예"');
});

it('shows a number as it was written, which a double would round', async () => {
  const line = JSON.stringify(itemOf(7, { question: ' ', big: 0 })).replace('"big":0', '"big":12345678901234567890123');
  const files = { 'benchmark.json': manifestText({ fields: FIELDS }), 'data/a.jsonl': `${line}\n` };
  const result = await withFolder(files, (root) => validate(root, { language: 'ko', engine: 'inline', excerpts: true }));
  expect(JSON.stringify(result.status === 'judged' && [...result.excerpts.values()])).toContain('12345678901234567890123');
});

it('hides of a leaderboard item the answer, what explains it, and what the manifest does not name', async () => {
  const board = {
    split: 'leaderboard',
    question: ' ',
    answer: 1,
    solution: { why: '둘째가 맞다', steps: ['비밀'] },
    rubric: '둘째면 1점',
    gold: '아니오라고 답한다',
    correct: 1,
  };
  const { text } = of(await show([board]), 'I006');
  for (const secret of ['둘째', '비밀', '답한다', '1점']) expect(text).not.toContain(secret);
  expect(JSON.parse(text)).toEqual({
    ...itemOf(100, board),
    answer: '●●●',
    solution: { why: '●●●', steps: ['●●●'] },
    rubric: '●●●',
    gold: '●●●',
    correct: '●●●',
  });
  // What is withheld is seen to be.
  expect(JSON.parse(of(await show([{ ...board, answer: null }]), 'I006').text)).toHaveProperty('answer', null);
});

it('hides as much of an item whose split is not known', async () => {
  const { text } = of(await show([{ split: 'hidden', answer: 1, gold: '비밀' }]), 'I009');
  expect(JSON.parse(text)).toMatchObject({ split: 'hidden', answer: '●●●', gold: '●●●', choices: ['예', '아니오'] });
});

it('cuts long texts, lists and depths, says so, and keeps the place that is marked', async () => {
  const deep = JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`) as unknown;
  const item = {
    passage: '가'.repeat(50_000),
    list: Array.from({ length: 5000 }, (_, k) => `항목 ${k}`),
    deep,
    choices: [...Array(60).keys()].map(String).concat('0'),
  };
  const excerpt = of(await show([item]), 'I005');
  expect(excerpt.text.length).toBeLessThan(10_000);
  expect(excerpt.text).toContain(`${'가'.repeat(400)}" … +49600`);
  expect(excerpt.text).toContain('… +4960');
  expect(marked(excerpt)).toContain('"0"');
});

it('shows of a long text the part that is pointed at', async () => {
  const question = `${'가'.repeat(3000)} 전화 010-2345-6789 ${'나'.repeat(3000)}`;
  const excerpt = of(await show([{ question }]), 'P002');
  expect(marked(excerpt)).toMatch(/^"question": … \+\d+ "가+ 전화 010-\*{4}-\*{4} 나+" … \+\d+$/u);
});

it('shows nothing beside a record that is none', async () => {
  const files = { 'benchmark.json': manifestText({ fields: FIELDS }), 'data/a.jsonl': `${goodLines(2)}{"id": "q", "answer"\n` };
  const result = await withFolder(files, (root) => validate(root, { language: 'ko', engine: 'inline', excerpts: true }));
  expect(result.report.findings.map(({ code }) => code)).toContain('F007');
  const broken = result.report.findings.findIndex(({ code }) => code === 'F007');
  expect(result.status === 'judged' && result.excerpts.has(broken)).toBe(false);
});

it('reads none where none are asked for', async () => {
  const files = { 'benchmark.json': manifestText(), 'data/a.jsonl': `${JSON.stringify(itemOf(1, { question: ' ' }))}\n` };
  const result = await withFolder(files, (root) => validate(root, { language: 'ko', engine: 'inline' }));
  expect(result.status === 'judged' && result.excerpts.size).toBe(0);
});
