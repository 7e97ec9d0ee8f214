import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { readAll } from '../testing.js';
import { parquetReader } from './parquet.js';
import { spanAt, takePlain } from './parquet-plain.js';
import { ParquetProblem } from './parquet-schema.js';
import { endStream, nextTexts, type PageStream, pageStream, takeLevelBytes } from './parquet-stream.js';

const texts = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 30 });

/** Levels of each kind, then texts, each with its size before it. */
function pageOf(levels: readonly string[], values: readonly string[]): Buffer {
  return Buffer.concat(
    [...levels, ...values].flatMap((text) => {
      const bytes = Buffer.from(text);
      const size = Buffer.alloc(4);
      size.writeUInt32LE(bytes.length);
      return [size, bytes];
    }),
  );
}

function inPieces(page: Buffer, sizes: readonly number[]): Iterator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let at = 0, k = 0; at < page.length; k += 1) {
    const size = sizes[k % sizes.length] ?? page.length;
    pieces.push(Uint8Array.from(page.subarray(at, at + size)));
    at += size;
  }
  return pieces.values();
}

/** The same, each where the one before it was. */
function* inOnePlace(pieces: Iterator<Uint8Array>): Generator<Uint8Array, void, void> {
  const place = new Uint8Array(1 << 16);
  for (let { done, value } = pieces.next(); done !== true; { done, value } = pieces.next()) {
    place.fill(0xff);
    place.set(value);
    yield place.subarray(0, value.length);
  }
}

function allTexts(stream: PageStream, count: number): string[] {
  const taken: string[] = [];
  while (taken.length < count) {
    const spans = nextTexts(stream, count - taken.length);
    for (let i = 0; i < spans.length; i += 1) taken.push(Buffer.from(spanAt(spans, i)).toString('latin1'));
  }
  endStream(stream);
  return taken;
}

const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });

it('gives the same texts however a page comes, and none twice', () => {
  fc.assert(
    fc.property(texts, sizes, fc.array(fc.string({ maxLength: 20 }), { maxLength: 2 }), (values, cuts, levels) => {
      const page = pageOf(levels, values);
      const stream = pageStream(inOnePlace(inPieces(page, cuts)), page.length);
      const head = takeLevelBytes(stream, levels.length);
      expect(Buffer.from(head.bytes.subarray(head.at, head.end))).toEqual(pageOf(levels, []));
      const whole = takePlain({ bytes: page, at: head.end, end: page.length }, { type: 'BYTE_ARRAY', name: 'x' }, values.length);
      const expected = values.map((_, i) => Buffer.from(spanAt(whole as Parameters<typeof spanAt>[0], i)).toString('latin1'));
      expect(allTexts(stream, values.length)).toEqual(expected);
    }),
  );
});

it('refuses a page that ends early, says another length than it has, or has a text that is longer than it', () => {
  const page = pageOf([], ['one', 'two']);
  const problem = (bytes: Buffer, length: number, count: number): unknown => {
    try {
      return allTexts(pageStream(inPieces(bytes, [5]), length), count);
    } catch (error) {
      return error instanceof ParquetProblem ? error.reason : error;
    }
  };
  expect(problem(page, page.length, 2)).toEqual(['one', 'two']);
  expect(problem(page, page.length - 1, 2)).toBe('corrupt');
  expect(problem(page, page.length + 1, 2)).toBe('corrupt');
  expect(problem(page, page.length, 3)).toBe('corrupt');
  expect(problem(page.subarray(0, -1), page.length, 2)).toBe('corrupt');
  expect(problem(Buffer.from('ffffffff61', 'hex'), 5, 1)).toBe('corrupt');
});

const BLOCK = 128 << 10;
const RAW = 0;
const BROKEN = 3;

/** A zstd frame of blocks as they are (RFC 8878, 3.1.1.2), with a history of 1 MiB; `broken`: of the block of that number the kind is none. */
function zstdFrame(bytes: Uint8Array, broken = -1): Uint8Array {
  const pieces: Uint8Array[] = [Buffer.from('28b52ffd0050', 'hex')];
  for (let at = 0, k = 0; at < bytes.length; at += BLOCK, k += 1) {
    const block = bytes.subarray(at, at + BLOCK);
    const head = Buffer.alloc(3);
    const kind = k === broken ? BROKEN : RAW;
    head.writeUIntLE((block.length << 3) | (kind << 1) | (at + BLOCK >= bytes.length ? 1 : 0), 0, 3);
    pieces.push(head, block);
  }
  return Buffer.concat(pieces);
}

function fileOf(data: readonly (string | null)[], pageBytes: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const columnData = [
    { name: 'a', data: data.map((_, i) => i), type: 'INT32' as const, codec: 'UNCOMPRESSED' as const },
    { name: '글', data: [...data], type: 'STRING' as const, nullable: true, encoding: 'PLAIN' as const },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, codec: 'ZSTD', compressors: { ZSTD: pageBytes }, pageSize: 64 << 20 }));
}

/** Two MiB and more, with nulls, and one text of half a MiB. */
const long = Array.from({ length: 3000 }, (_, i) =>
  i % 7 === 0 ? null : `${i}번째 글은 "따옴표"와 \n 줄을 담습니다. `.repeat(i === 1500 ? 12_000 : 16),
);

it('reads a large page of texts piece by piece, row for row as it was written', async () => {
  const { seen, facts } = await readAll(
    parquetReader(),
    fileOf(long, (bytes) => zstdFrame(bytes)),
  );
  expect(facts.damage).toBeNull();
  expect(seen.length).toBe(long.length);
  seen.forEach(({ text }, i) => {
    expect(JSON.parse(text ?? '')).toEqual({ a: i, 글: long[i] });
  });
});

it('gives the rows before a broken block, all of them right, and says where the file is damaged', async () => {
  const { seen, facts } = await readAll(
    parquetReader(),
    fileOf(long, (bytes) => zstdFrame(bytes, bytes.length > BLOCK ? 6 : -1)),
  );
  expect(facts.damage).toMatchObject({ code: 'F005', reason: 'corrupt' });
  expect(seen.length).toBeGreaterThan(1000);
  expect(seen.length).toBeLessThan(long.length);
  seen.forEach(({ text }, i) => {
    expect(JSON.parse(text ?? '')).toEqual({ a: i, 글: long[i] });
  });
});
