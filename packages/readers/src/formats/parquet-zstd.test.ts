import { Buffer } from 'node:buffer';
import { createZstdDecoder, emptyRing, wasmMemory } from '@jatdae/kernel';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { parquetMetadata } from 'hyparquet';
import { Compression, Table, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm/node';
import { beforeAll, expect, it } from 'vitest';
import { ZSTDDecoder } from 'zstddec/stream';
import { readAll, textsOf } from '../testing.js';
import { parquetReader } from './parquet.js';
import { type Page, pagesOf } from './parquet-pages.js';
import { type ZstdPlace, zstdPieces } from './parquet-zstd.js';

/** Integers below a bound, from a seed (a linear congruential generator). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = '어르신께 두 손으로 물건을 건네고 가볍게 고개를 숙인 다음 차례를 기다린다 “네” \n the quick brown fox 1987'.split(
  ' ',
);

/** Texts of a few words, some that repeat, some that do not, one that is longer than a block and one that is longer than any history. */
function textsFrom(seed: number, count: number): string[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, i) => {
    if (i === 700) return '가나다라마바사 '.repeat(20_000);
    if (i === 1300) return Array.from({ length: 400_000 }, () => WORDS[random(WORDS.length)]).join(' ');
    if (i % 50 === 1) return String.fromCharCode(...Array.from({ length: 300 }, () => 33 + random(90)));
    return Array.from({ length: 5 + random(i % 9 === 0 ? 200 : 40) }, () => WORDS[random(WORDS.length)]).join(' ');
  });
}

function fileOf(texts: readonly string[]): Uint8Array {
  const ipc = tableToIPC(tableFromArrays({ id: texts.map((_, i) => `문항-${i}`), text: [...texts] }), 'stream');
  const properties = new WriterPropertiesBuilder()
    .setCompression(Compression.ZSTD)
    .setDictionaryEnabled(false)
    .setDataPageSizeLimit(16 << 20);
  return writeParquet(Table.fromIPCStream(ipc), properties.build());
}

function pagesIn(file: Uint8Array): Page[] {
  const { row_groups } = parquetMetadata(file.slice().buffer);
  return row_groups.flatMap(({ columns }) =>
    columns.flatMap(({ meta_data }) => {
      const start = Number(meta_data?.data_page_offset);
      const size = Number(meta_data?.total_compressed_size);
      return pagesOf(file.subarray(start, start + size), size, Number(meta_data?.num_values));
    }),
  );
}

const zstddec = new ZSTDDecoder();
beforeAll(() => zstddec.init());

const memory = wasmMemory();
const decoder = memory && createZstdDecoder(memory);
const place = decoder && ({ decoder, ring: emptyRing() } satisfies ZstdPlace);

function outcomeOf(decode: () => Uint8Array | null): string | null {
  try {
    return Buffer.from(decode() ?? []).toString('latin1');
  } catch {
    return null;
  }
}

const inKernel = ({ size }: Page, body: Uint8Array): string | null =>
  outcomeOf(() => {
    const pieces = place && zstdPieces(place, body, size);
    if (pieces === null) throw new Error('not for the kernel');
    const copies: Uint8Array[] = [];
    for (let { done, value } = pieces.next(); done !== true; { done, value } = pieces.next()) copies.push(value.slice());
    return Buffer.concat(copies);
  });

const inModule = ({ size }: Page, body: Uint8Array): string | null => outcomeOf(() => zstddec.decode(body, size));

const file = fileOf(textsFrom(5, 9000));
const pages = pagesIn(file);

it.skipIf(place === null)('decodes pages as zstd does', () => {
  expect(Math.max(...pages.map(({ size }) => size))).toBeGreaterThan(2 << 20);
  for (const page of pages) {
    const decoded = inKernel(page, page.body);
    expect(decoded?.length).toBe(page.size);
    expect(decoded === inModule(page, page.body)).toBe(true);
  }
});

it.skipIf(place === null)('gives nothing of a damaged page that zstd does not give', () => {
  const small = pagesIn(fileOf(textsFrom(7, 120)));
  const random = randomFrom(11);
  let refused = 0;
  for (let round = 0; round < 3000; round += 1) {
    const page = small[round % small.length] as Page;
    const body = Uint8Array.from(page.body);
    for (let changes = 1 + random(3); changes > 0; changes -= 1) {
      body[random(random(2) === 0 ? 60 : body.length)] = random(256);
    }
    const decoded = inKernel(page, body);
    if (decoded === null) refused += 1;
    else if (decoded.length === page.size) expect(decoded === inModule(page, body), `round ${round}`).toBe(true);
  }
  expect(refused).toBeGreaterThan(1000);
});

it('reads rows from where the kernel decodes them as from where zstd does', async () => {
  const texts = textsFrom(5, 9000);
  const rows = texts.map((text, i) => JSON.stringify({ id: `문항-${i}`, text }));
  for (const reader of [parquetReader(0), parquetReader(1 << 30)]) {
    const { seen, facts } = await readAll(reader, file);
    expect(facts.damage).toBe(null);
    expect(textsOf(seen)).toEqual(rows);
  }
});
