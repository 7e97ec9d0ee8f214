import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wasmMemory } from './byte-memory.js';
import { createGlancer, glanceInPlain, type Sights } from './glance.js';
import { createTape, loadTape, type Tape } from './tape.js';

const glancer = createGlancer();
const wasm = wasmMemory();
const plain = createTape(1 << 10);
const tapes: readonly Tape[] = wasm === null ? [plain] : [plain, createTape(1 << 10, wasm)];

function sightsOf(tape: Tape, text: string, wide = true): Sights {
  loadTape(tape, new TextEncoder().encode(text));
  return glancer.glance(tape, 0, tape.used, wide);
}

const some = (...pieces: string[]): fc.Arbitrary<string> => fc.constantFrom(...pieces);
/** Pieces that make numbers, addresses and tokens, and that break them. */
const piece = fc.oneof(
  fc.integer({ min: 0, max: 99_999_999 }).map(String),
  some('-', ' ', '–', '.', '+', '(', ')', ',', '@', ':', '"', '\\n', '\\t', 'A', 'a', '가', '漢', '０', '９', '＠', '％'),
  some('\\u2013', '\\u00b7', '\\u0031', '\\uff11', '\\uFF20', '\\uc548', '\\u4e00', '\\u3000', '\\\\', '\\u00'),
  some('한글로 된 긴 글이 여기 있다 ', 'abcdefgh', 'ABCDEFG', '____', 'q7X2m5Rj8TkLp3Wd', '/+=%'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

it.skipIf(wasm === null)('sees the same in WebAssembly as in plain TypeScript, wherever the range begins and ends', () => {
  fc.assert(
    fc.property(text, fc.nat(40), fc.nat(40), fc.boolean(), (held, skip, drop, wide) => {
      const [, tape] = tapes;
      if (tape === undefined) return;
      loadTape(tape, new TextEncoder().encode(held));
      const start = Math.min(skip, tape.used);
      const end = Math.max(start, tape.used - drop);
      expect(glancer.glance(tape, start, end, wide)).toEqual(glanceInPlain(tape.bytes, start, end, wide));
    }),
    { numRuns: 3000 },
  );
});

it('sees the same where the tape has no notes of numbers', () => {
  if (wasm === null) return;
  const tape = createTape(1 << 10, wasm, false);
  expect(sightsOf(tape, '전화 010-2345-6789, a@b')).toEqual(sightsOf(plain, '전화 010-2345-6789, a@b'));
});

it('sees all of more than there is room for at a time', () => {
  const held = 'a@b 9005021-374 ＠ ０ '.repeat(3000);
  for (const tape of tapes) {
    const { digits, ats } = sightsOf(tape, held);
    expect([digits.length, ats.length]).toEqual([6000, 6000]);
    expect(digits).toEqual([...digits].sort((a, b) => a - b));
    expect(ats).toEqual([...ats].sort((a, b) => a - b));
  }
});

it.each([
  '900502-1374659',
  '900502 – 1374659',
  '010-2345-6789',
  '02)734-5678',
  '010\\u20132345\\u20136789',
  '010\\u00B7234\\u00B75678',
  '02-734-\\n5678',
  '\\u0030\\u0031\\u0030-2345-6789',
  'M123A4567',
  '+33 1 23 45 67 89',
  '123456789012',
  '４５３９ １４８８',
  '\\uff10\\uff11\\uff10',
])('sees the digits of %j wherever they stand', (number) => {
  for (const tape of tapes) {
    for (let before = 0; before < 40; before++) {
      const { digits, ats, tokens } = sightsOf(tape, `${'.'.repeat(before)}"${number}"`);
      expect([digits.length > 0, ats, tokens]).toEqual([true, [], []]);
      expect(digits.every((at) => at > before)).toBe(true);
    }
  }
});

it.each([
  '2024년 5월 2일',
  '12,345,678원',
  '3 + 4 = 12345',
  '{"year": 2024, "count": 2025}',
  '‘1990\\u2019s’ \\u2026\\u2026 \\uc548\\ub155\\u3000\\u4e00\\u5678',
  'a @ b, "@name", "name@"',
  'nineteen-letters-ab',
  '漢字한글ﾊﾝｸﾞﾙ％（）',
])('passes over %j', (held) => {
  for (const tape of tapes) {
    const { digits, ats, tokens } = sightsOf(tape, held);
    expect([digits, ats, tokens]).toEqual([[], [], []]);
  }
});

it('sees twenty characters of a token in a row, once, wherever they stand', () => {
  for (const tape of tapes) {
    for (let before = 0; before < 40; before++) {
      for (const length of [19, 20, 21, 33, 64, 100]) {
        const { tokens } = sightsOf(
          tape,
          `${'가'.repeat(before % 7)}${'.'.repeat(before)}${'aZ_-'.repeat(25).slice(0, length)}.`,
        );
        expect(tokens).toEqual(length < 20 ? [] : [(before % 7) * 3 + before]);
      }
    }
  }
});

it('looks for full-width characters only where it is told to', () => {
  for (const tape of tapes) expect(sightsOf(tape, '０１０＠', false)).toEqual({ digits: [], ats: [], tokens: [] });
});
