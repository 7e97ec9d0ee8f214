import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memorySource } from '../source.js';
import { bytesOf, outcomesOf, readAll, type Seen, textsOf } from '../testing.js';
import { jsonlReader } from './jsonl.js';

const reader = jsonlReader();
const tiny = fc.integer({ min: 1, max: 40 }).map((chunkBytes) => jsonlReader({ chunkBytes }));

const line = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => JSON.stringify({ text })),
  fc.constantFrom('', ' ', '\t', '{"질문":"조선의 첫 임금은?"}', '{"a":1}'),
);
const sequence = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.array(fc.array(fc.constantFrom('{"질문":"조선"}', '7', '[', ' ', '\n', '\r\n'), { maxLength: 5 }), { minLength: 1 }),
  )
  .map(([bom, texts]) => bytesOf(bom + texts.map((pieces) => `\u001e${pieces.join('')}`).join('')));
const lines = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n'))),
    fc.constantFrom('', '{"last":"줄"}'),
  )
  .map(([bom, lines, last]) => bytesOf(bom + lines.map(([text, end]) => text + end).join('') + last));

it('reads a record a line, with its place', async () => {
  const { seen, facts } = await readAll(reader, '{"a":1}\r\n\n {"b":"둘"}\n  \n{"c":3}');
  expect(seen.map(({ text, record, line, byte }) => [text, record, line, byte])).toEqual([
    ['{"a":1}', 0, 0, 0],
    [' {"b":"둘"}', 1, 2, 10],
    ['{"c":3}', 2, 4, 26],
  ]);
  expect(facts).toMatchObject({ records: 3, lines: 5, lf: 3, crlf: 1, bom: false, blank: false, damage: null, bytes: 33 });
});

it('passes over the record separators of RFC 7464', async () => {
  const { seen } = await readAll(reader, '\u001e{"a":1}\n\u001e\n\u001e{"b":2}\n');
  expect(seen.map(({ text, line, byte }) => [text, line, byte])).toEqual([
    ['{"a":1}', 0, 0],
    ['{"b":2}', 2, 11],
  ]);
  expect(reader.sniff(bytesOf('\u001e{"a":1}\n\u001e{"b":2}\n'))).toBe(true);
});

it('reads texts of RFC 7464 that span lines, whatever their line ends', async () => {
  const { seen, facts } = await readAll(
    reader,
    '\u001e{\r\n "a": 1\r\n}\r\n\u001e\u001e{"b":2}\r\n\r\n\u001e\n[\n3]\n\u001e"끝"',
  );
  expect(seen.map(({ text, line, byte }) => [text, line, byte])).toEqual([
    ['{\r\n "a": 1\r\n}', 0, 0],
    ['{"b":2}\r\n', 3, 17],
    ['\n[\n3]', 5, 29],
    ['"끝"', 8, 36],
  ]);
  expect(facts).toMatchObject({ records: 4, lines: 9, lf: 3, crlf: 5, blank: false, damage: null });
  expect(reader.sniff(bytesOf('\u001e{\n"a":1}\n'))).toBe(true);
});

it('finds the texts of RFC 7464 that were cut short (section 2.4), and reads on', async () => {
  const { seen } = await readAll(reader, '\u001e12\u001e12\n\u001etrue \u001e{"a":\u001e{}\n\u001e12');
  expect(outcomesOf(seen)).toEqual(['F007 truncated', '12', 'true ', '{"a":', '{}', 'F007 truncated']);
});

it('passes over a megabyte of separators in no time', async () => {
  const { seen, facts } = await readAll(reader, `${'\u001e'.repeat(1 << 20)}{"a":1}`);
  expect(seen).toMatchObject([{ text: '{"a":1}', line: 0, byte: (1 << 20) - 1 }]);
  expect(facts).toMatchObject({ records: 1, lines: 1 });
}, 5000);

it('passes over a text of RFC 7464 above the limit, whatever the chunk size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 15, max: 25 }), fc.constantFrom('\n', '\r\n'), tiny, async (length, end, tinyReader) => {
      const long = `"\n${'x'.repeat(length - 4)}"`;
      const { seen, facts } = await readAll(tinyReader, `\u001e1${end}\u001e${long}${end}\u001e2${end}\u001e${long}${end}`, {
        limits: { recordBytes: 20, depth: 9 },
      });
      const expected = length > 20 ? 'F006 record-bytes' : long;
      expect(outcomesOf(seen)).toEqual(['1', expected, '2', expected]);
      expect(seen[1]?.fault?.data.size ?? length).toBe(length);
      expect(seen.map(({ line }) => line)).toEqual([0, 1, 3, 4]);
      expect(facts).toMatchObject({ lines: 6, lf: end === '\n' ? 6 : 2, crlf: end === '\n' ? 0 : 4 });
    }),
  );
});

it('passes over a byte order mark and says so', async () => {
  const { seen, facts } = await readAll(reader, '\ufeff{"a":1}\n');
  expect(seen).toMatchObject([{ text: '{"a":1}', byte: 3 }]);
  expect(facts.bom).toBe(true);
});

it.each([
  ['lines', lines],
  ['texts of RFC 7464', sequence],
])('gives the same records of a file of %s however it is cut', async (_, file) => {
  await fc.assert(
    fc.asyncProperty(file, fc.array(fc.nat(400)), tiny, async (bytes, cuts, cutReader) => {
      const whole = await readAll(reader, bytes);
      const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
      const parts: Seen[] = [];
      const total = { records: 0, lines: 0, lf: 0, crlf: 0, bytes: 0 };
      for (let i = 1; i < edges.length; i += 1) {
        const start = edges[i - 1] as number;
        if (start === edges[i]) continue;
        const { seen, facts } = await readAll(cutReader, { source: memorySource(bytes), start, end: edges[i] as number });
        for (const s of seen) {
          const record = s.record + total.records;
          parts.push({ ...s, record, line: s.line + total.lines, fault: s.fault === null ? null : { ...s.fault, record } });
        }
        for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += facts[key];
      }
      expect(parts).toEqual(whole.seen);
      expect(whole.facts).toMatchObject(total);
    }),
    { numRuns: 1000 },
  );
});

it('reports a line that is not UTF-8 with its column, and reads the others', async () => {
  const bytes = new Uint8Array([...bytesOf('{"a":"가"}\n{"나":"'), 0xb0, 0xa1, ...bytesOf('"}\n{"c":3}\n')]);
  const { seen } = await readAll(reader, bytes);
  expect(outcomesOf(seen)).toEqual(['{"a":"가"}', 'F001 turns-to-cp949', '{"c":3}']);
  expect(seen[1]?.fault).toMatchObject({ column: 7, data: { byte: 20 } });
});

it('passes over a record above the limit without keeping it, whatever the chunk size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 15, max: 25 }), fc.constantFrom('\n', '\r\n'), tiny, async (length, end, tinyReader) => {
      const long = `"${'x'.repeat(length - 2)}"`;
      const { seen, facts } = await readAll(tinyReader, `1${end}${long}${end}2${end}${long}`, {
        limits: { recordBytes: 20, depth: 9 },
      });
      const expected = length > 20 ? 'F006 record-bytes' : long;
      expect(outcomesOf(seen)).toEqual(['1', expected, '2', expected]);
      expect(seen[1]?.fault?.data.size ?? length).toBe(length);
      expect(end === '\n' ? facts.lf : facts.crlf).toBe(3);
    }),
  );
});

it('reads a last line that has no end, and calls white space blank', async () => {
  expect(textsOf((await readAll(reader, '1\n2')).seen)).toEqual(['1', '2']);
  for (const text of ['', '\ufeff', ' \r\n\n', '\n']) expect((await readAll(reader, text)).facts.blank).toBe(true);
});

it('does not read UTF-16 that the manifest calls UTF-8, nor a part of it, and says so once', async () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0, 0x0a, 0]);
  const first = await readAll(reader, bytes, { encoding: 'UTF-8' });
  const second = await readAll(reader, { source: memorySource(bytes), start: 4, end: 8 });
  expect([first.facts.damage?.reason, first.facts.damage?.told]).toEqual(['utf-16', false]);
  expect([second.facts.damage?.reason, second.facts.damage?.told]).toEqual(['utf-16', true]);
});

it('sees a canary wherever chunks and parts are cut', async () => {
  const canary = '6f1c0000-aaaa-bbbb-cccc-000000000001';
  await fc.assert(
    fc.asyncProperty(fc.nat(60), tiny, async (before, tinyReader) => {
      const { facts } = await readAll(tinyReader, `{"a":"${'x'.repeat(before)}${canary}"}\n{}\n`, { canary });
      expect(facts.canary).toBe(true);
    }),
  );
  expect((await readAll(reader, '{}\n', { canary })).facts.canary).toBe(false);
});

it('reads gzip of several members, and what comes before damage', async () => {
  const text = Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ i, r: Math.sin(i) })).join('\n');
  const two = Buffer.concat([gzipSync('{"first":1}\n'), gzipSync(text)]);
  const whole = await readAll(reader, two, { compression: 'gzip' });
  expect(whole.seen.length).toBe(20_001);
  expect(whole.facts).toMatchObject({ bytes: two.length, damage: null });

  const cut = await readAll(reader, two.subarray(0, two.length - 100_000), { compression: 'gzip' });
  expect(cut.facts.damage).toMatchObject({ code: 'F005', reason: 'truncated' });
  expect(cut.seen.length).toBeGreaterThan(1000);
  expect(cut.seen).toEqual(whole.seen.slice(0, cut.seen.length));

  const broken = Buffer.from(two);
  broken.writeUInt32LE(0, two.length - 8);
  expect((await readAll(reader, broken, { compression: 'gzip' })).facts.damage).toMatchObject({
    code: 'F005',
    reason: 'checksum',
  });
});

it('stops a file that expands beyond measure', async () => {
  const bomb = gzipSync(Buffer.alloc(200 << 20, 'x'));
  const { facts } = await readAll(reader, bomb, { compression: 'gzip' });
  expect(facts.damage).toMatchObject({ code: 'F005', reason: 'expansion-ratio' });
  expect(facts.damage?.byte).toBeLessThan(150 << 20);
});

it('ends in records and faults for any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom('none', 'gzip') as fc.Arbitrary<'none' | 'gzip'>,
      tiny,
      async (bytes, compression, tinyReader) => {
        const { seen, facts } = await readAll(tinyReader, bytes, { compression, limits: { recordBytes: 64, depth: 9 } });
        expect(seen.every((record) => (record.text === null) === (record.fault !== null))).toBe(true);
        expect(facts.records).toBe(seen.length);
      },
    ),
  );
});
