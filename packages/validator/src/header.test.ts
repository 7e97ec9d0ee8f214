import type { Finding, Report } from '@jatdae/schema';
import { expect, it } from 'vitest';
import type { ValidateOptions } from './options.js';
import { manifestText, withFolder } from './testing/folder.js';
import { validate } from './validate.js';

const COLUMNS = ['id', 'sub_metric', 'split', 'question', 'A', 'B', 'answer'];
const FIELDS = { id: 'id', question: 'question', choices: ['A', 'B'], answer: { field: 'answer', as: 'index0' } };
const ROWS = Array.from({ length: 6 }, (_, k) => `q${k},${k % 2 === 0 ? 'a' : 'b'},public,${k}번 문항,예,아니오,${k % 2}\n`).join(
  '',
);

async function reportOf(table: string, resource: object = {}, options: Partial<ValidateOptions> = {}): Promise<Report> {
  const manifest = manifestText({ path: 'data/*.csv', fields: FIELDS, ...resource });
  return withFolder({ 'benchmark.json': manifest, 'data/a.csv': table }, async (root) => {
    return (await validate(root, { language: 'ko', engine: 'inline', ...options })).report;
  });
}

const itemsOf = ({ subMetrics }: Report): number[] => subMetrics.map(({ valid }) => valid);
const doubts = ({ findings }: Report): Finding[] => findings.filter(({ code }) => code === 'F012');

it('reads a table without a header whose columns the manifest names', async () => {
  for (const splitBytes of [8 << 20, 60]) {
    const report = await reportOf(ROWS, { csv: { header: false, columns: COLUMNS } }, { splitBytes });
    expect(itemsOf(report)).toEqual([3, 3]);
    expect(doubts(report)).toEqual([]);
  }
});

it('says of a table without a header what to write, once, and shows none of its cells', async () => {
  for (const splitBytes of [8 << 20, 60]) {
    const report = await reportOf(ROWS, {}, { splitBytes });
    expect(doubts(report).map(({ message }) => message)).toEqual([expect.stringContaining('csv: {header: false, columns: […]}')]);
    expect(JSON.stringify(doubts(report))).not.toContain('번 문항');
  }
});

it('says it too where the manifest names no column, or names them beside a header that is none', async () => {
  const bare = await reportOf(ROWS, { fields: undefined, subMetric: { value: 'a' }, split: { value: 'public' } });
  expect(doubts(bare).map(({ data }) => data?.problem)).toEqual(['values']);
  const named = await reportOf(ROWS, { csv: { columns: COLUMNS } });
  expect(doubts(named).map(({ data }) => data)).toEqual([{ problem: 'values', column: 3 }]);
});

it('names the columns that a header lacks', async () => {
  const report = await reportOf(`${COLUMNS.join(',').replace('question', '질문')}\n${ROWS}`);
  const [finding] = doubts(report);
  expect(finding?.place).toMatchObject({ path: 'data/a.csv', record: null });
  expect(finding?.data).toMatchObject({ problem: 'missing', columns: ['question'] });
  expect(itemsOf(await reportOf(`${COLUMNS.join(',')}\n${ROWS}`))).toEqual([3, 3]);
});
