import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { parquetMetadata } from 'hyparquet';
import { readParquet } from 'parquet-wasm/node';
import { describe, expect, it } from 'vitest';
import { outcomesOf, readAll, textsOf } from '../testing.js';
import { arrowReader } from './arrow.js';
import { parquetReader } from './parquet.js';

const SUITE = join(import.meta.dirname, '../../../../../shared/data/parquet-testing');
const isThere = existsSync(SUITE);
if (!isThere) console.warn('the files of parquet-testing are not tested, because ../shared/data lacks them');
const reader = parquetReader();

/** Files that cannot be read, and the reason that is given. */
const UNREADABLE: Readonly<Record<string, string>> = {
  // Strings of over 2 GiB of one letter from 4 KB: what it says is what a bomb says.
  'data/large_string_map.brotli.parquet': 'expansion-ratio',
  'data/datapage_v1-corrupt-checksum.parquet': 'checksum',
  'data/rle-dict-uncompressed-corrupt-checksum.parquet': 'checksum',
  'bad_data/ARROW-GH-41317.parquet': 'corrupt',
  'bad_data/ARROW-GH-41321.parquet': 'corrupt',
  'bad_data/ARROW-GH-45185.parquet': 'corrupt',
  'bad_data/ARROW-GH-47662.parquet': 'corrupt',
  'bad_data/ARROW-RS-GH-6229-DICTHEADER.parquet': 'corrupt',
  'bad_data/ARROW-RS-GH-6229-LEVELS.parquet': 'row-count',
  'bad_data/PARQUET-1481.parquet': 'corrupt',
};
/**
 * Good files in spite of where they lie or of what their footers say.
 * GH-43605: indexes of no bits, which is right for a dictionary of one value; parquet-java and arrow-rs read the same.
 * repeated_no_annotation: the footer says 0 rows, its row group 6.
 */
const ROWS: Readonly<Record<string, number>> = {
  'bad_data/ARROW-GH-43605.parquet': 21186,
  'data/repeated_no_annotation.parquet': 6,
};
/**
 * What the other reader cannot do: it refuses the first two, gives a table that does not hold together for the third, and wraps the
 * instants outside 1678 to 2262 of the last.
 */
const ONLY_OURS = [
  'data/dict-page-offset-zero.parquet',
  'data/nation.dict-malformed.parquet',
  'data/repeated_no_annotation.parquet',
  'data/int96_from_spark.parquet',
];

const FILES = !isThere
  ? []
  : ['data', 'data/geospatial', 'bad_data'].flatMap((folder) =>
      readdirSync(join(SUITE, folder))
        .filter((name) => name.endsWith('.parquet'))
        .map((name) => `${folder}/${name}`),
    );

function bytesOf(file: string): Uint8Array {
  return new Uint8Array(readFileSync(join(SUITE, file)));
}

describe.skipIf(!isThere)('parquet-testing', () => {
  it.each(FILES)('%s: its rows, or what is wrong with it', async (file) => {
    const bytes = bytesOf(file);
    const { seen, facts } = await readAll(reader, bytes);
    expect(facts.damage?.reason ?? null).toBe(UNREADABLE[file] ?? null);
    if (file in UNREADABLE) return;
    expect(seen.length).toBe(ROWS[file] ?? Number(parquetMetadata(bytes.slice().buffer).num_rows));
    for (const { text, fault } of seen) {
      expect(fault).toBe(null);
      expect(JSON.parse(text as string)).toBeTypeOf('object');
    }
  });

  it.each(FILES.filter((file) => !(file in UNREADABLE) && !ONLY_OURS.includes(file)))(
    '%s: reads as parquet-wasm reads it',
    async (file) => {
      const bytes = bytesOf(file);
      const ours = await readAll(reader, bytes);
      const theirs = await readAll(arrowReader(), readParquet(bytes).intoIPCStream());
      // Instants of 96 bits have no time zone in Arrow.
      const withoutZone = outcomesOf(ours.seen).map((text) => text.replaceAll(/(T[\d:.]+)Z"/gu, '$1"'));
      expect(withoutZone).toEqual(outcomesOf(theirs.seen).map((text) => text.replaceAll(/(T[\d:.]+)Z"/gu, '$1"')));
    },
  );

  it.each(['alltypes_plain', 'alltypes_plain.snappy', 'alltypes_dictionary'])(
    '%s: every cell is what apache-arrow has',
    async (name) => {
      const bytes = bytesOf(`data/${name}.parquet`);
      const table = tableFromIPC(readParquet(bytes).intoIPCStream());
      const names = table.schema.fields.map((field) => field.name);
      const rows = table.toArray().map((row) => Object.fromEntries(names.map((column) => [column, cellOf(row[column])])));
      const { seen } = await readAll(reader, bytes);
      expect(seen.length).toBeGreaterThan(0);
      expect(textsOf(seen).map((text) => JSON.parse(text as string))).toEqual(rows);
    },
  );

  it('reads the instants of Spark as its notes say, in nanoseconds where a date has no such year', async () => {
    const { seen } = await readAll(reader, bytesOf('data/int96_from_spark.parquet'));
    expect(textsOf(seen).map((text) => JSON.parse(text as string).a)).toEqual([
      '2024-01-01T20:34:56.123456Z',
      '2024-01-01T01:00:00Z',
      '9999-12-31T03:00:00Z',
      '2024-12-30T23:00:00Z',
      null,
      '9089380393200000000000',
    ]);
  });

  it('repeats a value that a dictionary of one entry has for all rows', async () => {
    const { seen } = await readAll(reader, bytesOf('bad_data/ARROW-GH-43605.parquet'));
    expect(new Set(textsOf(seen))).toEqual(new Set(['{"min_fl":0}']));
  });
});

/** Our way to write what apache-arrow hands over: Float32 in its shortest digits, bytes as text, milliseconds as an instant. */
function cellOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'number' || Number.isInteger(value)) {
    return typeof value === 'number' && value > 1e11 ? new Date(value).toISOString().replace(/\.?0*Z$/u, 'Z') : value;
  }
  return Number(value.toPrecision(7));
}
