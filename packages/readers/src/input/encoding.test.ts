import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { csvReader } from '../formats/csv.js';
import { jsonReader } from '../formats/json.js';
import { jsonlReader } from '../formats/jsonl.js';
import { memorySource } from '../source.js';
import { outcomesOf, readAll, textsOf } from '../testing.js';

const jsonl = jsonlReader();
const LINES = '{"a":"똠방각하 펲시콜라"}\n{"a":"쌰"}\n';
const TEXTS = ['{"a":"똠방각하 펲시콜라"}', '{"a":"쌰"}'];

it.each([
  ['UTF-8', Buffer.from(LINES), 'utf-8', false],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${LINES}`), 'utf-8', true],
  ['CP949', iconv.encode(LINES, 'cp949'), 'cp949', false],
  ['UTF-16LE', iconv.encode(LINES, 'utf-16le', { addBOM: true }), 'utf-16le', true],
  ['UTF-16BE', iconv.encode(LINES, 'utf-16be', { addBOM: true }), 'utf-16be', true],
])('reads %s, also compressed, and says what it was', async (_, bytes, encoding, bom) => {
  for (const compression of ['none', 'gzip'] as const) {
    const stored = compression === 'none' ? bytes : gzipSync(bytes);
    const { seen, facts } = await readAll(jsonl, stored, { compression });
    expect(textsOf(seen)).toEqual(TEXTS);
    expect(facts).toMatchObject({ encoding, bom, bytes: stored.length, damage: null });
  }
});

it('reads every format of text in CP949', async () => {
  const cp949 = (text: string) => iconv.encode(text, 'cp949');
  expect(textsOf((await readAll(jsonReader(), cp949('[{"가":"똠"}]'))).seen)).toEqual(['{"가":"똠"}']);
  expect(textsOf((await readAll(csvReader(), cp949('질문,답\n뷁,"펲\n"\n'))).seen)).toEqual(['{"질문":"뷁","답":"펲\\n"}']);
});

it('believes the manifest', async () => {
  const bytes = iconv.encode(LINES, 'cp949');
  for (const encoding of ['EUC-KR', 'cp949', 'ms949']) {
    expect(textsOf((await readAll(jsonl, bytes, { encoding })).seen)).toEqual(TEXTS);
  }
  expect(outcomesOf((await readAll(jsonl, bytes, { encoding: 'utf-8' })).seen)).toEqual([
    'F001 turns-to-cp949',
    'F001 invalid-utf-8',
  ]);
  expect((await readAll(jsonl, bytes, { encoding: 'klingon' })).facts.damage?.reason).toBe('unknown-encoding');
});

it('tells the record that the encoding of the manifest cannot read', async () => {
  const bytes = Buffer.concat([iconv.encode('{"a":"가"}\n{"a":"', 'cp949'), Buffer.of(0xff), Buffer.from('"}\n{"a":1}')]);
  const { seen } = await readAll(jsonl, bytes, { encoding: 'cp949' });
  expect(outcomesOf(seen)).toEqual(['{"a":"가"}', 'F001 invalid-utf-8', '{"a":1}']);
  const lone = iconv.encode('{"a":"\ud83d"}\n{"a":"😀"}', 'utf-16le', { addBOM: true });
  expect(outcomesOf((await readAll(jsonl, lone)).seen)).toEqual(['F001 invalid-utf-8', '{"a":"😀"}']);
});

it('finds the byte at which a file of UTF-8 turns into CP949, and reads the rest', async () => {
  const before = Buffer.from('{"a":"한글"}\n{"b":"');
  const bytes = Buffer.concat([before, iconv.encode('답은', 'cp949'), Buffer.from('"}\n{"c":"끝"}\n')]);
  const { seen, facts } = await readAll(jsonl, bytes);
  expect(outcomesOf(seen)).toEqual(['{"a":"한글"}', 'F001 turns-to-cp949', '{"c":"끝"}']);
  expect(seen[1]?.fault?.data).toEqual({ reason: 'turns-to-cp949', byte: before.length, hint: 'cp949' });
  expect(facts.encoding).toBe('utf-8');
});

it('looks past what is ASCII, however long, for what decides', async () => {
  const ascii = `${'{"a":"x"}\n'.repeat(30_000)}`;
  const { seen, facts } = await readAll(jsonl, iconv.encode(`${ascii}{"a":"똠"}\n`, 'cp949'));
  expect(seen.length).toBe(30_001);
  expect(seen.at(-1)?.text).toBe('{"a":"똠"}');
  expect(facts.encoding).toBe('cp949');
});

it('cuts UTF-8 only', async () => {
  const options = { limits: { recordBytes: 1000, depth: 9 }, at: null, csv: {}, compression: 'none', canary: null } as const;
  const cut = (bytes: Uint8Array) => jsonl.plan?.(memorySource(bytes), options, 10);
  expect(await cut(Buffer.from('{"a":"가"}\n{"b":1}\n'))).toEqual([
    { start: 0, end: 10 },
    { start: 10, end: 20 },
  ]);
  expect(await cut(iconv.encode('{"a":"가"}\n{"b":1}\n', 'cp949'))).toEqual([{ start: 0, end: 19 }]);
});

it('reads the same text in every encoding that has its letters, whatever the chunk size', async () => {
  const letter = fc.oneof(
    fc.constantFrom('a', ' ', '가', '힣', '똠', '漢'),
    fc.integer({ min: 0xac00, max: 0xd7a3 }).map((c) => String.fromCharCode(c)),
  );
  const lines = fc.array(fc.string({ unit: letter, maxLength: 12 }), { minLength: 1, maxLength: 6 });
  const encoding = fc.constantFrom('cp949', 'utf-16le', 'utf-16be');
  await fc.assert(
    fc.asyncProperty(lines, encoding, fc.integer({ min: 1, max: 40 }), async (texts, name, chunkBytes) => {
      const text = texts.map((line) => `${JSON.stringify(line)}\n`).join('');
      const { seen } = await readAll(jsonlReader({ chunkBytes }), iconv.encode(text, name), { encoding: name });
      expect(textsOf(seen)).toEqual(texts.map((line) => JSON.stringify(line)));
    }),
    { numRuns: 500 },
  );
});
