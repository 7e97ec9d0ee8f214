import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { zipOf } from '@jatdae/readers/testing';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FixOptions, type FixResult, fixDeliverable } from './fix.js';
import { FIXES, type FixName } from './fixes.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-고침-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

type Files = Readonly<Record<string, string | Uint8Array>>;

const MANIFEST = {
  jatdae: 1,
  profile: 'nia-2024-2',
  dataset: { name: 'a', title: '작은 납품물', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
  subMetrics: [
    { id: '예절', itemType: 'multiple-choice' },
    { id: '감정', itemType: 'classification', labels: ['기쁨', '슬픔'] },
  ],
};
const FIELDS = { id: 'id', question: 'question', choices: 'choices', answer: 'answer' };
const resource = (path: string, more: object = {}): object => ({
  path,
  subMetric: { field: 'sub' },
  split: { field: 'split' },
  fields: FIELDS,
  ...more,
});
const manifest = (resources: readonly object[], more: object = {}): string =>
  `${JSON.stringify({ ...MANIFEST, ...more, resources }, null, 2)}\n`;

const itemOf = (k: number, more: object = {}): Record<string, unknown> => ({
  id: `q${k}`,
  sub: '예절',
  split: 'public',
  question: `${k}번째 물음입니다`,
  choices: ['가', '나'],
  answer: '가',
  ...more,
});
const jsonl = (items: readonly object[], end = '\n'): string => items.map((item) => JSON.stringify(item) + end).join('');
const csv = (items: readonly Readonly<Record<string, unknown>>[], end = '\r\n'): string => {
  const names = Object.keys(items[0] ?? {});
  const cell = (value: unknown): string => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [names, ...items.map((item) => names.map((name) => item[name]))].map((row) => row.map(cell).join(',') + end).join('');
};

async function write(files: Files): Promise<string> {
  const folder = await mkdtemp(join(root, 'in-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

type Fixed = Extract<FixResult, { status: 'fixed' }>;
let made = 0;
async function fix(
  files: Files,
  more: Partial<FixOptions> = {},
): Promise<Fixed & { read(path: string): Promise<string>; out: string }> {
  const out = join(root, `out-${made++}`);
  const result = await fixDeliverable(await write(files), out, { fixes: new Set(FIXES), language: 'en', ...more });
  if (result.status !== 'fixed') throw new Error(JSON.stringify(result));
  return { ...result, out, read: (path) => readFile(join(out, path), 'utf8') };
}
const counts = ({ log }: Pick<Fixed, 'log'>, path: string): Partial<Record<FixName, number>> =>
  Object.fromEntries(log.files.find((file) => file.path === path)?.changes.map(({ fix: name, count }) => [name, count]) ?? []);
const count = ({ rules }: Fixed['after'], code: string): number => rules.find((rule) => rule.code === code)?.count ?? 0;

describe('text', () => {
  it('CP949 becomes UTF-8, and the manifest no longer says CP949', async () => {
    const fixed = await fix({
      'benchmark.json': manifest([resource('data/*.csv', { encoding: 'cp949' })]),
      'data/a.csv': iconv.encode(csv([itemOf(1, { question: '똠방각하 펲시' })]), 'cp949'),
    });
    expect(await fixed.read('data/a.csv')).toBe(csv([itemOf(1, { question: '똠방각하 펲시' })]));
    expect(await fixed.read('benchmark.json')).not.toContain('encoding');
    expect(counts(fixed, 'data/a.csv')).toEqual({ encoding: 1 });
    expect([count(fixed.before, 'F002'), count(fixed.after, 'F002')]).toEqual([1, 0]);
  });

  it('UTF-16, marks, mixed line ends and decomposed Hangul go', async () => {
    const items = [itemOf(1), itemOf(2)];
    const fixed = await fix({
      'benchmark.json': manifest([resource('data/*')]),
      'data/a.jsonl': iconv.encode(jsonl(items), 'utf-16le', { addBOM: true }),
      'data/b.jsonl': `\uFEFF${jsonl([itemOf(3)], '\r\n')}${jsonl([itemOf(4, { question: '한글'.normalize('NFD') })])}`,
      'data/c.json': `[\r\n${JSON.stringify(itemOf(5, { question: '한'.normalize('NFD') }))}\n]\n`,
    });
    expect(await fixed.read('data/a.jsonl')).toBe(jsonl(items));
    expect(await fixed.read('data/b.jsonl')).toBe(jsonl([itemOf(3), itemOf(4, { question: '한글' })]));
    expect(await fixed.read('data/c.json')).toBe(`[\n${JSON.stringify(itemOf(5, { question: '한' }))}\n]\n`);
    expect(counts(fixed, 'data/b.jsonl')).toEqual({ bom: 1, 'line-ends': 1, nfc: 2 });
    for (const code of ['F002', 'F004', 'I007']) expect(count(fixed.after, code)).toBe(0);
  });

  it('Hangul that is written as escapes is joined, and nothing else of the record changes', async () => {
    const line =
      '{"id": "q1",\t"sub":"예절","split":"public","question":"\\u1112\\u1161\\u11ab 1.0","choices":["가","나"],"answer":"가"}\n';
    const fixed = await fix({ 'benchmark.json': manifest([resource('a.jsonl')]), 'a.jsonl': line });
    expect(await fixed.read('a.jsonl')).toBe(line.replace('\\u1112\\u1161\\u11ab', '한'));
  });

  it('a compressed file stays compressed', async () => {
    const fixed = await fix({
      'benchmark.json': manifest([resource('a.jsonl.gz')]),
      'a.jsonl.gz': gzipSync(`\uFEFF${jsonl([itemOf(1)])}`),
    });
    expect(gunzipSync(await readFile(join(fixed.out, 'a.jsonl.gz'))).toString()).toBe(jsonl([itemOf(1)]));
  });

  it('line ends inside cells are the cell’s own', async () => {
    const rows = `${csv([itemOf(1, { question: '두\r\n줄' })])}${csv([itemOf(2)], '\n').split('\n')[1]}\n`;
    const fixed = await fix({ 'benchmark.json': manifest([resource('a.csv')]), 'a.csv': rows });
    expect(await fixed.read('a.csv')).toBe(rows.replaceAll('\r\n', '\n').replace('두\n줄', '두\r\n줄'));
  });

  it('what cannot be decoded is left as it is, with the files that share its encoding', async () => {
    const bad = Buffer.concat([iconv.encode(csv([itemOf(1)]), 'cp949'), Buffer.of(0xff, 0xff)]);
    const good = iconv.encode(csv([itemOf(2)]), 'cp949');
    const fixed = await fix({
      'benchmark.json': manifest([resource('data/*.csv', { encoding: 'cp949' })]),
      'data/a.csv': bad,
      'data/b.csv': good,
    });
    expect(await readFile(join(fixed.out, 'data/a.csv'))).toEqual(bad);
    expect(await readFile(join(fixed.out, 'data/b.csv'))).toEqual(good);
    expect(fixed.log.files.map(({ path, untouched }) => [path, untouched])).toEqual([
      ['data/a.csv', ['undecodable']],
      ['data/b.csv', ['together']],
    ]);
  });
});

describe('values', () => {
  it('blanks around names of the manifest go, in JSON and in tables', async () => {
    const items = [itemOf(1, { sub: '예절 ', split: ' public' }), itemOf(2, { sub: '감정', answer: '기쁨 ', choices: [] })];
    const fixed = await fix({
      'benchmark.json': manifest([resource('*.jsonl'), resource('*.csv')], {
        dataset: { ...MANIFEST.dataset, idScope: 'resource' },
      }),
      'a.jsonl': jsonl(items),
      'b.csv': csv(items),
    });
    const clean = [itemOf(1), itemOf(2, { sub: '감정', answer: '기쁨', choices: [] })];
    expect(await fixed.read('a.jsonl')).toBe(jsonl(clean));
    expect(await fixed.read('b.csv')).toBe(csv(clean));
    expect(counts(fixed, 'a.jsonl')).toEqual({ 'enum-blanks': 3 });
    const [places] = fixed.log.files[0]?.changes.map(({ places: all }) => all) ?? [];
    expect(places).toContainEqual({ record: 1, pointer: '/sub', from: '예절 ', to: '예절' });
    // A label is an answer: it is never told.
    expect(places).toContainEqual({ record: 2, pointer: '/answer' });
  });

  it('ids that became floating-point numbers are whole again, in the predictions too', async () => {
    const fixed = await fix({
      'benchmark.json': manifest([resource('a.csv')], {
        experiments: [{ id: 'e', model: { name: 'm', kind: 'llm' }, predictions: 'p.jsonl' }],
      }),
      'a.csv': csv([itemOf(1, { id: '1.0' }), itemOf(2, { id: '2.0' })]),
      'p.jsonl': '{"id":1.0,"prediction":"가"}\n{"id":"2.0","prediction":"나"}\n',
    });
    expect(await fixed.read('a.csv')).toBe(csv([itemOf(1, { id: '1' }), itemOf(2, { id: '2' })]));
    expect(await fixed.read('p.jsonl')).toBe('{"id":1,"prediction":"가"}\n{"id":"2","prediction":"나"}\n');
  });

  it('ids such as section numbers stay, and so do ids that might become another’s', async () => {
    const sections = {
      'benchmark.json': manifest([resource('a.csv')]),
      'a.csv': csv([itemOf(1, { id: '1.0' }), itemOf(2, { id: '1.1' })]),
    };
    expect((await fix(sections)).log.files).toEqual([]);
    const twice = await fix({
      'benchmark.json': manifest([resource('a.csv'), resource('b.csv')]),
      'a.csv': csv([itemOf(1, { id: '1.0' })]),
      'b.csv': csv([itemOf(2, { id: '1' })]),
    });
    expect(twice.log.files).toMatchObject([{ path: 'a.csv', changes: [], untouched: ['ids-collide'] }]);
  });

  it('Python lists become JSON, and the choices stay the same', async () => {
    const python = "['가, 나', \"그'것\", '다']";
    const fixed = await fix({
      'benchmark.json': manifest([resource('*.csv'), resource('*.jsonl')], {
        dataset: { ...MANIFEST.dataset, idScope: 'resource' },
      }),
      'a.csv': csv([itemOf(1, { choices: python, answer: '다' })]),
      'b.jsonl': jsonl([itemOf(1, { choices: python, answer: '다' })]),
    });
    const list = ['가, 나', "그'것", '다'];
    expect(await fixed.read('a.csv')).toBe(csv([itemOf(1, { choices: list, answer: '다' })]));
    expect(await fixed.read('b.jsonl')).toBe(jsonl([itemOf(1, { choices: list, answer: '다' })]));
    const told = fixed.log.files[0]?.changes[0]?.places;
    expect(told).toEqual([{ record: 1, pointer: '/choices', from: python, to: JSON.stringify(list) }]);
  });
});

it('a list that is an answer is mended and never quoted, and personal data is masked', async () => {
  const phone = ['010', '2847', '9316'].join('-');
  const items = [itemOf(1, { sub: '여럿', choices: `['${phone}', '나']`, answer: "['나']" })];
  const subMetrics = [{ id: '여럿', itemType: 'multiple-answer' }];
  const fixed = await fix({ 'benchmark.json': manifest([resource('a.jsonl')], { subMetrics }), 'a.jsonl': jsonl(items) });
  expect(await fixed.read('a.jsonl')).toBe(jsonl([itemOf(1, { sub: '여럿', choices: [phone, '나'], answer: ['나'] })]));
  expect(fixed.log.files[0]?.changes[0]?.places).toContainEqual({ record: 1, pointer: '/answer' });
  expect(JSON.stringify(fixed.log)).not.toContain('9316');
});

it('a mark that contradicts the manifest’s encoding leaves the file as it is', async () => {
  const files = {
    'benchmark.json': manifest([resource('a.jsonl', { encoding: 'cp949' })]),
    'a.jsonl': `\uFEFF${jsonl([itemOf(1)])}`,
  };
  const fixed = await fix(files);
  expect(await fixed.read('a.jsonl')).toBe(files['a.jsonl']);
  expect(fixed.log.files).toMatchObject([{ changes: [], untouched: ['undecodable'] }]);
});

it('what lies in an archive of the deliverable is left, and said so', async () => {
  const fixed = await fix({
    'benchmark.json': manifest([resource('a.zip!/*.jsonl')]),
    'a.zip': zipOf({ 'a.jsonl': `\uFEFF${jsonl([itemOf(1)])}` }),
  });
  expect(fixed.log.files).toMatchObject([{ path: 'a.zip', changes: [], untouched: ['archive'] }]);
  expect(fixed.after.deliverable?.items).toBe(1);
});

it('a deliverable that is an archive becomes a folder', async () => {
  const path = join(root, 'deliverable.zip');
  await writeFile(
    path,
    zipOf({ 'benchmark.json': manifest([resource('a.jsonl')]), 'a.jsonl': `\uFEFF${jsonl([itemOf(1)])}`, 'b.txt': '메모' }),
  );
  await fixDeliverable(path, join(root, 'copy'), { fixes: new Set(FIXES), language: 'en' });
  expect((await readdir(join(root, 'copy'))).sort()).toEqual(['a.jsonl', 'b.txt', 'benchmark.json']);
  expect(await readFile(join(root, 'copy', 'a.jsonl'), 'utf8')).toBe(jsonl([itemOf(1)]));
});

describe('names', () => {
  it('are NFC in the copy', async () => {
    const fixed = await fix({
      'benchmark.json': manifest([resource('자료/*.jsonl')]),
      [`${'자료'.normalize('NFD')}/a.jsonl`]: jsonl([itemOf(1)]),
    });
    expect((await readdir(fixed.out)).sort()).toEqual(['benchmark.json', '자료']);
    expect(count(fixed.after, 'F008')).toBe(0);
  });

  it('stay where a file of the mended name is there already', async () => {
    const other = '가.jsonl'.normalize('NFD');
    const files = {
      'benchmark.json': manifest([resource('data/*')]),
      'data/가.jsonl': jsonl([itemOf(1)]),
      [`data/${other}`]: jsonl([itemOf(2)]),
    };
    const fixed = await fix(files);
    expect((await readdir(join(fixed.out, 'data'))).sort()).toEqual([other, '가.jsonl'].sort());
    expect(fixed.log.files).toMatchObject([{ changes: [], untouched: ['name-taken'] }]);
  });

  it('by which items refer to a medium stay', async () => {
    const garbled = `${Buffer.from('교육자료').toString('latin1')}.png`;
    const refers = {
      'benchmark.json': manifest([resource('a.jsonl')], { media: { root: 'media' } }),
      'a.jsonl': jsonl([itemOf(1, { media: [garbled] })]),
    };
    const fixed = await fix({ ...refers, [`media/${garbled}`]: 'no picture' });
    expect(await readdir(join(fixed.out, 'media'))).toEqual([garbled]);
    expect(fixed.log.files).toMatchObject([{ changes: [], untouched: ['name-used'] }]);
  });

  it('that were read in a wrong code page are themselves again, in the manifest too', async () => {
    const garbled = Buffer.from('교육자료').toString('latin1');
    const fixed = await fix({
      'benchmark.json': manifest([resource(`data/${garbled}.jsonl`)]),
      [`data/${garbled}.jsonl`]: jsonl([itemOf(1)]),
    });
    expect(await readdir(join(fixed.out, 'data'))).toEqual(['교육자료.jsonl']);
    expect(await fixed.read('benchmark.json')).toContain('data/교육자료.jsonl');
    expect(count(fixed.after, 'M004')).toBe(0);
  });
});

it('the manifest follows: bytes and SHA-256 that it states are those of the copy', async () => {
  const text = `\uFEFF${jsonl([itemOf(1)])}`;
  const facts = { bytes: Buffer.byteLength(text), records: 1, sha256: '0'.repeat(64) };
  const fixed = await fix({ 'benchmark.json': manifest([resource('a.jsonl', facts)]), 'a.jsonl': text });
  expect([count(fixed.before, 'M007'), count(fixed.after, 'M007')]).toEqual([1, 0]);
});

it('files without anything to mend, media and what nobody declares are the same bytes', async () => {
  const files = {
    'benchmark.json': manifest([resource('data/*')], { media: { root: 'media' } }),
    'data/a.jsonl': jsonl([itemOf(1)], '\r\n'),
    'media/a.png': Buffer.of(0x89, 0x50, 0x0d, 0x0a, 0xe1, 0x84, 0x92, 0xe1, 0x85, 0xa1),
    '읽어.txt': '\uFEFF메모\r\n\n',
  };
  const fixed = await fix(files);
  expect(fixed.log.files).toEqual([]);
  for (const [path, content] of Object.entries(files))
    expect(await readFile(join(fixed.out, path))).toEqual(Buffer.from(content));
});

it('only what was chosen is mended', async () => {
  const files = { 'benchmark.json': manifest([resource('a.jsonl')]), 'a.jsonl': `\uFEFF${jsonl([itemOf(1, { sub: '예절 ' })])}` };
  const fixed = await fix(files, { fixes: new Set(['enum-blanks']) });
  expect(await fixed.read('a.jsonl')).toBe(`\uFEFF${jsonl([itemOf(1)])}`);
  expect((await fix(files, { fixes: new Set(['ids']) })).log.files).toEqual([]);
  const table = { 'benchmark.json': manifest([resource('a.csv')]), 'a.csv': `\uFEFF${csv([itemOf(1, { id: '1.0' })])}` };
  expect(await (await fix(table, { fixes: new Set(['ids']) })).read('a.csv')).toBe(`\uFEFF${csv([itemOf(1, { id: '1' })])}`);
});

it('a trial tells the same and writes nothing', async () => {
  const folder = await write({
    'benchmark.json': manifest([resource('a.jsonl')]),
    'a.jsonl': `\uFEFF${jsonl([itemOf(1, { sub: '예절 ' })])}`,
  });
  const options = { fixes: new Set(FIXES), language: 'en' } as const;
  const before = await readdir(root);
  const tried = await fixDeliverable(folder, null, options);
  expect(await readdir(root)).toEqual(before);
  const fixed = await fixDeliverable(folder, join(root, 'out'), options);
  expect(tried).toMatchObject({ status: 'tried', log: fixed.status === 'fixed' ? fixed.log : null });
});

it('a folder inside the deliverable is refused, and an interrupt leaves nothing', async () => {
  const folder = await write({ 'benchmark.json': manifest([resource('a.jsonl')]), 'a.jsonl': jsonl([itemOf(1)]) });
  const options = { fixes: new Set(FIXES), language: 'en' } as const;
  await expect(fixDeliverable(folder, join(folder, 'out'), options)).rejects.toThrow(/overlaps/);
  const before = await readdir(root);
  await expect(fixDeliverable(folder, join(root, 'out'), { ...options, signal: AbortSignal.abort() })).rejects.toThrow();
  expect(await readdir(root)).toEqual(before);
});

/** Findings that a fix is for. */
const FIXABLE = ['F002', 'F004', 'F008', 'I007', 'I009'];

it('nothing fixable is left of any mixture of faults, no item is lost, and a second run finds nothing to do', async () => {
  const word = fc.constantFrom('예절', '한글 낱말', '똠방각하', 'a, "b"', "그'것");
  const maybe = <T>(value: T, other: T): fc.Arbitrary<T> => fc.constantFrom(value, value, other);
  const item = fc.record({
    sub: maybe('예절', '예절  '),
    split: maybe('public', ' public '),
    question: fc.tuple(word, fc.boolean()).map(([text, isNfd]) => (isNfd ? text.normalize('NFD') : text)),
    choices: fc.constantFrom<unknown>(['가', '나'], "['가', '나']", '["가", "나"]'),
  });
  const file = fc.record({
    format: fc.constantFrom('jsonl', 'csv', 'json'),
    encoding: fc.constantFrom('utf8', 'cp949', 'utf16le'),
    bom: fc.boolean(),
    ends: fc.array(fc.constantFrom('\n', '\r\n'), { minLength: 1, maxLength: 3 }),
    float: fc.boolean(),
    items: fc.array(item, { minLength: 1, maxLength: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 3 }), async (files) => {
      const contents = files.map(({ format, encoding, bom, ends, float, items }, f): readonly [string, Uint8Array] => {
        const records = items.map((more, k) => itemOf(k, { ...more, id: float ? `${f + 1}${k}.0` : `q${f}-${k}` }));
        const text =
          format === 'csv'
            ? csv(records, '\n')
            : format === 'json'
              ? `[\n${records.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`
              : jsonl(records);
        let line = 0;
        const mixed = text.replaceAll('\n', () => ends[line++ % ends.length] ?? '\n');
        // CP949 has no conjoining jamo.
        const written = encoding === 'cp949' ? mixed.normalize('NFC') : mixed;
        const isMarked = encoding === 'utf16le' || (bom && encoding === 'utf8');
        return [`data/${f}.${format}`, iconv.encode(written, encoding, { addBOM: isMarked })];
      });
      const given = { 'benchmark.json': manifest([resource('data/*')]), ...Object.fromEntries(contents) };
      const fixed = await fix(given);
      expect(FIXABLE.map((code) => [code, count(fixed.after, code)])).toEqual(FIXABLE.map((code) => [code, 0]));
      expect(fixed.after.deliverable?.items).toBe(files.reduce((sum, { items }) => sum + items.length, 0));
      expect(fixed.after.subMetrics[0]?.valid).toBeGreaterThanOrEqual(fixed.before.subMetrics[0]?.valid ?? 0);
      const again = await fixDeliverable(fixed.out, null, { fixes: new Set(FIXES), language: 'en' });
      expect(again).toMatchObject({ status: 'tried', log: { files: [] } });
    }),
    { numRuns: 25 },
  );
}, 240_000);
