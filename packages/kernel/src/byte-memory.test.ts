import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocate, type ByteMemory, plainMemory, wasmMemory } from './byte-memory.js';
import { hasChineseBeforeHangul, holdsChineseBeforeHangul } from './nodes.js';
import { createTape, loadTape } from './tape.js';

/** One of each for all runs: a module's memory is dear. */
const plain = plainMemory();
const wasm = wasmMemory();
const kinds: readonly (readonly [string, ByteMemory | null])[] = [
  ['plain TypeScript', plain],
  ['WebAssembly', wasm],
];

const withRoom = (memory: ByteMemory, size: number): number => allocate(memory, size);

const byteLike = fc.oneof(
  fc.constantFrom(
    0x20,
    0x22,
    0x5c,
    0x0a,
    0x41,
    0x80,
    0x81,
    0x90,
    0xa0,
    0xa1,
    0xa7,
    0xa9,
    0xaa,
    0xc2,
    0xc3,
    0xe2,
    0xe1,
    0xe3,
    0xea,
    0xaf,
    0xb0,
    0xed,
    0x9d,
    0x9e,
    0xa3,
    0xa4,
    0xef,
    0xf0,
  ),
  fc.nat(255),
);

/** Characters at the borders of what is plain. */
const character = fc.tuple(
  fc.constantFrom(0xc2, 0xc3, 0xc4, 0xcb, 0xcc, 0xe1, 0xe2, 0xe3, 0xe4, 0xe9, 0xea, 0xeb, 0xec, 0xed, 0xee, 0xef, 0xf0),
  fc.constantFrom(0x80, 0x81, 0x90, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1, 0xaf, 0xb0),
  fc.constantFrom(0x80, 0x81, 0x8f, 0x90, 0xa3, 0xa4, 0xa7, 0xa8, 0xa9, 0xaa),
);
/** Nothing but bytes that may be marked, or few of them among others. */
const bytesLike = fc.oneof(
  fc.array(byteLike, { maxLength: 150, size: 'max' }),
  fc
    .array(
      fc.oneof(
        { weight: 12, arbitrary: fc.constant([0x41]) },
        { weight: 1, arbitrary: fc.oneof(character, fc.constant([0x20, 0x20])) },
      ),
      {
        maxLength: 150,
        size: 'max',
      },
    )
    .map((pieces) => pieces.flat()),
);

interface Ranges {
  readonly bytes: number;
  readonly out: number;
  readonly notes: number;
}

function marksOf(memory: ByteMemory, at: Ranges, bytes: readonly number[], index = memory.index): number[] {
  // The bytes after the range may decide about the last ones in it.
  new Uint8Array(memory.buffer, at.bytes).set([...bytes, 0, 0]);
  const count = index(at.bytes, bytes.length, at.out, at.notes);
  return [...new Int32Array(memory.buffer, at.out, count)];
}

/** What is noted of Chinese characters and escapes. */
function textNotesOf(memory: ByteMemory, { notes }: Ranges): number[] {
  const [count = 0] = new Int32Array(memory.buffer, notes, 1);
  return [...new Int32Array(memory.buffer, notes + 4, count)]
    .map((note) => note & (-64 | 12))
    .filter((note) => (note & 12) !== 0);
}

it.skipIf(wasm === null)('marks the same bytes in WebAssembly as in plain TypeScript', () => {
  if (wasm === null) return;
  const places = [plain, wasm].map((memory) => ({
    memory,
    at: { bytes: withRoom(memory, 500), out: withRoom(memory, 2000), notes: withRoom(memory, 100) },
  }));
  fc.assert(
    fc.property(bytesLike, (bytes) => {
      const [first, second] = places.map(({ memory, at }) => marksOf(memory, at, bytes));
      expect(second).toEqual(first);
    }),
    { numRuns: 3000 },
  );
});

it.skipIf(wasm === null)('marks the same bytes, and notes the same of texts, where no numbers are noted', () => {
  if (wasm === null) return;
  const at = { bytes: withRoom(wasm, 500), out: withRoom(wasm, 2000), notes: withRoom(wasm, 100) };
  const some = fc.oneof(bytesLike, fc.array(fc.nat(255), { maxLength: 150, size: 'max' }));
  fc.assert(
    fc.property(some, (bytes) => {
      const marks = marksOf(wasm, at, bytes);
      const notes = textNotesOf(wasm, at);
      expect(marksOf(wasm, at, bytes, wasm.indexTexts)).toEqual(marks);
      expect(textNotesOf(wasm, at)).toEqual(notes);
      wasm.kernels?.noteTexts(at.bytes, bytes.length, at.notes);
      expect(textNotesOf(wasm, at)).toEqual(notes);
    }),
    { numRuns: 3000 },
  );
});

it.skipIf(wasm === null)('finds Chinese before Hangul at the same byte in WebAssembly as in plain TypeScript', () => {
  if (wasm === null) return;
  const places = [plain, wasm].map((memory) => ({ memory, at: withRoom(memory, 100) }));
  const byte = fc.constantFrom(0x41, 0xa1, 0xe3, 0xe4, 0xe9, 0xea, 0xed, 0xee);
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 80 }), fc.nat(80), (bytes, length) => {
      const [first, second] = places.map(({ memory, at }) => {
        new Uint8Array(memory.buffer, at).set(bytes);
        return memory.mixed(at, Math.min(length, bytes.length));
      });
      expect(second).toBe(first);
    }),
    { numRuns: 3000 },
  );
});

it.each(kinds)('%s finds Chinese before Hangul', (_, memory) => {
  if (memory === null) return;
  const at = withRoom(memory, 100);
  const find = (text: string): number => {
    const { written } = new TextEncoder().encodeInto(text, new Uint8Array(memory.buffer, at, 100));
    return memory.mixed(at, written);
  };
  expect(['가나다 漢 字 가', '漢字。日本ひ', '이십 글자가 넘는 한글 뒤의 漢글', '援먯쑁', '漢'].map(find)).toEqual([
    -1, -1, 38, 0, -1,
  ]);
});

it.each(kinds)('%s finds Chinese before Hangul by what was noted of the bytes as by looking at all of them', (_, memory) => {
  if (memory === null) return;
  const tape = createTape(1 << 10, memory);
  const piece = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('가나다 ', '한글로 된 긴 글이 여기 있다. ', 'plain text ') },
    { weight: 1, arbitrary: fc.constantFrom('漢', '漢字', '漢 글', '字가') },
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      loadTape(tape, new TextEncoder().encode(pieces.join('')));
      expect(holdsChineseBeforeHangul(tape)).toBe(hasChineseBeforeHangul(tape, 0, tape.used));
    }),
  );
});

it('marks what a parser of strings has to see, and no letter of plain Korean', () => {
  const at = { bytes: withRoom(plain, 200), out: withRoom(plain, 800), notes: withRoom(plain, 100) };
  const text = '"가히흰 漢字 abc\\n" \u00e9 \u1100 ⃝  "';
  const encoded = [...new TextEncoder().encode(text)];
  const marked = marksOf(plain, at, encoded).map((offset) => encoded[offset]?.toString(16));
  expect(marked).toEqual(['22', '5c', '22', 'c3', 'e1', 'e2', '20', '22']);
});

it.each(kinds)('%s gives the published values of MurmurHash3_x64_128', (_, memory) => {
  if (memory === null) return;
  const hex = (text: string): string => {
    const bytes = new TextEncoder().encode(text);
    const start = withRoom(memory, bytes.length);
    const out = withRoom(memory, 16);
    new Uint8Array(memory.buffer, start).set(bytes);
    memory.murmur(start, bytes.length, out);
    return [...new BigUint64Array(memory.buffer, out, 2)].map((half) => half.toString(16).padStart(16, '0')).join('');
  };
  expect(hex('')).toBe('00000000000000000000000000000000');
  expect(hex('The quick brown fox jumps over the lazy dog')).toBe('e34bbc7bbc071b6c7a433ca9c49a9347');
  expect(hex('I will not buy this record, it is scratched.')).toBe('c382657f9a06c49d4a71fdc6d9b0d48f');
});

it.skipIf(wasm === null)('hashes every length alike', () => {
  if (wasm === null) return;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const [first, second] = [plain, wasm].map((memory) => {
        const start = withRoom(memory, bytes.length);
        const out = withRoom(memory, 16);
        new Uint8Array(memory.buffer, start).set(bytes);
        memory.murmur(start, bytes.length, out);
        return [...new Int32Array(memory.buffer, out, 4)];
      });
      expect(second).toEqual(first);
    }),
  );
});

it.each(kinds)('%s keeps what was written when it grows, and tells whoever holds a view', (_, memory) => {
  if (memory === null) return;
  const start = withRoom(memory, 8);
  new Uint8Array(memory.buffer, start).set([1, 2, 3]);
  let told = 0;
  memory.onReplaced.push(() => {
    told += 1;
  });
  withRoom(memory, memory.buffer.byteLength * 2);
  expect(told).toBe(1);
  expect([...new Uint8Array(memory.buffer, start, 3)]).toEqual([1, 2, 3]);
});
