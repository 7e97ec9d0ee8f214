/** Formats by media type, as both forms of description name them; parameters and `+gzip` are left out. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  'text/csv': 'csv',
  'text/tab-separated-values': 'tsv',
  'text/tsv': 'tsv',
  'application/json': 'json',
  'application/jsonl': 'jsonl',
  'application/jsonlines': 'jsonl',
  'application/x-jsonlines': 'jsonl',
  'application/json-lines': 'jsonl',
  'application/x-ndjson': 'jsonl',
  'application/ndjson': 'jsonl',
  'application/x-parquet': 'parquet',
  'application/vnd.apache.parquet': 'parquet',
  'application/parquet': 'parquet',
  'application/vnd.apache.arrow.file': 'arrow',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

const NAMES: Readonly<Record<string, string>> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  jsonlines: 'jsonl',
  parquet: 'parquet',
  arrow: 'arrow',
  feather: 'arrow',
  xlsx: 'xlsx',
};

/** The format of files of data that a media type, or else a name, means; null for anything else. */
export function formatFrom(mediaType: string | null, name: string | null): string | null {
  const type = (mediaType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const plain = (name ?? '').trim().toLowerCase().replace(/^\./u, '');
  if (Object.hasOwn(MEDIA_TYPES, type)) return MEDIA_TYPES[type] ?? null;
  return Object.hasOwn(NAMES, plain) ? (NAMES[plain] ?? null) : null;
}

/** An encoding that jatdae reads, as the description names it. */
export function isKnownEncoding(name: string): boolean {
  if (/^(?:cp-?949|ms-?949|uhc|euc-?kr)$/iu.test(name)) return true;
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
}
