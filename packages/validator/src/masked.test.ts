import type { Report } from '@jatdae/schema';
import { expect, it } from 'vitest';
import type { ValidateResult } from './options.js';
import { itemOf, manifestText, withFolder } from './testing/folder.js';
import { validate } from './validate.js';

/** What must not be read anywhere in a report, and what may be: its mask. */
const PERSONAL = {
  resident: ['900502-1374659', /374659/],
  telephone: ['010-2345-6789', /2345|6789/],
  card: ['4539 1488 0343 6467', /1488|6467/],
  email: ['gildong@naver.com', /gildong|naver/],
  passport: ['여권번호 M12345678', /2345678/],
  key: [`gh${'p_'}q7X2m5Rj8TkLp3Wdq7X2m5Rj8TkLp3Wdq7X2`, /q7X2m5/],
  firm: ['116-82-00276', /00276/],
} as const;

const asLatin1 = (text: string): string => Buffer.from(text).toString('latin1');

/** Each breaks a rule that quotes what it found, or is counted by name in the statistics. */
const QUOTING: Readonly<Record<string, (value: string) => object>> = {
  'I001 a text that should be a number': (value) => ({ grade: value }),
  'I001 a long text that is cut': (value) => ({ grade: `${'가'.repeat(70)} ${value}` }),
  'I001 a key': (value) => ({ extra: { [value]: 1 } }),
  'I004 an answer that is no choice': (value) => ({ answer: value }),
  'I008 the original of a broken text': (value) => ({ question: asLatin1(`연락처는 ${value} 입니다`) }),
  'I008 an original that is cut': (value) => ({ question: asLatin1(`${'가'.repeat(26)} ${value}`) }),
  'I008 a broken text below a key': (value) => ({ more: { [value]: '\ufffd' } }),
  'I009 a sub-metric': (value) => ({ sub_metric: value }),
  'I009 a split': (value) => ({ split: value }),
  'a category': (value) => ({ category: value }),
};

const SCHEMA = { properties: { grade: { type: 'integer' }, memo: { type: 'string' }, extra: { additionalProperties: false } } };

const reportOf = async (...more: readonly object[]): Promise<Report> => (await judge(...more)).report;

async function judge(...more: readonly object[]): Promise<ValidateResult> {
  const fields = {
    id: 'id',
    question: 'question',
    choices: 'choices',
    category: 'category',
    answer: { field: 'answer', as: 'index0' },
  };
  const items = more.map((changes, k) => `${JSON.stringify(itemOf(k, changes))}\n`);
  const files = {
    'benchmark.json': manifestText({ fields, schema: 'item.schema.json' }),
    'item.schema.json': JSON.stringify(SCHEMA),
    'data/a.jsonl': items.join(''),
  };
  return withFolder(files, async (root) => validate(root, { language: 'ko', engine: 'inline', excerpts: true }));
}

it.each(Object.entries(QUOTING))('shows no personal data in clear: %s', async (name, changes) => {
  const values = Object.values(PERSONAL);
  const report = await reportOf(...values.map(([value]) => changes(value)));
  for (const [, secret] of values) expect(JSON.stringify(report)).not.toMatch(secret);
  const code = name.slice(0, 4);
  const told = report.findings.filter((finding) => finding.code === code).length;
  if (/^[A-Z]\d{3}/.test(code)) expect(told).toBe(values.length);
  else expect(JSON.stringify(report.statistics)).toContain('010-****-****');
});

const messageOf = ({ findings }: Report, code: string): string | undefined =>
  findings.find((finding) => finding.code === code)?.message;

it('says what was asked for, and quotes what is nobody’s', async () => {
  expect(messageOf(await reportOf({ grade: '010-2345-6789' }), 'I001')).toContain('문자열 "010-****-****"');
  expect(messageOf(await reportOf({ grade: '2024-05-02' }), 'I001')).toContain('문자열 "2024-05-02"');
});

it('masks a number as it masks a text', async () => {
  expect(messageOf(await reportOf({ memo: 9005021374659 }), 'I001')).toContain('"9************"');
  expect(messageOf(await reportOf({ memo: 9005021374659 }), 'I001')).not.toMatch(/374659/);
});

it.each(Object.entries(QUOTING).filter(([name]) => !name.startsWith('I008')))(
  'shows none in the records beside findings either: %s',
  async (_, changes) => {
    const values = Object.values(PERSONAL);
    // Each of them breaks a rule, so that its record is shown.
    const result = await judge(...values.map(([value]) => ({ ...changes(value), memo: 1 })));
    const excerpts = result.status === 'judged' ? [...result.excerpts.values()] : [];
    expect(excerpts.length).toBeGreaterThanOrEqual(values.length);
    for (const [, secret] of values) expect(JSON.stringify(excerpts)).not.toMatch(secret);
    expect(JSON.stringify(excerpts)).toContain('010-****-****');
  },
);
