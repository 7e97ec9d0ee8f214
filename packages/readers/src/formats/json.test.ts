import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOf, outcomesOf, readAll, textsOf } from '../testing.js';
import { jsonReader } from './json.js';

const reader = jsonReader();
const tiny = fc.integer({ min: 1, max: 40 }).map((chunkBytes) => jsonReader({ chunkBytes }));

it('reads the elements of a top-level array, with their places', async () => {
  const { seen, facts } = await readAll(reader, '\ufeff[\n  {"a": "가, ]"},\r\n  [1, {}], "x\\"]", 3\n]\n');
  expect(seen.map(({ text, record, line, byte }) => [text, record, line, byte])).toEqual([
    ['{"a": "가, ]"}', 0, 1, 7],
    ['[1, {}]', 1, 2, 27],
    ['"x\\"]"', 2, 2, 36],
    ['3', 3, 2, 44],
  ]);
  expect(facts).toMatchObject({ records: 4, lines: 4, lf: 3, crlf: 1, cr: 0, bom: true, blank: false, damage: null });
});

it('takes a document that is no array as one item', async () => {
  for (const text of ['{"id": 1, "choices": ["가", "나"]}', '"text"', '12', 'true']) {
    const { seen, facts } = await readAll(reader, `\n${text}\n`);
    expect(seen).toMatchObject([{ text, line: 1, byte: 1 }]);
    expect(facts.damage).toBe(null);
  }
});

it('follows a JSON Pointer to an array', async () => {
  const text = '{"meta": {"data": [9]}, "a/b": [0, {"data": [ {"x": 1}, 2 ], "more": null}], "tail": "}"}';
  const { seen, facts } = await readAll(reader, text, { at: '/a~1b/1/data' });
  expect(textsOf(seen)).toEqual(['{"x": 1}', '2']);
  expect(facts.damage).toBe(null);
});

it('takes the values of an object as items that know their key', async () => {
  const text = '{"items": {"질문\\u0031": {"x": 1}, "b": { }, "c": [1], "d": {\n}, "__proto__": "x"}}';
  const { seen } = await readAll(reader, text, { at: '/items' });
  expect(textsOf(seen).map((item) => JSON.parse(item ?? ''))).toEqual([
    { $key: '질문1', x: 1 },
    { $key: 'b' },
    { $key: 'c', value: [1] },
    { $key: 'd' },
    { $key: '__proto__', value: 'x' },
  ]);
  expect(seen[0]?.byte).toBe(11);
  expect((await readAll(reader, '{"a": 1}', { at: '' })).seen).toMatchObject([{ text: '{"$key":"a","value":1}' }]);
});

it('says where a pointer leads to nothing', async () => {
  const reasonAt = async (text: string, at: string) => (await readAll(reader, text, { at })).facts.damage?.reason;
  expect(await reasonAt('{"data": []}', '/items')).toBe('pointer-not-found');
  expect(await reasonAt('{"data": [1]}', '/data/0/x')).toBe('pointer-not-found');
  expect(await reasonAt('{"data": 1}', '/data')).toBe('pointer-to-scalar');
  expect(await reasonAt('{"data": []}', '/data')).toBe(undefined);
});

it('stops at broken structure with its reason and keeps what came before', async () => {
  const outcome = async (text: string, at: string | null = null) => {
    const { seen, facts } = await readAll(reader, text, { at });
    expect(facts.damage).toMatchObject({ code: 'F007', told: true });
    return outcomesOf(seen);
  };
  expect(await outcome('[1,,2]')).toEqual(['1', 'F007 value-expected']);
  expect(await outcome('[1 2]')).toEqual(['1', 'F007 comma-expected']);
  expect(await outcome('[1,]')).toEqual(['1', 'F007 trailing-comma']);
  expect(await outcome('[1')).toEqual(['F007 truncated']);
  expect(await outcome('[1,')).toEqual(['1', 'F007 unclosed']);
  expect(await outcome('[1] x')).toEqual(['1', 'F007 trailing-text']);
  expect(await outcome('{"a":1}\n{"a":2}')).toEqual(['{"a":1}', 'F007 several-documents']);
  expect(await outcome('[{"a":"x')).toEqual(['F007 truncated']);
  expect(await outcome('[1}')).toEqual(['1', 'F007 comma-expected']);
  expect(await outcome('{"d":[1],}', '/d')).toEqual(['1', 'F007 trailing-comma']);
  expect(await outcome('{"d":[1],"e" 2}', '/d')).toEqual(['1', 'F007 colon-expected']);
  expect(await outcome('{"d":[1], e: 2}', '/d')).toEqual(['1', 'F007 key-expected']);
  expect(await outcome('{"d":[1],"e":{"x":nul}}', '/d')).toEqual(['1', 'F007 malformed-value']);
});

it('gives elements over a limit a fault and goes on', async () => {
  await fc.assert(
    fc.asyncProperty(tiny, async (tinyReader) => {
      const { seen, facts } = await readAll(tinyReader, `[1, "${'가'.repeat(9)}", [[[]]], [[]], {"a":"${'x'.repeat(50)}"}, 2]`, {
        limits: { recordBytes: 20, depth: 2 },
      });
      expect(outcomesOf(seen)).toEqual(['1', 'F006 record-bytes', 'F006 depth', '[[]]', 'F006 record-bytes', '2']);
      expect(facts.damage).toBe(null);
    }),
  );
});

it('stands a hundred thousand brackets', async () => {
  const { seen } = await readAll(reader, `[1,${'['.repeat(100_000)}${']'.repeat(100_000)},2]`);
  expect(outcomesOf(seen)).toEqual(['1', 'F006 depth', '2']);
});

it('reports an element that is not UTF-8 and reads the others', async () => {
  const bytes = new Uint8Array([...bytesOf('["가", "'), 0xb0, 0xa1, ...bytesOf('", 3]')]);
  const { seen } = await readAll(reader, bytes);
  expect(outcomesOf(seen)).toEqual(['"가"', 'F001 turns-to-cp949', '3']);
  expect(seen[1]?.fault).toMatchObject({ column: 2, data: { byte: 9 } });
});

it('finds the same items whatever the chunk size', async () => {
  const documents = fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify(value, null, 1)),
    fc.array(fc.jsonValue()).map((values) => JSON.stringify({ skip: [1], data: values, more: '\\"' })),
    fc
      .array(fc.jsonValue())
      .map((values) => JSON.stringify({ data: Object.fromEntries(values.map((v, i) => [`키${i}`, v])) }, null, 2)),
    fc.string({ unit: fc.constantFrom(...'[]{}",:\\\n\r 1a가') }),
  );
  await fc.assert(
    fc.asyncProperty(documents, fc.constantFrom(null, '', '/data'), tiny, async (text, at, tinyReader) => {
      expect(await readAll(tinyReader, text, { at })).toEqual(await readAll(reader, text, { at }));
    }),
    { numRuns: 1000 },
  );
});

it('finds the elements that JSON.parse finds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), fc.constantFrom(0, 2), async (values, indent) => {
      const text = JSON.stringify(values, null, indent);
      expect(textsOf((await readAll(reader, text)).seen).map((item) => JSON.parse(item ?? ''))).toEqual(JSON.parse(text));
    }),
  );
});

it('ends in records and faults for any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(null, '', '/a'), tiny, async (bytes, at, tinyReader) => {
      const { seen, facts } = await readAll(tinyReader, bytes, { at, limits: { recordBytes: 64, depth: 9 } });
      expect(seen.every((record) => (record.text === null) === (record.fault !== null))).toBe(true);
      expect(facts.records).toBe(seen.length);
    }),
  );
});

const SUITE = join(import.meta.dirname, '../../../../../shared/data/JSONTestSuite/test_parsing');

it.skipIf(!existsSync(SUITE))('accepts of JSONTestSuite what is JSON, and nothing else', async () => {
  for (const name of readdirSync(SUITE).filter((file) => /^[yn]_.*\.json$/.test(file))) {
    const bytes = readFileSync(join(SUITE, name));
    const { seen, facts } = await readAll(reader, bytes, { limits: { recordBytes: 1 << 24, depth: 1 << 20 } });
    const accepted = facts.damage === null && !facts.blank && seen.every(({ text }) => text !== null && isJson(text));
    expect([name, accepted]).toEqual([name, isUtf8(bytes) && isJson(bytes.toString().replace(/^\ufeff/, ''))]);
  }
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
