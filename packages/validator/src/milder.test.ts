import { expect, it } from 'vitest';
import { goodLines, itemOf, manifestText } from './testing/folder.js';
import { found, reportOf, row } from './testing/judged.js';

const flood = {
  'benchmark.json': manifestText(),
  'data/a.jsonl': Array.from(
    { length: 60 },
    (_, k) =>
      `${JSON.stringify(itemOf(k, { question: k % 3 === 0 ? `<br/>${k}번` : k % 3 === 1 ? `${k}번 \ufffd` : `${k}번 문항` }))}\n`,
  ).join(''),
};

it('tells how many findings are warnings and notes, however few are listed', async () => {
  const severities = { error: 0, warning: 20, note: 20 };
  for (const maxFindings of [1, 5, 1000]) {
    const report = await reportOf(flood, { maxFindings });
    expect(found(report, 'I008')).toHaveLength(Math.min(maxFindings, 40));
    expect(report.rules.find(({ code }) => code === 'I008')).toMatchObject({ count: 40, severity: 'warning', severities });
  }
});

it('fails no requirement for milder findings that are not listed', async () => {
  const { id: _, ...fields } = { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } };
  const files = { 'benchmark.json': manifestText({ fields }), 'data/a.jsonl': goodLines(4) };
  for (const maxFindings of [0, 100]) {
    const report = await reportOf(files, { maxFindings });
    expect(report.rules.find(({ code }) => code === 'I003')).toMatchObject({
      count: 1,
      severities: { error: 0, warning: 1, note: 0 },
    });
    expect(row(report, 'Q-SYNTAX')).toBe('pass');
  }
});

it('takes a word with escapes for the text that it stands for', async () => {
  const subMetrics = ['a"b', 'a\\"b', 'b'].map((id) => ({ id, itemType: 'multiple-choice' }));
  const files = {
    'benchmark.json': manifestText({}, { subMetrics }),
    'data/a.jsonl': ['a\\"b', 'a\\\\\\"b', '\\u0062', 'b', 'a\\u0022b']
      .map((id, k) => `${JSON.stringify(itemOf(k)).replace(/"sub_metric":"."/, `"sub_metric":"${id}"`)}\n`)
      .join(''),
  };
  const { subMetrics: rows } = await reportOf(files);
  expect(rows.map(({ id, items }) => [id, items])).toEqual([
    ['a"b', 2],
    ['a\\"b', 1],
    ['b', 2],
  ]);
});
