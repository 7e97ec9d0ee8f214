import { expect, it } from 'vitest';
import type { AskedItem } from './asked-item.js';
import { openItems } from './read-items.js';
import { type Files, manifestText, withFolder } from './testing/folder.js';

async function asked(files: Files): Promise<{ items: AskedItem[]; pictures: (Uint8Array | null)[] }> {
  return withFolder(files, async (root) => {
    const opened = await openItems(root, new AbortController().signal);
    if (!opened.ok) throw new Error('the deliverable cannot be opened');
    try {
      const items: AskedItem[] = [];
      for await (const item of opened.asked()) items.push(item);
      const used = items.flatMap(({ media }) => media.flatMap(({ file }) => file ?? []));
      return { items, pictures: await Promise.all(used.map(opened.medium)) };
    } finally {
      await opened.close();
    }
  });
}

it('a table is asked as its columns are mapped, whatever form its choices and its key have', async () => {
  const resource = {
    path: 'data/*.csv',
    subMetric: { value: 'a' },
    split: { value: 'leaderboard' },
    fields: { id: 'no', question: 'q', choices: 'options', answer: { field: 'key', as: 'letter' } },
  };
  const rows = `no,q,options,key\n007,수도는?,"['서울', '부산']",B\n8,다음은?,"[""하나"", ""둘"", ""셋""]",ⓧ\n`;
  const { items } = await asked({ 'benchmark.json': manifestText(resource), 'data/a.csv': rows });
  expect(items).toMatchObject([
    {
      path: 'data/a.csv',
      record: 1,
      id: '007',
      subMetric: 'a',
      side: 'leaderboard',
      type: 'multiple-choice',
      question: '수도는?',
      choices: ['서울', '부산'],
      keys: [1],
    },
    { record: 2, id: '8', choices: ['하나', '둘', '셋'], keys: [], answer: 'ⓧ' },
  ]);
});

it('passages, turns and numbers come as text; a blank id is none', async () => {
  const lines = [
    {
      id: ' ',
      context: ['첫째', '둘째', null],
      question: 42,
      turns: [{ role: 'user', content: ['가', '나'] }, '다', { role: 3 }],
    },
    { id: 7, question: ' ', turns: null },
  ];
  const content = lines.map((line) => `${JSON.stringify({ sub_metric: 'a', split: 'public', ...line })}\n`).join('');
  const { items } = await asked({ 'benchmark.json': manifestText({ fields: { id: 'id' } }), 'data/a.jsonl': content });
  expect(items).toMatchObject([
    {
      id: null,
      context: '첫째\n\n둘째',
      question: '42',
      turns: [
        { role: 'user', content: '가\n\n나' },
        { role: null, content: '다' },
      ],
    },
    { id: 7, question: null, turns: [] },
  ]);
});

it('media are known by their content, and told where they are not there', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const line = JSON.stringify({ id: 1, sub_metric: 'a', split: 'public', question: '?', media: ['그림.jpg', 'none.png'] });
  const { items, pictures } = await asked({
    'benchmark.json': manifestText({ fields: { id: 'id' } }, { media: { root: 'media' } }),
    'data/a.jsonl': `${line}\n`,
    'media/그림.jpg': png,
  });
  expect(items[0]?.media).toMatchObject([
    { reference: '그림.jpg', type: 'png', bytes: png.length },
    { reference: 'none.png', file: null, type: null },
  ]);
  expect(pictures.map((bytes) => Buffer.from(bytes ?? []))).toEqual([png]);
});
