import { expect, it } from 'vitest';
import { itemOf, manifestText } from '../testing/folder.js';
import { reportOf } from '../testing/judged.js';

const files = (questions: readonly string[]) => ({
  'benchmark.json': manifestText(),
  'data/a.jsonl': questions.map((question, k) => `${JSON.stringify(itemOf(k, { question }))}\n`).join(''),
});

it('counts clusters of equal items, all items of them, and the largest', async () => {
  const { statistics } = await reportOf(files(['가', '가', '나', '다', '다', '다', '라']));
  expect(statistics.duplicates).toEqual({ clusters: 2, items: 5, largest: 3 });
});

it('has nothing to say where no item is another one’s copy', async () => {
  expect((await reportOf(files(['가', '나']))).statistics).not.toHaveProperty('duplicates');
});

it('takes an empty category for none, and says from which length on quantiles are classes', async () => {
  const rows = ['의례', '', ' ', '의례'].map((category, k) =>
    JSON.stringify(itemOf(k, { category, question: '가'.repeat(k === 3 ? 2000 : 9) })),
  );
  const fields = {
    id: 'id',
    question: 'question',
    choices: 'choices',
    category: 'category',
    answer: { field: 'answer', as: 'index0' },
  };
  const { statistics } = await reportOf({ 'benchmark.json': manifestText({ fields }), 'data/a.jsonl': `${rows.join('\n')}\n` });
  expect(statistics.category).toMatchObject({ otherItems: 2, values: [{ value: '의례', items: 2 }] });
  expect(statistics.lengths).toMatchObject({ question: { p50: 9, p95: 1984, max: 2000, classedFrom: 1024 }, choice: { max: 3 } });
});
