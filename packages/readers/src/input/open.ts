import type { Damage, PartFacts } from '@jatdae/kernel';
import { gunzipStream } from '../compression/gzip.js';
import type { ByteSource, Compression, Part, ReadOptions } from '../reader.js';
import { type ByteStream, plainStream, readAhead, watched, withHead } from './stream.js';
import { detectBom, type TextSearch, textSearch, UTF8_BOM_BYTES } from './text.js';

/** A part's content from its first byte, past a byte order mark. */
export interface TextInput {
  readonly stream: ByteStream;
  /** offset in the (decompressed) file of the first byte that `stream` gives */
  readonly start: number;
  readonly bom: boolean;
  readonly encoding: string;
  readonly canary: TextSearch;
  /** the bytes cannot be read as text here: nothing is to be read */
  readonly damage: Damage | null;
}

/** A compressed file is always read from its start. */
export function openStream(source: ByteSource, compression: Compression, start: number): ByteStream {
  return compression === 'gzip' ? gunzipStream(source) : plainStream(source, start);
}

/**
 * Opens a part for reading from `start` to the end of the file.
 * UTF-16 is told by its mark at the file's start, so a part further on looks there too; only the first part reports it.
 */
export async function openText(part: Part, options: ReadOptions, start: number): Promise<TextInput> {
  const canary = textSearch(options.canary);
  const compressed = options.compression === 'gzip';
  const input = watched(openStream(part.source, options.compression, start), canary.feed);
  const first = compressed || start === 0;
  const head = first
    ? await readAhead(input, compressed ? UTF8_BOM_BYTES : Math.min(HEAD_BYTES, part.source.size))
    : await readAhead(plainStream(part.source, 0), UTF8_BOM_BYTES);
  const bom = detectBom(head);
  const base = { canary, encoding: 'utf-8', bom: part.start === 0 && bom !== null, damage: null };
  if (bom === 'utf-16le' || bom === 'utf-16be') {
    const damage: Damage = { code: 'F001', byte: 0, reason: 'utf-16', told: part.start > 0 };
    return { ...base, stream: input, start: 0, encoding: bom, damage };
  }
  if (!first) return { ...base, stream: input, start };
  const skipped = bom === 'utf-8' ? UTF8_BOM_BYTES : 0;
  return { ...base, stream: withHead(head.subarray(skipped), input), start: skipped };
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
  return compression === 'none' && tally.damage !== null ? tally.damage.byte : input.stream.stored();
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
    encoding: input.encoding,
    blank: blank && damage === null,
    canary: input.canary.found(),
    control: tally.control,
    damage,
  };
}
