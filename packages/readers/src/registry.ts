import { isGzip } from './compression/gzip.js';
import { isZstd } from './compression/zstd.js';
import { arrowReader } from './formats/arrow.js';
import { csvReader, tsvReader } from './formats/csv.js';
import { jsonReader } from './formats/json.js';
import { jsonlReader } from './formats/jsonl.js';
import { parquetReader } from './formats/parquet.js';
import { xlsxReader } from './formats/xlsx.js';
import { yamlReader } from './formats/yaml.js';
import { openStream } from './input/open.js';
import { readAhead } from './input/stream.js';
import { detectBom, UTF8_BOM_BYTES } from './input/text.js';
import type { ByteSource, Compression, Reader } from './reader.js';

/** In the order in which they are asked to recognise a file. */
export const READERS: readonly Reader[] = [
  parquetReader(),
  arrowReader(),
  xlsxReader(),
  jsonlReader(),
  jsonReader(),
  yamlReader(),
  tsvReader(),
  csvReader(),
];

const HEAD_BYTES = 16 << 10;
const SNIFF_BYTES = 4 << 10;

/** The first bytes of a file's content, decompressed, past a byte order mark and as UTF-8 where that tells UTF-16, as `chooseReader` wants them. */
export async function readHead(source: ByteSource, compression: Compression): Promise<Uint8Array> {
  const stream = openStream(source, compression, 0);
  try {
    const head = await readAhead(stream, HEAD_BYTES);
    const bom = detectBom(head);
    if (bom === null) return head;
    return bom === 'utf-8' ? head.subarray(UTF8_BOM_BYTES) : new TextEncoder().encode(new TextDecoder(bom).decode(head));
  } finally {
    stream.close();
  }
}

/** By the manifest's word, else by the first stored bytes, else by the name: a file that only its name calls compressed is damaged. */
export function chooseCompression(declared: Compression | undefined, path: string, storedHead: Uint8Array): Compression {
  if (declared !== undefined) return declared;
  if (isGzip(storedHead)) return 'gzip';
  if (isZstd(storedHead)) return 'zstd';
  const extension = extensionOf(path);
  return extension === 'gz' ? 'gzip' : extension === 'zst' ? 'zstd' : 'none';
}

/**
 * By the manifest's word, else by the name, else by the content. Content decides also where the name is wrong without doubt: Parquet,
 * Arrow and Excel begin as no text does, and no JSON document looks like JSON Lines, which are often called .json. Null where no reader fits.
 */
export function chooseReader(format: string | undefined, path: string, head: Uint8Array): Reader | null {
  if (format !== undefined) return readerOf(format);
  const extension = extensionOf(path.replace(/\.(?:gz|zst)$/i, ''));
  const named = READERS.find((reader) => reader.extensions.includes(extension));
  const jsonl = readerOf('jsonl');
  const told =
    named !== undefined && isBinary(head) ? READERS.find(({ id, sniff }) => BINARY.includes(id) && sniff(head)) : undefined;
  if (told !== undefined) return told;
  if (named?.id === 'json' && jsonl?.sniff(head) === true) return jsonl;
  return named ?? READERS.find((reader) => reader.sniff(head)) ?? null;
}

const BINARY = ['parquet', 'arrow', 'xlsx'];

/** Whether there is a control character near the start, as in no text; «PAR1» may be the name of a column. */
const isBinary = (head: Uint8Array): boolean =>
  head.subarray(0, 16).some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20) || byte === 0xff);

export function readerOf(id: string): Reader | null {
  return READERS.find((reader) => reader.id === id) ?? null;
}

/** How a file is read; `reader` is null where none fits. */
export interface Form {
  readonly reader: Reader | null;
  readonly compression: Compression;
}

/** What the manifest says of a file's form. */
export interface DeclaredForm {
  readonly format?: string;
  readonly compression?: Compression;
}

/** Tells a file's form: one look at its head, none where nothing is left to be told. */
export async function detectForm(source: ByteSource, path: string, declared: DeclaredForm): Promise<Form> {
  const { format, compression: given } = declared;
  if (format !== undefined && given !== undefined) return { reader: readerOf(format), compression: given };
  const stored = new Uint8Array(Math.min(SNIFF_BYTES, source.size));
  const head = stored.subarray(0, await source.read(stored, 0));
  const compression = chooseCompression(given, path, head);
  if (format !== undefined) return { reader: readerOf(format), compression };
  const isPlain = compression === 'none' && detectBom(head) === null;
  return { reader: chooseReader(undefined, path, isPlain ? head : await readHead(source, compression)), compression };
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
