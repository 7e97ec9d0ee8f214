import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocate, type ByteMemory, plainMemory, wasmMemory } from './byte-memory.js';
import { holdsChineseBeforeHangul, jsonOf } from './nodes.js';
import { createRecordParser } from './records.js';
import { createTape, loadTape, type Tape, TextFlag } from './tape.js';
import { loadUnescaped } from './unescape.js';

const kinds: readonly (readonly [string, ByteMemory | null])[] = [
  ['plain TypeScript', plainMemory()],
  ['WebAssembly', wasmMemory()],
];
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Outcome {
  /** the text of each record as the tape has it, or as JSON has it where it is some */
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
  readonly flags: readonly number[];
}

function load(tape: Tape, records: readonly string[], unescaped: boolean): Outcome {
  const bytes = encode(records.map((record) => `${record}\n`).join(''));
  const start = new Int32Array(records.length);
  const end = new Int32Array(records.length);
  let at = 0;
  records.forEach((record, i) => {
    start[i] = at;
    at += encode(record).length;
    end[i] = at++;
  });
  const source = { size: records.length, start, end };
  if (!unescaped) loadTape(tape, bytes);
  const ranges = unescaped ? loadUnescaped(tape, bytes, source) : source;
  const texts = records.map((_, i) => new TextDecoder().decode(tape.bytes.subarray(ranges.start[i], ranges.end[i])));
  const root = new Int32Array(records.length);
  const flags = new Uint16Array(records.length);
  createRecordParser(tape.memory).parse(tape, ranges, 512, root, flags);
  return { texts, values: [...root].map((node) => (node < 0 ? undefined : jsonOf(tape, node))), flags: [...flags] };
}

/** Every escape that Python's json.dumps writes, and what else may stand there. */
const pieces = fc.constantFrom(
  ...['\\uac00', '\\uAC01\\uD55C', '\\ud83d\\ude00', '\\ud83d', '\\ude00', '\\u00e9', '\\u07ff\\u0800', '\\u0000', '\\u0022'],
  ...['\\u005c', '\\u005cu0041', '\\\\uac00', '\\\\\\uac00', '\\n', '\\"', '\\/', '\\u003c', '\\u0026', '\\u0041', '\\ufeff'],
  ...[
    '\\u',
    '\\uac',
    '\\uac0g',
    '\\u\u0010000',
    '\\x',
    '"',
    ',"',
    '"a',
    '{"',
    '":',
    '}',
    '1',
    '가',
    'a longer text without any',
    ' ',
  ],
);
const broken = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
const records = fc.array(
  fc.oneof(
    broken,
    broken.map((text) => `"${text}"`),
    fc.array(pieces, { maxLength: 8 }).map((parts) => `{"${parts.join('')}":["${parts.join('","')}"]}`),
    fc.constant(''),
  ),
  { maxLength: 6 },
);

it.for(kinds)('%s reads the same values, and refuses the same records, as without', ([, memory]) => {
  if (memory === null) return;
  const tape = createTape(16, memory);
  fc.assert(
    fc.property(records, (list) => {
      const { values } = load(tape, list, false);
      expect(load(tape, list, true).values).toEqual(values);
    }),
    { numRuns: 3000 },
  );
});

it('writes the same bytes in WebAssembly as in TypeScript', () => {
  const [[, plain], [, wasm]] = kinds as [(typeof kinds)[0], (typeof kinds)[0]];
  if (plain === null || wasm === null) return;
  const [a, b] = [createTape(16, plain), createTape(16, wasm)];
  fc.assert(
    fc.property(records, (list) => {
      expect(load(b, list, true)).toEqual(load(a, list, true));
    }),
    { numRuns: 3000 },
  );
});

it.for(kinds)('%s makes of what Python writes what is told by bytes alone', ([, memory]) => {
  if (memory === null) return;
  const tape = createTape(16, memory);
  const text = '다음 글을 읽고 물음에 답하시오. <보기> & é — 😀 中'.repeat(20);
  const python = JSON.stringify(text).replaceAll(/[\u0080-\uffff]/gu, (unit) => unit);
  const escaped = python.replaceAll(/[\u0080-\u{10ffff}]/gu, (letter) =>
    [...Array(letter.length).keys()].map((k) => `\\u${letter.charCodeAt(k).toString(16).padStart(4, '0')}`).join(''),
  );
  const { texts, flags } = load(tape, [escaped, '"plain"', escaped], true);
  expect(texts).toEqual([python, '"plain"', python]);
  expect(flags.map((flag) => flag & TextFlag.Escaped)).toEqual([0, 0, 0]);
});

it.for(kinds)('%s knows of the letters, not of the escapes, where Chinese stands before Hangul', ([, memory]) => {
  if (memory === null) return;
  const tape = createTape(16, memory);
  const found = ['"가\\u6f22\\uae00"', '"가\\u6f22자"', '"가\\n漢\\u0022글"', '"가漢글"', '"\\uae00\\u6f22"'].map((record) => {
    load(tape, [record], true);
    return holdsChineseBeforeHangul(tape);
  });
  expect(found).toEqual([true, true, false, true, false]);
});

it.for(kinds)('%s leaves what stands for a control character, a quote or half a pair', ([, memory]) => {
  if (memory === null) return;
  const kept = '"\\u0000\\u001f\\"\\\\\\/\\u0022\\u005cuac00\\ud800x\\udc00\\ud83d\\ud83d"';
  expect(load(createTape(16, memory), ['"\\uac00"', kept], true).texts).toEqual(['"가"', kept]);
});

it.for(kinds)('%s finds the first escape of all, also at the end', ([, memory]) => {
  if (memory === null) return;
  const address = allocate(memory, 256);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\\', 'u', 'a'), maxLength: 100 }), (text) => {
      new Uint8Array(memory.buffer, address, 256).fill(0);
      new Uint8Array(memory.buffer, address).set(encode(text));
      expect(memory.findEscape(address, text.length)).toBe(text.indexOf('\\u'));
    }),
  );
});
