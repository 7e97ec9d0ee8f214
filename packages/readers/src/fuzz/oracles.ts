import { Buffer } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import iconv from 'iconv-lite';
import { isScalar, isSeq, parseAllDocuments } from 'yaml';
import { countLines, countRows, countSequence } from './naive.js';
import { RECORDS } from './seeds.js';

/** What a reader gave and told of one file. */
export interface Reading {
  readonly records: number;
  /** records that could not be read, and what else was told of records */
  readonly faults: number;
  /** records whose text is no JSON */
  readonly notJson: number;
  readonly damage: string | null;
  readonly encoding: string;
  /** an empty file is told of by that (F009) */
  readonly blank: boolean;
  readonly quoting: 'plain' | 'quoted' | null;
}

/** What is wrong with a reading that tells of no damage; null where nothing is. */
export type Oracle = (bytes: Uint8Array, reading: Reading) => string | null;

/** As the reader has read it, without a byte order mark. */
function textOf(bytes: Uint8Array, encoding: string): string {
  const buffer = Buffer.from(bytes);
  const bom = buffer.subarray(0, 3).toString('hex') === 'efbbbf';
  if (encoding === 'utf-8') return buffer.subarray(bom ? 3 : 0).toString('latin1');
  return iconv.decode(buffer, encoding, { stripBOM: true });
}

function equal(expected: number, { records }: Reading): string | null {
  return records === expected ? null : `${records} records, not ${expected}`;
}

export const lines: Oracle = (bytes, reading) => {
  const text = textOf(bytes, reading.encoding);
  return equal(text.startsWith('\u001e') ? countSequence(text) : countLines(text), reading);
};

/** The library's own view of the whole file: as many items, or something is told. */
export function json(itemsOf: (document: unknown) => number): Oracle {
  return (bytes, reading) => {
    const buffer = Buffer.from(bytes);
    const text = reading.encoding === 'utf-8' ? buffer.toString().replace(/^\ufeff/u, '') : textOf(bytes, reading.encoding);
    if (text.trim() === '') return equal(0, reading);
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch {
      return reading.faults > 0 || reading.notJson > 0 ? null : 'no JSON, and nothing told';
    }
    const expected = itemsOf(document);
    // Of a repeated key JSON.parse keeps one.
    return reading.records >= expected && reading.notJson === 0 ? null : `${reading.records} records, not ${expected}`;
  };
}

/** A CR that no LF follows ends a row or does not: that is the reader's to tell. */
export function table(delimiter: string): Oracle {
  return (bytes, reading) => {
    const text = textOf(bytes, reading.encoding);
    const isQuoted = reading.quoting !== 'plain';
    const counts = [text, text.replaceAll(/\r(?!\n)/gu, '\n')].map((one) => countRows(one, delimiter, isQuoted));
    const expected = counts.map((rows) => (rows === null ? null : Math.max(0, rows - 1)));
    return expected.includes(reading.records) ? null : `${reading.records} records, not ${expected.join(' or ')}`;
  };
}

/** A checksum or a count in the file holds the rows together: all of them, or something is told. */
export const all: Oracle = (bytes, reading) => (bytes.length === 0 && reading.blank ? null : equal(RECORDS, reading));

/** A stream may end without an end mark behind any of its messages. */
export function allUpTo(boundaries: (bytes: Uint8Array) => readonly number[]): Oracle {
  return (bytes, reading) => {
    const ends = boundaries(bytes);
    return ends.includes(reading.records) ? null : `${reading.records} records, not ${ends.join(' or ')}`;
  };
}

/** Rows with a value in one of their cells, less the header. */
export const sheetRows: Oracle = (bytes, reading) => {
  const text = Buffer.from(bytes).toString();
  const rows = text.match(/<row[\s>/][\s\S]*?<\/row\s*>/gu) ?? [];
  const filled = rows.filter((row) => /<(?:v|t)[\s>][^<]*[^<\s][^<]*<\//u.test(row));
  return reading.records >= filled.length - 1 ? null : `${reading.records} records, not ${filled.length - 1}`;
};

export const yaml: Oracle = (bytes, reading) => {
  const buffer = Buffer.from(bytes);
  const text = reading.encoding === 'utf-8' ? buffer.toString().replace(/^\ufeff/u, '') : textOf(bytes, reading.encoding);
  const parsed = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' });
  const documents = Array.isArray(parsed) ? parsed : [];
  if (documents.some(({ errors }) => errors.length > 0)) {
    const items = text.match(/^-(?=\s)/gmu)?.length ?? 0;
    if (reading.faults === 0) return 'no YAML, and nothing told';
    return reading.records >= items ? null : `${reading.records} records, fewer than ${items} items`;
  }
  let expected = 0;
  for (const { contents } of documents) {
    const isEmpty = contents === null || (isScalar(contents) && contents.source === '');
    expected += isSeq(contents) ? contents.items.length : isEmpty ? 0 : 1;
  }
  return equal(expected, reading);
};

/** What another call of the decompressor gives, and there the lines. */
export function compressed(decompressor: 'gzip' | 'zstd'): Oracle {
  return (bytes, reading) => {
    // What comes whole, by its checksum, needs no other decompressor, of which one is lenient.
    if (reading.records === RECORDS && reading.faults === 0) return null;
    let content: Uint8Array;
    try {
      content = decompressor === 'gzip' ? gunzipSync(bytes) : decompress(bytes);
    } catch {
      return 'it cannot be decompressed, and nothing is told';
    }
    return lines(content, reading);
  };
}
