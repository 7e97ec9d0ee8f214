import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFormula } from '../write/survey.js';
import { convertFile } from './convert-file.js';
import { type Loss, TARGETS, type Target } from './losses.js';

let root: string;
let made = 0;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-convert-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const jsonl = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
const newName = (format: string): string => join(root, `${made++}.${format}`);

async function write(text: string | Uint8Array, format = 'jsonl'): Promise<string> {
  const path = newName(format);
  await writeFile(path, text);
  return path;
}

async function convert(path: string, to: Target, more: { guardFormulas?: boolean } = {}): Promise<string> {
  const out = newName(to);
  await convertFile(path, out, { to, ...more });
  return out;
}

/** Records after they went to a format and came back. */
async function thereAndBack(records: readonly unknown[], to: Target): Promise<unknown[]> {
  const there = await convert(await write(jsonl(records)), to, { guardFormulas: false });
  const text = await readFile(await convert(there, 'jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', ' 가 ', '=1+1', '가\n나', '"', '_x0041_', '007'),
);
const scalar = fc.oneof(text, fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true }), fc.boolean(), fc.constant(null));
const anything = fc.jsonValue({ maxDepth: 3 });
const name = fc.oneof(fc.constantFrom('id', 'question', '선택지', 'a.b', 'a b'), fc.string({ minLength: 1, maxLength: 5 }));
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Whether a record is more than an empty row of a sheet. */
const isFull = (record: Readonly<Record<string, unknown>>): boolean =>
  Object.values(record).some((value) => value !== null && value !== '');

const hasFormulaName = (record: Readonly<Record<string, unknown>>): boolean => Object.keys(record).some(isFormula);

/** Tables of columns, each of values of one type. */
const table = (cell: fc.Arbitrary<fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>[]> =>
  fc
    .uniqueArray(fc.tuple(name, cell), { minLength: 1, maxLength: 5, selector: ([key]) => key })
    .chain((columns) =>
      fc
        .array(fc.tuple(...columns.map(([, values]) => values)), { minLength: 1, maxLength: 8 })
        .map((rows) => rows.map((row) => Object.fromEntries(columns.map(([key], k) => [key, plain(row[k])])))),
    );

const typed = fc.oneof(
  fc.constantFrom(
    text,
    fc.integer(),
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    fc.boolean(),
    fc.option(text),
    fc.array(text, { maxLength: 4 }),
    fc.array(fc.option(fc.integer()), { maxLength: 4 }),
    fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 3 }),
    fc.record({ role: text, content: fc.option(text) }),
    fc.array(fc.record({ role: text, turns: fc.array(fc.integer(), { maxLength: 2 }) }), { maxLength: 3 }),
  ),
);

describe('there and back', () => {
  it.each(['jsonl', 'json'] as const)('%s keeps any record, objects or not', async (to) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything.map(plain), { minLength: 1, maxLength: 6 }), async (records) => {
        expect(await thereAndBack(records, to)).toEqual(records);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['parquet', 'arrow'] as const)('%s keeps columns of numbers, texts, lists and objects', async (to) => {
    await fc.assert(
      fc.asyncProperty(table(typed), async (records) => {
        expect(await thereAndBack(records, to)).toEqual(records);
      }),
      { numRuns: 40 },
    );
  });

  it('parquet keeps values of any mixture', async () => {
    await fc.assert(
      fc.asyncProperty(table(fc.constant(anything)), async (records) => {
        expect(await thereAndBack(records, 'parquet')).toEqual(records);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['csv', 'xlsx'] as const)('%s keeps texts', async (to) => {
    await fc.assert(
      fc.asyncProperty(table(fc.constant(text)), async (records) => {
        fc.pre(to === 'csv' || records.every(isFull));
        expect(await thereAndBack(records, to)).toEqual(records);
      }),
      { numRuns: 40 },
    );
  });

  it.each(TARGETS)('%s holds what it says it holds, whatever the records are', async (to) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(name, fc.oneof(scalar, anything)), { minLength: 1, maxLength: 6 }),
        async (records) => {
          fc.pre(to === 'xlsx' ? records.every(isFull) : records.some((record) => Object.keys(record).length > 0));
          await convert(await write(jsonl(records)), to, { guardFormulas: !records.some(hasFormulaName) });
        },
      ),
      { numRuns: 40 },
    );
  });
});

const lossesOf = async (records: readonly unknown[], to: Target): Promise<readonly Loss[]> => {
  const losses: Loss[] = [];
  await convertFile(await write(jsonl(records)), newName(to), { to, onLosses: (told) => losses.push(...told) });
  return losses;
};

describe('what is told before anything is written', () => {
  const records = [
    { id: 1, choices: ['가', '나'], note: '=SUM(A1)', mixed: 1 },
    { id: 2, choices: [], mixed: '둘' },
  ];

  it('a table holds texts only, lists as JSON, and no null', async () => {
    expect(await lossesOf(records, 'csv')).toEqual([
      { column: 'id', kind: 'text' },
      { column: 'mixed', kind: 'text' },
      { column: 'choices', kind: 'json-text' },
      { column: 'note', kind: 'null-is-empty' },
      { column: 'note', kind: 'guarded' },
    ]);
  });

  it('typed columns have null for what is missing, and Arrow no type for a mixture', async () => {
    expect(await lossesOf(records, 'parquet')).toEqual([{ column: 'note', kind: 'missing-is-null' }]);
    expect(await lossesOf(records, 'arrow')).toEqual([
      { column: 'note', kind: 'missing-is-null' },
      { column: 'mixed', kind: 'json-column' },
    ]);
    expect(await lossesOf(records, 'jsonl')).toEqual([]);
  });
});

describe('a table', () => {
  it('never starts a formula, and leaves numbers alone', async () => {
    const out = await convert(await write(jsonl([{ a: '=1+1', b: '-3', c: '@가', d: -5, e: '+가' }])), 'csv');
    expect(await readFile(out, 'utf8')).toBe("a,b,c,d,e\r\n'=1+1,-3,'@가,-5,'+가\r\n");
  });

  it('keeps texts that begin like a formula where that is asked for', async () => {
    const out = await convert(await write(jsonl([{ a: '=1+1' }])), 'csv', { guardFormulas: false });
    expect(await readFile(out, 'utf8')).toBe('a\r\n=1+1\r\n');
  });

  it('keeps every digit of an id that Excel would round', async () => {
    const out = await convert(await write('{"id":12345678901234567890}\n'), 'xlsx');
    expect(await readFile(await convert(out, 'jsonl'), 'utf8')).toBe('{"id":"12345678901234567890"}\n');
  });
});

it('keeps integers of 64 bits in Parquet and Arrow to the last digit', async () => {
  for (const to of ['parquet', 'arrow'] as const) {
    const out = await convert(await write('{"n":9007199254740993}\n{"n":-9223372036854775808}\n'), to);
    expect(await readFile(await convert(out, 'jsonl'), 'utf8')).toBe('{"n":9007199254740993}\n{"n":-9223372036854775808}\n');
  }
});

it('reads CP949 tables and writes UTF-8', async () => {
  const path = await write(Buffer.from('c1fab9ae2cc1a4b4e40d0a' + 'b0a12c410d0a', 'hex'), 'csv');
  expect(await readFile(await convert(path, 'jsonl'), 'utf8')).toBe('{"질문":"가","정답":"A"}\n');
});

describe('what cannot be converted leaves nothing behind', () => {
  const left = async (action: () => Promise<unknown>): Promise<string> => {
    const before = (await readdir(root)).sort();
    const error: unknown = await action().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect((await readdir(root)).sort()).toEqual(before);
    return error instanceof Error ? error.message : 'done';
  };

  it.each([
    ['a record that is no JSON', '{"a":1}\n{"a":\n', 'csv', /record 2 cannot be read/],
    ['a record that is no row', '{"a":1}\n[2]\n', 'parquet', /record 2 is no object/],
    ['records without any value', '{}\n', 'arrow', /no named value/],
    ['an empty row of a sheet', '{"a":1}\n{"a":null}\n', 'xlsx', /1 records hold empty values only/],
    ['a header that a spreadsheet would run', '{"=a":1}\n', 'csv', /formula to a spreadsheet/],
    ['a name that a header cannot hold', '{"":1}\n', 'csv', /a name is empty/],
    ['half a surrogate pair in a table', '{"a":"\\ud800"}\n', 'csv', /half of a surrogate pair/],
    ['a text longer than a cell', `${JSON.stringify({ a: '가'.repeat(32_768) })}\n`, 'xlsx', /32767 characters/],
  ] as const)('%s', async (_, content, to, message) => {
    const path = await write(content);
    expect(await left(() => convertFile(path, newName(to), { to }))).toMatch(message);
  });

  it('a file that is there is not overwritten', async () => {
    const path = await write('{"a":1}\n');
    expect(await left(() => convertFile(path, path, { to: 'jsonl' }))).toMatch(/Nothing is overwritten/);
  });

  it('an interrupt', async () => {
    const path = await write(jsonl(Array.from({ length: 100 }, (_, id) => ({ id }))));
    const stop = new AbortController();
    const converting = () => convertFile(path, newName('csv'), { to: 'csv', signal: stop.signal, onLosses: () => stop.abort() });
    expect(await left(converting)).not.toBe('done');
  });
});
