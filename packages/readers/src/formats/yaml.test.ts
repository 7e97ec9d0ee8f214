import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { memorySource } from '../source.js';
import { bytesOf, outcomesOf, readAll, textsOf } from '../testing.js';
import { yamlReader } from './yaml.js';

const reader = yamlReader();

it('reads the items of a list, each with its line and byte', async () => {
  const { seen, facts } = await readAll(
    reader,
    '# 머리말\n- id: 1\n  q: |\n    가\n    - 나\n- [예, yes, null, ~, 0x1F, 1.50, .nan]\n',
  );
  expect(seen.map(({ text, line, byte }) => [text, line, byte])).toEqual([
    ['{"id":1,"q":"가\\n- 나\\n"}', 1, 14],
    ['["예","yes",null,null,31,1.5,null]', 5, 47],
  ]);
  expect(facts).toMatchObject({ records: 2, lines: 6, damage: null });
});

it('keeps all digits, and writes aliases out', async () => {
  const { seen } = await readAll(reader, '- &a {n: 12345678901234567890}\n- {copy: *a}\n');
  expect(textsOf(seen)).toEqual(['{"n":12345678901234567890}', '{"copy":{"n":12345678901234567890}}']);
});

it('reads what `at` points to, a document as one item, and several documents', async () => {
  const nested = 'x:\n  data: {가: {q: 1}, 나: 5}\n  list: [1, 2]\n';
  expect(textsOf((await readAll(reader, nested, { at: '/x/data' })).seen)).toEqual([
    '{"$key":"가","q":1}',
    '{"$key":"나","value":5}',
  ]);
  expect(textsOf((await readAll(reader, nested, { at: '/x/list' })).seen)).toEqual(['1', '2']);
  expect((await readAll(reader, nested, { at: '/y' })).facts.damage?.reason).toBe('pointer-not-found');
  expect((await readAll(reader, nested, { at: '/x/list/0' })).facts.damage?.reason).toBe('pointer-to-scalar');
  expect(textsOf((await readAll(reader, '---\na: 1\n---\n- b\n')).seen)).toEqual(['{"a":1}', '"b"']);
  expect((await readAll(reader, '# nothing\n')).facts).toMatchObject({ records: 0, blank: true });
});

it('reports items that are no JSON, and reads those around them', async () => {
  const { seen, facts } = await readAll(reader, '- a: 1\n- !file /etc/passwd\n- [1,\n- *none\n- {[k]: v}\n- b: 2\n');
  expect(outcomesOf(seen)).toEqual([
    '{"a":1}',
    'F007 yaml-tag',
    'F007 yaml-syntax',
    'F007 yaml-alias',
    'F007 yaml-key',
    '{"b":2}',
  ]);
  expect(facts.damage).toBe(null);
});

it('stops a file that is one document at its slip', async () => {
  const { seen, facts } = await readAll(reader, 'a: 1\nb: [2\n');
  expect(outcomesOf(seen)).toEqual(['F007 yaml-syntax']);
  expect(facts.damage).toMatchObject({ code: 'F007', reason: 'yaml-syntax', told: true });
});

it('does not expand without end', async () => {
  const laughs = ['a: &a0 [x]', ...Array.from({ length: 30 }, (_, i) => `b${i}: &a${i + 1} [${`*a${i},`.repeat(9)}]`)].join('\n');
  const limits = { recordBytes: 1 << 16, depth: 100 };
  expect(outcomesOf((await readAll(reader, laughs, { limits })).seen)).toEqual(['F006 record-bytes']);
  expect(outcomesOf((await readAll(reader, '- &r [*r]\n', { limits })).seen)).toEqual(['F006 depth']);
  expect((await readAll(reader, '['.repeat(100_000), { limits })).facts.damage?.code).toBe('F006');
});

it.each([
  ['brackets', '['.repeat(3 << 20)],
  ['braces', '{a: '.repeat(900_000)],
  ['explicit keys', '? '.repeat(1 << 20)],
])('says of a document of nothing but %s that it is too deep', async (_, text) => {
  const { seen, facts } = await readAll(reader, text);
  expect(outcomesOf(seen)).toContain('F006 depth');
  expect(facts.damage).toMatchObject({ code: 'F006', reason: 'depth', told: true });
});

it('rejects an item that is too deep, and reads those around it', async () => {
  const { seen, facts } = await readAll(reader, `- 1\n- ${'- '.repeat(1 << 20)}\n- ${'['.repeat(1 << 20)}\n- 4\n`);
  expect(outcomesOf(seen)).toEqual(['1', 'F006 depth', 'F006 depth', '4']);
  expect(facts.damage).toBe(null);
});

it('does not take for depth what is text, or many brackets side by side', async () => {
  const lists = { q: `${'- '.repeat(700)}x`, text: '['.repeat(2000), all: Array.from({ length: 2000 }, () => [1]) };
  const { seen } = await readAll(reader, `- |\n  ${'- '.repeat(700)}\n- ${JSON.stringify(lists)}\n`);
  expect(textsOf(seen)).toEqual([JSON.stringify(`${'- '.repeat(700)}\n`), JSON.stringify(lists)]);
});

it('tells of many slips on one long line in no time', async () => {
  const { seen } = await readAll(reader, `- ${'!!str '.repeat(30_000)}\n`);
  expect(outcomesOf(seen)).toEqual(['F007 yaml-syntax']);
});

it('says that a file is too large to be read whole', async () => {
  const source = memorySource(bytesOf(`a: "${'x'.repeat(5 << 20)}"`));
  const { facts } = await readAll(reader, { source, start: 0, end: source.size });
  expect(facts.damage).toMatchObject({ code: 'F006', reason: 'file-bytes' });
});

it('reads a long list in pieces as it reads it whole', async () => {
  const items = Array.from({ length: 9000 }, (_, i) => ({
    id: `q${i}`,
    question: `여러 줄\n- 아님 ${i}`,
    n: i,
    choices: ['가', '나'],
  }));
  const text = stringify(items);
  const { seen, facts } = await readAll(reader, text);
  expect(textsOf(seen)).toEqual(items.map((item) => JSON.stringify(item)));
  const lines = text.split('\n');
  expect(seen.every(({ line }) => lines[line]?.startsWith('- '))).toBe(true);
  const last = seen.at(-1)?.byte ?? 0;
  expect(Buffer.from(text).toString('utf8', last - 2, last + 10)).toBe('- id: q8999\n');
  expect(facts.damage).toBe(null);
});

it('reads what the library writes, any JSON', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }), { minLength: 1 }), async (items) => {
      const { seen } = await readAll(reader, stringify(items));
      expect(seen.map(({ text }) => JSON.parse(text ?? 'null'))).toEqual(JSON.parse(JSON.stringify(items)));
    }),
    { numRuns: 300 },
  );
});
