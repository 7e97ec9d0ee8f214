import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { itemOf, manifestText, withFolder } from '../testing/folder.js';
import { validate } from '../validate.js';

/** Ten items, of which the last repeats the first; each has a solution that no field of the manifest names. */
const items = Array.from({ length: 10 }, (_, k): Record<string, unknown> => {
  const { choices: _choices, ...item } = itemOf(k % 9);
  return { solution: `풀이 ${k}`, ...item, id: `q${k}`, A: '예', B: '아니오', answer: 'A' };
});
const columnData = Object.keys(items[0] ?? {}).map((name) => ({
  name,
  data: items.map((item) => `${item[name]}`),
  type: 'STRING' as const,
}));
const FILES = {
  'a.parquet': new Uint8Array(parquetWriteBuffer({ columnData })),
  'a.jsonl': items.map((item) => `${JSON.stringify(item)}\n`).join(''),
};

/** The schema asks for a member that no item is made of, and finds one wrong. */
const schema = { type: 'object', required: ['solution'], properties: { solution: { type: 'string', pattern: '^풀이 [0-8]$' } } };

async function rulesOf(name: keyof typeof FILES): Promise<string[]> {
  const fields = { id: 'id', question: 'question', choices: ['A', 'B'], answer: { field: 'answer', as: 'letter' } };
  const files = {
    'benchmark.json': manifestText({ path: `data/${name}`, fields, schema: 'item.schema.json' }),
    'item.schema.json': JSON.stringify(schema),
    [`data/${name}`]: FILES[name],
  };
  return withFolder(files, async (root) => {
    const { report } = await validate(root, { language: 'ko', engine: 'inline' });
    return report.rules.map(({ code, count }) => `${code} ${count}`);
  });
}

it('confirms a repeated item by the columns that it is made of, though the schema asks for others', async () => {
  const rules = await rulesOf('a.parquet');
  expect(rules).toContain('D001 1');
  expect(rules).toContain('I001 1');
  expect(rules).toEqual(await rulesOf('a.jsonl'));
});
