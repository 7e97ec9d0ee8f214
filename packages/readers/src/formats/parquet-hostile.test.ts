import { Buffer } from 'node:buffer';
import { brotliCompressSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadCodecs } from './parquet-codecs.js';
import { takeDeltas, takeSharedTexts } from './parquet-delta.js';
import { lz4Block } from './parquet-lz4.js';
import { pagesOf } from './parquet-pages.js';
import { spanAt } from './parquet-plain.js';
import { type Bytes, takeRuns, takeVarint } from './parquet-runs.js';
import { ParquetProblem } from './parquet-schema.js';
import { readStruct } from './parquet-thrift.js';

function from(...bytes: number[]): Bytes {
  return { bytes: Uint8Array.from(bytes), at: 0, end: bytes.length };
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

function problemOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof ParquetProblem)) throw error;
    return error.reason;
  }
}

it('fills no more than there is room for, however long a run says it is', () => {
  const room = new Uint8Array(5);
  takeRuns(from(...varint(2 ** 31 * 2), 1), 1, room, 1);
  expect([...room]).toEqual([1, 1, 1, 1, 1]);
  takeRuns(from(...varint(2 ** 30 * 2 + 1)), 0, room, 0);
  expect([...room]).toEqual([0, 0, 0, 0, 0]);
});

it('refuses runs that end early, numbers beyond the highest, and runs of nothing without end', () => {
  const room = new Uint8Array(9);
  expect(problemOf(() => takeRuns(from(...varint(8), 1), 1, room, 1))).toBe('corrupt');
  expect(problemOf(() => takeRuns(from(...varint(18), 3), 2, room, 2))).toBe('corrupt');
  expect(problemOf(() => takeRuns(from(3, 0xff), 1, room, 1))).toBe('corrupt');
  expect(problemOf(() => takeRuns(from(0, 0, 0, 0), 1, room, 1))).toBe('corrupt');
  expect(problemOf(() => takeVarint(from(...new Array(20).fill(0xff))))).toBe('corrupt');
});

it('reads packed numbers of any width as they were packed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 32 }), fc.array(fc.nat(), { minLength: 1, maxLength: 40 }), (width, numbers) => {
      const values = numbers.map((number) => number % 2 ** width);
      const groups = Math.ceil(values.length / 8);
      let bits = 0n;
      for (const [i, value] of values.entries()) bits |= BigInt(value) << BigInt(i * width);
      const packed = Array.from({ length: groups * width }, (_, i) => Number((bits >> BigInt(8 * i)) & 255n));
      const into = new Uint32Array(values.length);
      takeRuns(from(...varint(groups * 2 + 1), ...packed), width, into, 2 ** width - 1);
      expect([...into]).toEqual(values);
    }),
  );
});

it('refuses blocks of differences that no writer makes, before it allots what they say', () => {
  const header = (block: number, minis: number, count: number) => [...varint(block), ...varint(minis), ...varint(count), 0];
  expect(problemOf(() => takeDeltas(from(...header(128, 0, 9)), 9))).toBe('corrupt');
  expect(problemOf(() => takeDeltas(from(...header(2 ** 40, 2 ** 35, 9), 0), 9))).toBe('corrupt');
  expect(problemOf(() => takeDeltas(from(...header(128, 4, 8), 0), 9))).toBe('corrupt');
  expect(problemOf(() => takeDeltas(from(...header(128, 4, 9), 0, 65, 0, 0, 0), 9))).toBe('corrupt');
  expect(problemOf(() => takeDeltas(from(...varint(128), 4, 9, ...new Array(1000).fill(0xff)), 9))).toBe('corrupt');
});

/** Integers in blocks of 128 differences, of 32 bits where they differ at all. */
function differences(values: readonly number[]): number[] {
  const zigzag = (value: number) => varint(value < 0 ? -value * 2 - 1 : value * 2);
  const steps = values.slice(1).map((value, i) => value - (values[i] as number));
  const blocks: number[] = [];
  for (let at = 0; at < steps.length; at += 128) {
    const block = steps.slice(at, at + 128);
    const least = Math.min(...block);
    const packed = block.flatMap((step) => [0, 8, 16, 24].map((shift) => ((step - least) >>> shift) & 255));
    if (block.every((step) => step === least)) blocks.push(...zigzag(least), 0, 0, 0, 0);
    else blocks.push(...zigzag(least), 32, 32, 32, 32, ...packed, ...new Array(-packed.length & 127).fill(0));
  }
  return [...varint(128), 4, ...varint(values.length), ...zigzag(values[0] as number), ...blocks];
}

it('reads texts that begin as the one before, and refuses those that share more than there is or grow without end', () => {
  const textsOf = (shared: readonly number[], sizes: readonly number[], rest: Uint8Array) => {
    const bytes = Buffer.concat([Uint8Array.from([...differences(shared), ...differences(sizes)]), rest]);
    const texts = takeSharedTexts({ bytes, at: 0, end: bytes.length }, shared.length);
    return shared.map((_, i) => Buffer.from(spanAt(texts, i)).toString());
  };
  expect(textsOf([0, 2, 1], [3, 1, 0], Buffer.from('abcd'))).toEqual(['abc', 'abd', 'a']);
  expect(problemOf(() => textsOf([0, 4, 1], [3, 1, 0], Buffer.from('abcd')))).toBe('corrupt');
  expect(problemOf(() => textsOf([0, 0, 0], [3, 2, 0], Buffer.from('abcd')))).toBe('corrupt');
  const repeated = (rows: number, size: number) => {
    const shared = Array.from({ length: rows }, (_, i) => (i === 0 ? 0 : size));
    const own = Array.from({ length: rows }, (_, i) => (i === 0 ? size : 0));
    return problemOf(() => textsOf(shared, own, Buffer.alloc(size, 65)));
  };
  expect(repeated(128, 1 << 20)).toBe(null);
  expect(repeated(1500, 50_000)).toBe('expansion-ratio');
});

it('refuses a thrift struct that is deep, endless or cut off, in time linear in its bytes', () => {
  const bytes = (...list: number[]) => ({ bytes: Uint8Array.from(list), at: 0 });
  expect(problemOf(() => readStruct(bytes(...new Array(1000).fill(0x1c))))).toBe('corrupt');
  expect(problemOf(() => readStruct({ bytes: Buffer.concat([Buffer.of(0x15), Buffer.alloc(1 << 20, 0xff)]), at: 0 }))).toBe(
    'corrupt',
  );
  expect(problemOf(() => readStruct(bytes(0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x0f)))).toBe('corrupt');
  expect(problemOf(() => readStruct(bytes(0x18, 0xff, 0xff, 0xff, 0xff, 0x0f)))).toBe('corrupt');
});

it('refuses pages that promise more, or fewer, entries than the footer', () => {
  // type 0, sizes 0, then the header of a data page with 3 entries
  const page = [0x15, 0, 0x15, 0, 0x15, 0, 0x2c, 0x15, 6, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0];
  const chunk = Uint8Array.from([...page, ...page]);
  expect(pagesOf(chunk, chunk.length, 6).length).toBe(2);
  expect(problemOf(() => pagesOf(chunk, chunk.length, 5))).toBe('row-count');
  expect(problemOf(() => pagesOf(chunk, chunk.length, 7))).toBe('row-count');
});

it('believes no page that says it is far larger than its bytes could be', async () => {
  const codecs = await loadCodecs(['GZIP', 'BROTLI', 'SNAPPY', 'ZSTD', 'LZ4_RAW']);
  const zeros = brotliCompressSync(Buffer.alloc(1 << 20));
  for (const [name, { decompress }] of codecs) {
    expect(
      problemOf(() => decompress(Uint8Array.of(1, 2, 3), 2 ** 31)),
      name,
    ).toBe('expansion-ratio');
  }
  expect(() => codecs.get('BROTLI')?.decompress(zeros, 1000)).toThrow();
  // unless the user does
  const many = brotliCompressSync(Buffer.alloc(65 << 20), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  expect(problemOf(() => codecs.get('BROTLI')?.decompress(many, 65 << 20))).toBe('expansion-ratio');
  expect((await loadCodecs(['BROTLI'], 1 << 20)).get('BROTLI')?.decompress(many, 65 << 20).length).toBe(65 << 20);
});

it('refuses an LZ4 block that copies what is not there or does not fill the page', () => {
  expect([...lz4Block(Uint8Array.of(0x10, 65, 1, 0, 0x00), 5)]).toEqual([65, 65, 65, 65, 65]);
  expect(problemOf(() => lz4Block(Uint8Array.of(0x10, 65, 2, 0, 0x00), 5))).toBe('corrupt');
  expect(problemOf(() => lz4Block(Uint8Array.of(0x10, 65), 5))).toBe('corrupt');
  expect(problemOf(() => lz4Block(Uint8Array.of(0xf0, 255, 255), 5))).toBe('corrupt');
});

it('decompresses a page of zstd, and nothing that is cut short, of another length or not what its checksum says', async () => {
  const zstd = (await loadCodecs(['ZSTD'])).get('ZSTD');
  // one block of three bytes as they are, in a frame that says so; then the same with a checksum (XXH64) that is wrong
  const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 3, 0x19, 0, 0, 65, 66, 67);
  const checked = Uint8Array.of(...frame.with(4, 0x24), 1, 2, 3, 4);
  expect(Buffer.from(zstd?.decompress(frame, 3) ?? []).toString()).toBe('ABC');
  for (const [bytes, length] of [
    [frame, 2],
    [frame, 4],
    [frame.subarray(0, -1), 3],
    [frame.with(6, 0x1f), 3],
    [checked, 3],
    [Uint8Array.of(1, 2, 3), 3],
  ] as const) {
    expect(() => zstd?.decompress(bytes, length)).toThrow();
  }
  expect(Buffer.from(zstd?.decompress(frame, 3) ?? []).toString()).toBe('ABC');
});
