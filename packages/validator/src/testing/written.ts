import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { textRow, workbookOf, zipOf } from '@jatdae/readers/testing';
import { RecordBatchFileWriter, RecordBatchStreamWriter, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { stringify } from 'yaml';

/** A record whose values are all texts, so that every format can say the same. */
export type Row = Readonly<Record<string, string>>;

/** Text of a file, or its bytes where the format is none of text. */
export type Content = string | Uint8Array;

export interface WrittenForm {
  /** name of a file below data/, without what its compression adds */
  readonly name: string;
  /** more of the manifest's resource */
  readonly resource?: object;
  /** content of each file; a name's `*` counts them where they are many */
  write(rows: readonly Row[]): readonly Content[];
}

const json = (row: Row): string => JSON.stringify(row);

/** Items that only their keys name; one key stands there twice. */
function keyed(rows: readonly Row[]): string {
  const members = rows.map(({ id, ...row }) => `${JSON.stringify(id)}: ${json(row)}`);
  return `{"version": 1, "items": {\n${members.join(',\n')}\n}}\n`;
}

function table(rows: readonly Row[], delimiter: string, header: boolean): string {
  const cell = (text: string): string =>
    /["\n]/u.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  const names = header ? [Object.keys(rows[0] ?? {})] : [];
  const lines = [...names, ...rows.map((row) => Object.values(row))];
  return lines.map((cells) => `${cells.map(cell).join(delimiter)}\n`).join('');
}

function columns(rows: readonly Row[]): [name: string, values: string[]][] {
  return Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name] ?? '')]);
}

function workbook(rows: readonly Row[]): Uint8Array {
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  return workbookOf({ 문항: lines.map(textRow).join('') });
}

function parquet(rows: readonly Row[]): Uint8Array {
  const columnData = columns(rows).map(([name, data]) => ({ name, data, type: 'STRING' as const }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 300 }));
}

function arrow(rows: readonly Row[], writer: RecordBatchFileWriter | RecordBatchStreamWriter): Uint8Array {
  const vectors = columns(rows).map(([name, values]) => [name, vectorFromArray(values, new Utf8())] as const);
  const whole = new Table(Object.fromEntries(vectors));
  for (let from = 0; from < rows.length; from += 300)
    for (const batch of whole.slice(from, from + 300).batches) writer.write(batch);
  writer.finish();
  return writer.toUint8Array(true);
}

export const FORMS: Readonly<Record<string, WrittenForm>> = {
  'JSON Lines': { name: 'a.jsonl', write: (rows) => [rows.map((row) => `${json(row)}\n`).join('')] },
  'JSON Lines, CRLF': { name: 'a.jsonl', write: (rows) => [rows.map((row) => `${json(row)}\r\n`).join('')] },
  'RFC 7464': { name: 'a.jsonl', write: (rows) => [rows.map((row) => `\u001e${json(row)}\n`).join('')] },
  'JSON array': { name: 'a.json', write: (rows) => [JSON.stringify(rows, null, 1)] },
  'JSON by key': { name: 'a.json', resource: { at: '/items' }, write: (rows) => [keyed(rows)] },
  'JSON, a file an item': { name: '*.json', write: (rows) => rows.map(json) },
  YAML: { name: 'a.yaml', write: (rows) => [stringify(rows)] },
  CSV: { name: 'a.csv', write: (rows) => [table(rows, ',', true)] },
  TSV: { name: 'a.tsv', write: (rows) => [table(rows, '\t', true)] },
  'CSV without a header': { name: 'a.csv', write: (rows) => [table(rows, ',', false)] },
  Excel: { name: 'a.xlsx', write: (rows) => [workbook(rows)] },
  Parquet: { name: 'a.parquet', write: (rows) => [parquet(rows)] },
  'Arrow file': { name: 'a.arrow', write: (rows) => [arrow(rows, new RecordBatchFileWriter())] },
  'Arrow stream': { name: 'a.arrow', write: (rows) => [arrow(rows, new RecordBatchStreamWriter())] },
};

/** Files by name as a packing hands them over, and the path below data/ that names them all. */
export interface Packed {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly path: string;
}

export type Packing = (files: Readonly<Record<string, Uint8Array>>, path: string) => Packed;

function eachFile(ending: string, pack: (bytes: Uint8Array) => Uint8Array): Packing {
  return (files, path) => ({
    files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${name}${ending}`, pack(bytes)])),
    path: `${path}${ending}`,
  });
}

function members(bytes: Uint8Array): Uint8Array {
  const third = Math.ceil(bytes.length / 3);
  return Buffer.concat([0, 1, 2].map((k) => gzipSync(bytes.subarray(k * third, (k + 1) * third))));
}

const MAX_BLOCK = 128 << 10;

/** A frame of raw blocks (RFC 8878, 3.1.1): Node 20 has no encoder. */
function zstdFrame(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from('28b52ffda000000000', 'hex');
  head.writeUInt32LE(bytes.length, 5);
  const pieces: Uint8Array[] = [head];
  for (let at = 0; at === 0 || at < bytes.length; at += MAX_BLOCK) {
    const block = bytes.subarray(at, at + MAX_BLOCK);
    const last = at + MAX_BLOCK >= bytes.length ? 1 : 0;
    const blockHead = Buffer.alloc(3);
    blockHead.writeUIntLE((block.length << 3) | last, 0, 3);
    pieces.push(blockHead, block);
  }
  return Buffer.concat(pieces);
}

const TAR_BLOCK = 512;

function tarOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    const head = Buffer.alloc(TAR_BLOCK);
    head.write(name, 0);
    head.write('0000644\u00000000000\u00000000000\u0000', 100);
    head.write(`${bytes.length.toString(8).padStart(11, '0')}\u000014000000000\u0000        0`, 124);
    head.write('ustar\u000000', 257);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
    blocks.push(head, bytes, Buffer.alloc((TAR_BLOCK - (bytes.length % TAR_BLOCK)) % TAR_BLOCK));
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * TAR_BLOCK)]);
}

export const PACKINGS: Readonly<Record<string, Packing>> = {
  'as it is': (files, path) => ({ files, path }),
  gzip: eachFile('.gz', (bytes) => gzipSync(bytes)),
  'gzip in three members': eachFile('.gz', members),
  zstd: eachFile('.zst', zstdFrame),
  zip: (files, path) => ({ files: { 'a.zip': zipOf(files) }, path: `a.zip!/${path}` }),
  'tar.gz': (files, path) => ({ files: { 'a.tar.gz': gzipSync(tarOf(files)) }, path: `a.tar.gz!/${path}` }),
  'zip in a zip': (files, path) => ({ files: { 'a.zip': zipOf({ 'b.zip': zipOf(files) }) }, path: `a.zip!/b.zip!/${path}` }),
};
