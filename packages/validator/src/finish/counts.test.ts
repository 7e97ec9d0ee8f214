import { expect, it } from 'vitest';
import { itemOf, manifestText, withFolder } from '../testing/folder.js';
import { validate } from '../validate.js';

const item = (k: number, split: string, more: object = {}) => ({
  ...itemOf(k),
  split,
  category: '의례',
  ...more,
  sub_metric: 'a',
});

it('counts what is valid and distinct in each split and category, and neither a repeated id nor a repeated item', async () => {
  const items = [
    item(0, 'public'),
    item(1, 'public'),
    item(2, 'leaderboard', { category: ' 호칭 ' }),
    // The id of the first one.
    item(3, 'leaderboard', { id: 'q0', category: '호칭' }),
    // The second one again, under an id of its own.
    item(4, 'public', { ...itemOf(1), id: 'q4' }),
    // No question: not valid by itself.
    item(5, 'public', { question: ' ' }),
  ];
  const files = {
    'benchmark.json': manifestText({
      split: { field: 'split' },
      fields: {
        id: 'id',
        question: 'question',
        choices: 'choices',
        answer: { field: 'answer', as: 'index0' },
        category: 'category',
      },
    }),
    'data/a.jsonl': items.map((one) => `${JSON.stringify(one)}\n`).join(''),
  };
  await withFolder(files, async (root) => {
    const { report } = await validate(root, { language: 'ko', engine: 'inline' });
    const { splits, splitsBySubMetric, category } = report.statistics as Record<string, unknown>;
    const none = { items: 0, valid: 0, unique: 0 };
    const expected = {
      public: { items: 4, valid: 3, unique: 2 },
      leaderboard: { items: 2, valid: 1, unique: 1 },
      unknown: none,
    };
    expect(splits).toEqual(expected);
    expect(splitsBySubMetric).toEqual([
      { id: 'a', ...expected },
      { id: 'b', public: none, leaderboard: none, unknown: none },
    ]);
    expect(category).toEqual({
      values: [
        { value: '의례', items: 4, valid: 3, public: 4, leaderboard: 0 },
        { value: '호칭', items: 2, valid: 1, public: 0, leaderboard: 2 },
      ],
      otherItems: 0,
    });
    expect(report.subMetrics[0]).toMatchObject({ items: 6, valid: 4, unique: 3 });
  });
});
