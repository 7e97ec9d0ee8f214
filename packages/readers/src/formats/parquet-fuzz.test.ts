import { Buffer } from 'node:buffer';
import { Table as ArrowTable, Field, List, tableFromArrays, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { Compression, Encoding, Table, WriterPropertiesBuilder, WriterVersion, writeParquet } from 'parquet-wasm/node';
import { expect, it } from 'vitest';
import { readAll, textsOf } from '../testing.js';
import { arrowReader } from './arrow.js';
import { parquetReader } from './parquet.js';

const ROWS = 300;
const CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD', 'LZ4', 'LZ4_RAW'] as const;
/** For numbers and for texts; null is a dictionary. */
const ENCODINGS = [
  null,
  ['PLAIN', 'PLAIN'],
  ['DELTA_BINARY_PACKED', 'DELTA_BYTE_ARRAY'],
  ['BYTE_STREAM_SPLIT', 'DELTA_LENGTH_BYTE_ARRAY'],
] as const;

const FORMS = CODECS.flatMap((codec) =>
  ENCODINGS.flatMap((encodings) =>
    (['V1', 'V2'] as const).map((version) => ({
      codec,
      encodings,
      version,
      name: `${codec} ${encodings ?? 'dictionary'} ${version}`,
    })),
  ),
);

const ipc = tableToIPC(
  tableFromArrays({
    id: Array.from({ length: ROWS }, (_, i) => `문항-${i}`),
    answer: Array.from({ length: ROWS }, (_, i) => (i % 7 === 0 ? null : ['가', '나', '다', '라'][i % 4])),
    score: Float64Array.from({ length: ROWS }, (_, i) => i / 3),
    year: Int32Array.from({ length: ROWS }, (_, i) => 2000 + (i % 25)),
    serial: BigInt64Array.from({ length: ROWS }, (_, i) => BigInt(i) * 12345678901n),
    checked: Array.from({ length: ROWS }, (_, i) => i % 3 === 0),
  }).assign(
    new ArrowTable({
      choices: vectorFromArray(
        Array.from({ length: ROWS }, (_, i) => (i % 11 === 0 ? [] : [`보기 ${i}`, '둘', '셋'])),
        new List(new Field('item', new Utf8(), true)),
      ),
    }),
  ),
  'stream',
);

function fileOf({ codec, encodings, version }: (typeof FORMS)[number]): Uint8Array {
  let properties = new WriterPropertiesBuilder()
    .setCompression(Compression[codec])
    .setWriterVersion(WriterVersion[version])
    .setDictionaryEnabled(encodings === null)
    .setDataPageSizeLimit(1000)
    .setWriteBatchSize(64)
    .setMaxRowGroupSize(200);
  for (const column of encodings === null ? [] : ['score', 'year', 'serial']) {
    const numbers = encodings?.[0] ?? 'PLAIN';
    properties = properties.setColumnEncoding(
      column,
      Encoding[numbers === 'DELTA_BINARY_PACKED' && column === 'score' ? 'PLAIN' : numbers],
    );
  }
  for (const column of encodings === null ? [] : ['id', 'answer'])
    properties = properties.setColumnEncoding(column, Encoding[encodings?.[1] ?? 'PLAIN']);
  return writeParquet(Table.fromIPCStream(ipc), properties.build());
}

/** Rows put together by TypeScript and by the kernel. */
const READERS = [parquetReader(), parquetReader(0)] as const;

it.each(FORMS)('$name: every row is what was written, whoever puts it together', async (form) => {
  const written = await readAll(arrowReader(), ipc);
  for (const reader of READERS) {
    const { seen, facts } = await readAll(reader, fileOf(form));
    expect(facts.damage).toBe(null);
    expect(textsOf(seen)).toEqual(textsOf(written.seen));
    expect(seen.length).toBe(ROWS);
  }
});

/** `PARQUET_FUZZ=10000` for a long run; the seed of an input is its number. */
const INPUTS = Number(process.env.PARQUET_FUZZ ?? 300);
const MOST_MILLISECONDS = 5000;

it(`of ${INPUTS} files with damaged bytes, none stops the reader, takes long, or loses a row without a word`, {
  timeout: INPUTS * 100,
}, async () => {
  const files = FORMS.map(fileOf);
  let damaged = 0;
  for (let seed = 0; seed < INPUTS; seed += 1) {
    const began = performance.now();
    const file = mutated(files[seed % files.length] as Uint8Array, seed);
    const { seen, facts } = await readAll(parquetReader(), file);
    const at = `input ${seed} (${FORMS[seed % files.length]?.name})`;
    expect(performance.now() - began, at).toBeLessThan(MOST_MILLISECONDS);
    if (facts.damage === null) expect(seen.length, at).toBe(ROWS);
    else damaged += 1;
    for (const { text } of seen) if (text !== null) JSON.parse(text);
    const inKernel = await readAll(parquetReader(0), file);
    expect(inKernel.facts.damage, at).toEqual(facts.damage);
    if (facts.damage === null) expect(inKernel.seen, at).toEqual(seen);
  }
  expect(damaged).toBeGreaterThan(INPUTS / 3);
});

/** One to four changes of a byte or a few: in the footer, before it, or anywhere. */
function mutated(bytes: Uint8Array, seed: number): Uint8Array {
  const random = mulberry32(seed);
  const footer = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true) + 8;
  let file: Uint8Array = bytes;
  for (let changes = 1 + random(4); changes > 0; changes -= 1) {
    const [from, size] = [
      [0, file.length],
      [0, file.length - footer],
      [file.length - footer, footer],
    ][random(3)] as [number, number];
    file = changed(file, from + random(size), random);
  }
  return file;
}

function changed(file: Uint8Array, at: number, random: (below: number) => number): Uint8Array {
  const byte = file[at] ?? 0;
  const count = 1 + random(16);
  const some = Uint8Array.from({ length: count }, () => random(256));
  switch (random(6)) {
    case 0:
      return joined(file.subarray(0, at), some.subarray(0, 1), file.subarray(at + 1));
    case 1:
      return joined(file.subarray(0, at), [byte ^ (1 << random(8))], file.subarray(at + 1));
    case 2:
      return joined(
        file.subarray(0, at),
        some.map(() => 0xff),
        file.subarray(at + count),
      );
    case 3:
      return joined(file.subarray(0, at), [byte + 1], file.subarray(at + 1));
    case 4:
      return joined(file.subarray(0, at), file.subarray(at + count));
    default:
      return joined(file.subarray(0, at), some, file.subarray(at));
  }
}

function joined(...parts: readonly ArrayLike<number>[]): Uint8Array {
  return Buffer.concat(parts.map((part) => Uint8Array.from(part)));
}

/** Integers below a bound, from a seed (mulberry32). */
function mulberry32(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
  };
}
