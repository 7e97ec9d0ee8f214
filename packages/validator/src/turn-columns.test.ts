import { expect, it } from 'vitest';
import { openItems } from './read-items.js';
import { type Files, manifestText, withFolder } from './testing/folder.js';
import { validate } from './validate.js';

const manifest = (path: string, turns: string | readonly string[]): string =>
  manifestText(
    {
      path,
      subMetric: { value: 'a' },
      split: { value: 'public' },
      fields: { id: 'no', turns, answer: 'reply' },
    },
    { subMetrics: [{ id: 'a', itemType: 'dialogue', metric: 'judge' }] },
  );

const table = (turns: string | readonly string[], rows: string): Files => ({
  'benchmark.json': manifest('data/*.csv', turns),
  'data/a.csv': `no,first,second,third,reply\n${rows}`,
});

const turnsOf = (files: Files) =>
  withFolder(files, async (root) => {
    const opened = await openItems(root, new AbortController().signal);
    if (!opened.ok) throw new Error('the deliverable cannot be opened');
    try {
      const found: string[][] = [];
      for await (const { turns } of opened.asked()) found.push(turns.map(({ content }) => content));
      return found;
    } finally {
      await opened.close();
    }
  });

const findings = (files: Files) =>
  withFolder(files, async (root) => {
    const { report } = await validate(root, { language: 'en', select: ['I001', 'D001', 'F012'] });
    return report.findings.map(({ code, place }) => [code, place.record, place.pointer]);
  });

const COLUMNS = ['first', 'second', 'third'];

it('a conversation may have a column for each turn, and ends where only empty ones follow', async () => {
  const rows = '1,"안녕하세요?","네, ""누구""세요?",배달입니다.,놓고 가세요.\n2,계십니까?,누구세요?,,집주인입니다.\n';
  expect(await turnsOf(table(COLUMNS, rows))).toEqual([
    ['안녕하세요?', '네, "누구"세요?', '배달입니다.'],
    ['계십니까?', '누구세요?'],
  ]);
  expect(await findings(table(COLUMNS, rows))).toEqual([]);
  expect(await turnsOf(table(['third'], rows))).toEqual([['배달입니다.'], []]);
});

it('turns in columns are judged as a list of them is, each at its own column', async () => {
  const lines = [
    { no: 1, q: { text: '안녕하세요?' }, second: '네', reply: '반갑습니다' },
    { no: 2, q: { text: '여보세요?' }, second: ['둘'], reply: '네' },
    { no: 3, q: {}, second: '무엇을 찾으십니까?', reply: '네' },
    { no: 4, q: { text: '안녕하세요?' }, second: '네', reply: '반갑습니다' },
    { no: 5, reply: '네' },
  ];
  const files = {
    'benchmark.json': manifest('data/*.jsonl', ['q.text', 'second']),
    'data/a.jsonl': `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`,
  };
  expect(await findings(files)).toEqual([
    ['D001', 4, null],
    ['I001', 2, '/second'],
    ['I001', 3, '/q/text'],
    ['I001', 5, '/q/text'],
  ]);
});
