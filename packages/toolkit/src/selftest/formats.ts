import type { Manifest } from '@jatdae/schema';
import { csvCell } from '../write/csv.js';
import type { CopyFile, CopyItem, WrittenAs } from './copy-item.js';
import type { Json, JsonObject } from './pointer.js';

const BY_ENDING: Readonly<Record<string, string>> = {
  ndjson: 'jsonl',
  geojsonl: 'jsonl',
  tsv: 'csv',
  yml: 'yaml',
  feather: 'arrow',
};

/** The format of a file of a resource, by the manifest's word or its name; `json` is that of a document. */
export function formatOf({ format }: Manifest['resources'][number], path: string): string {
  const name = path.toLowerCase().replace(/\.(?:gz|zst|zstd)$/, '');
  const known = format ?? name.slice(name.lastIndexOf('.') + 1);
  return BY_ENDING[known] ?? known;
}

/** What a copy of a format is written in: what we do not write becomes JSON Lines. */
export function writtenAs(format: string, isOneEach: boolean): WrittenAs {
  if (format === 'json') return isOneEach ? 'json-items' : 'json';
  return format === 'csv' ? 'csv' : 'jsonl';
}

/** A fault of a record's bytes: a byte that is no UTF-8, nesting without end, an end that is missing. */
export type ByteFault = 'bad-byte' | 'too-deep' | 'cut';

/** Faults that one record can have without taking the others of its file with it. */
export const BYTE_FAULTS: Readonly<Record<WrittenAs, readonly ByteFault[]>> = {
  jsonl: ['bad-byte', 'too-deep', 'cut'],
  'json-items': ['bad-byte', 'too-deep', 'cut'],
  csv: ['bad-byte', 'cut'],
  json: [],
};

/** What stands in an item's place. */
export type Spoilt = JsonObject | ByteFault;

export interface Written {
  readonly files: Map<string, Uint8Array>;
  /** items by `placeKey` */
  readonly at: ReadonlyMap<string, CopyItem>;
}

/** The record is null where a finding is about the whole of a file that holds one item. */
export const placeKey = (path: string, record: number | null | undefined): string => `${path}:${record ?? '-'}`;

/** Items as files, some of them spoilt. */
export function writeItems(
  copyFiles: readonly CopyFile[],
  items: readonly CopyItem[],
  spoilt: ReadonlyMap<CopyItem, Spoilt>,
): Written {
  const files = new Map<string, Uint8Array>();
  const at = new Map<string, CopyItem>();
  for (const [f, { resource, writtenAs: as }] of copyFiles.entries()) {
    const own = items.filter(({ file }) => file === f);
    if (own.length === 0) continue;
    const rows = own.map((item) => spoilt.get(item) ?? item.record);
    if (as !== 'json-items') {
      own.forEach((item, k) => void at.set(placeKey(resource.path, k + 1), item));
      files.set(resource.path, WRITERS[as](rows, own));
      continue;
    }
    own.forEach((item, k) => {
      const path = resource.path.replace('*', String(k + 1).padStart(6, '0'));
      at.set(placeKey(path, 1), item).set(placeKey(path, null), item);
      files.set(path, jsonText(rows[k] as Spoilt, item));
    });
  }
  return { files, at };
}

const encoder = new TextEncoder();
type Writer = (rows: readonly Spoilt[], items: readonly CopyItem[]) => Uint8Array;

const WRITERS: Readonly<Record<Exclude<WrittenAs, 'json-items'>, Writer>> = {
  jsonl: (rows, items) => Buffer.concat(rows.flatMap((row, k) => [jsonText(row, items[k] as CopyItem), encoder.encode('\n')])),
  json: (rows) => encoder.encode(`[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`),
  csv: (rows, items) => {
    const names = [
      ...new Set(rows.flatMap((row, k) => Object.keys(typeof row === 'string' ? (items[k] as CopyItem).record : row))),
    ];
    const head = encoder.encode(`${names.map(cellOf).join(',')}\r\n`);
    return Buffer.concat([head, ...rows.map((row, k) => csvRow(row, (items[k] as CopyItem).record, names))]);
  },
};

function jsonText(row: Spoilt, { record }: CopyItem): Uint8Array {
  if (typeof row !== 'string') return encoder.encode(JSON.stringify(row));
  const text = JSON.stringify(record);
  if (row === 'cut') return encoder.encode(text.slice(0, -2));
  if (row === 'too-deep') return encoder.encode(`${text.slice(0, -1)},"nested":${'['.repeat(600)}${']'.repeat(600)}}`);
  const bytes = encoder.encode(text);
  bytes[bytes.length >> 1] = 0xff;
  return bytes;
}

function csvRow(row: Spoilt, record: JsonObject, names: readonly string[]): Uint8Array {
  const values = typeof row === 'string' ? record : row;
  const cells = names.map((name) => cellOf(values[name] ?? ''));
  // A cell too many: with one too few, a row of a single column would be a blank line.
  if (row === 'cut') return encoder.encode(`${cells.join(',')},surplus\r\n`);
  const text = encoder.encode(`${cells.join(',')}\r\n`);
  if (row !== 'bad-byte') return text;
  const [first = '', ...rest] = cells;
  const opened = encoder.encode(`"${first.replace(/^"|"$/g, '')}`);
  return Buffer.concat([opened, Uint8Array.of(0xff), encoder.encode(`"${rest.map((cell) => `,${cell}`).join('')}\r\n`)]);
}

const cellOf = (value: Json): string => csvCell(typeof value === 'string' ? value : JSON.stringify(value));
