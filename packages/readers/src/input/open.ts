import { Buffer, isAscii } from 'node:buffer';
import type { Damage, PartFacts } from '@jatdae/kernel';
import { type ExpansionLimit, expansionLimit } from '../compression/decoded.js';
import { gunzipStream } from '../compression/gzip.js';
import { unzstdStream } from '../compression/zstd.js';
import type { ByteSource, Compression, Part, ReadOptions } from '../reader.js';
import { createTranscoder, detected, encodingNamed, transcoded, UTF8 } from './encoding.js';
import { type ByteStream, plainStream, readAhead, watched, withHead } from './stream.js';
import { detectBom, type TextSearch, textSearch, UTF8_BOM_BYTES, UTF16_BOM_BYTES } from './text.js';

/** A part's content from its first byte, past a byte order mark. */
export interface TextInput {
  readonly stream: ByteStream;
  /** offset in the (decompressed) file, as UTF-8, of the first byte that `stream` gives */
  readonly start: number;
  readonly bom: boolean;
  /** what the bytes are read as; final once something above ASCII has passed */
  encoding(): string;
  readonly canary: TextSearch;
  /** the bytes cannot be read as text here: nothing is to be read */
  readonly damage: Damage | null;
}

/** A compressed file is always read from its start. */
export function openStream(source: ByteSource, compression: Compression, start: number, limit?: ExpansionLimit): ByteStream {
  switch (compression) {
    case 'gzip':
      return gunzipStream(source, limit);
    case 'zstd':
      return unzstdStream(source, limit);
    case 'none':
      return plainStream(source, start);
  }
}

/**
 * Opens a part for reading from `start` to the end of the file, as UTF-8.
 * The encoding is the manifest's word, else the byte order mark's, else it is found out where the part is the whole file; a part of
 * a file that is cut is UTF-8, for no other is cut.
 */
export async function openText(part: Part, options: ReadOptions, start: number): Promise<TextInput> {
  const { source } = part;
  const canary = textSearch(options.canary);
  const compressed = options.compression !== 'none';
  const limit = expansionLimit(options.limits.ratio);
  const raw = openStream(source, options.compression, start, limit);
  const first = compressed || start === 0;
  const head = first
    ? await readAhead(raw, compressed ? UTF8_BOM_BYTES : Math.min(HEAD_BYTES, source.size))
    : await readAhead(plainStream(source, 0), UTF8_BOM_BYTES);
  const bom = detectBom(head);
  const marked = part.start === 0 && bom !== null;
  const give = (stream: ByteStream, at: number, encoding: () => string): TextInput => {
    return { canary, bom: marked, damage: null, stream: watched(stream, canary.feed), start: at, encoding };
  };
  const fail = (reason: string, encoding: string): TextInput => {
    const damage: Damage = { code: 'F001', byte: 0, reason, told: part.start > 0 };
    return { canary, bom: marked, damage, stream: raw, start: 0, encoding: () => encoding };
  };
  const named = options.encoding === undefined ? bom : encodingNamed(options.encoding);
  if (bom !== null && bom !== UTF8 && (named === UTF8 || !first)) return fail('utf-16', bom);
  if (!first) return give(raw, start, () => UTF8);
  const skipped = bom === null || bom !== named ? 0 : bom === UTF8 ? UTF8_BOM_BYTES : UTF16_BOM_BYTES;
  const content = withHead(head.subarray(skipped), raw);
  if (named === UTF8) return give(content, skipped, () => UTF8);
  if (named !== null) {
    const transcoder = await createTranscoder(named);
    return transcoder === null ? fail('unknown-encoding', named) : give(transcoded(content, transcoder), 0, () => named);
  }
  const whole = compressed || (part.start === 0 && part.end >= source.size);
  if (!whole) return give(content, 0, () => UTF8);
  const { stream, encoding } = detected(content, () => openStream(source, options.compression, 0, limit));
  return give(stream, 0, () => encoding() ?? UTF8);
}

/** The encoding that the whole file is read as. */
export async function encodingOf(source: ByteSource, options: ReadOptions): Promise<string> {
  const input = await openText({ source, start: 0, end: source.size }, { ...options, canary: null }, 0);
  try {
    const piece = Buffer.allocUnsafe(HEAD_BYTES);
    // What is not ASCII decides, and nothing else does.
    while (input.encoding() === UTF8 && input.damage === null) {
      const count = await input.stream.read(piece);
      if (count === 0 || !isAscii(piece.subarray(0, count))) break;
    }
    return input.encoding();
  } finally {
    input.stream.close();
  }
}

/** Read at once at a file's start, so that a small file takes one call to the system. */
const HEAD_BYTES = 16 << 10;

/** What a format counts while it reads a part. */
export interface Tally {
  records: number;
  lines: number;
  lf: number;
  crlf: number;
  cr: number;
  control: boolean;
  damage: Damage | null;
}

export function createTally(): Tally {
  return { records: 0, lines: 0, lf: 0, crlf: 0, cr: 0, control: false, damage: null };
}

/** Bytes of the file that a reader of whole files has looked at: where it stopped, as far as that is a place in what is stored. */
export function bytesLookedAt(input: TextInput, tally: Tally, compression: Compression): number {
  const isPlain = compression === 'none' && input.encoding() === UTF8;
  return isPlain && tally.damage !== null ? tally.damage.byte : input.stream.stored();
}

export function factsOf(input: TextInput, tally: Tally, bytes: number, blank: boolean): PartFacts {
  const damage = input.damage ?? tally.damage ?? input.stream.damage();
  return {
    bytes,
    records: tally.records,
    lines: tally.lines,
    lf: tally.lf,
    crlf: tally.crlf,
    cr: tally.cr,
    bom: input.bom,
    encoding: input.encoding(),
    blank: blank && damage === null,
    canary: input.canary.found(),
    control: tally.control,
    damage,
  };
}
