import type { Target } from './case.js';
import * as oracles from './oracles.js';
import * as seeds from './seeds.js';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function itemsOf(document: unknown): number {
  return Array.isArray(document) ? document.length : 1;
}

function itemsOfData(document: unknown): number {
  const data = isObject(document) && 'data' in document ? document.data : null;
  return isObject(data) ? Object.keys(data).length : 0;
}

/** Rows of a stream that ends behind one of its messages. */
const STREAM_ROWS = [0, 20, 40, 60];

function streamEnds(bytes: Uint8Array): readonly number[] {
  const [stream] = seeds.arrowStream;
  const isCut = stream !== undefined && bytes.length < stream.length && bytes.every((byte, i) => byte === stream[i]);
  return isCut ? STREAM_ROWS : STREAM_ROWS.slice(-1);
}

/** What is fuzzed, by name. */
export const TARGETS: Readonly<Record<string, Target>> = {
  jsonl: { reader: 'jsonl', seeds: seeds.jsonl, oracle: oracles.lines, ownText: true },
  'json-seq': { reader: 'jsonl', seeds: seeds.sequences, oracle: oracles.lines, ownText: true },
  gzip: { reader: 'jsonl', seeds: seeds.gzip, oracle: oracles.compressed('gzip'), compression: 'gzip', ownText: true },
  zstd: { reader: 'jsonl', seeds: seeds.zstd, oracle: oracles.compressed('zstd'), compression: 'zstd', ownText: true },
  json: { reader: 'json', seeds: seeds.json, oracle: oracles.json(itemsOf), ownText: true },
  'json-keyed': { reader: 'json', seeds: seeds.keyedJson, oracle: oracles.json(itemsOfData), at: '/data', ownText: true },
  csv: { reader: 'csv', seeds: seeds.csv, oracle: oracles.table(','), delimiter: ',', ownText: false },
  tsv: { reader: 'tsv', seeds: seeds.tsv, oracle: oracles.table('\t'), delimiter: '\t', ownText: false },
  xlsx: { reader: 'xlsx', seeds: seeds.xlsx, oracle: oracles.all, ownText: false },
  'xlsx-sheet': {
    reader: 'xlsx',
    seeds: seeds.sheetXml,
    oracle: oracles.sheetRows,
    around: seeds.workbookAround,
    ownText: false,
  },
  yaml: { reader: 'yaml', seeds: seeds.yaml, oracle: oracles.yaml, ownText: false },
  'arrow-file': { reader: 'arrow', seeds: seeds.arrowFile, oracle: oracles.all, ownText: false },
  'arrow-stream': { reader: 'arrow', seeds: seeds.arrowStream, oracle: oracles.allUpTo(streamEnds), ownText: false },
  parquet: { reader: 'parquet', seeds: seeds.parquet, oracle: oracles.all, ownText: false },
};
