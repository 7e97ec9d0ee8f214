import { Buffer } from 'node:buffer';
import type { Damage } from '@jatdae/kernel';
import { expansionLimit } from '../compression/decoded.js';
import type { ByteSource, Part, ReadOptions } from '../reader.js';
import { memorySource } from '../source.js';
import { openStream } from './open.js';

/** A file's content for formats that jump about in it. Offsets are those of the content. */
export interface Content {
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
  readonly damage: Damage | null;
}

/** Compressed content of such a format is held in memory up to this many bytes. */
const CONTENT_BYTES = 256 << 20;

/** The stored file where it is not compressed, else its content in memory: also that of an archive's member, which may be deflated. */
export async function storedContent(part: Part, options: ReadOptions, limit = CONTENT_BYTES): Promise<Content> {
  const plain = options.compression === 'none';
  if (plain && (part.source.verify === undefined || part.source.size > limit)) return { ...part, damage: null };
  const { bytes, damage } = await readWhole(part, options, limit);
  const range = plain ? { start: part.start, end: part.end } : { start: 0, end: bytes.length };
  return { source: memorySource(bytes), ...range, damage };
}

/** All of a file's content; damage where it is longer than `limit` bytes or does not come whole. */
async function readWhole(
  part: Part,
  options: ReadOptions,
  limit: number,
): Promise<{ readonly bytes: Buffer; readonly damage: Damage | null }> {
  const stream = openStream(part.source, options.compression, 0, expansionLimit(options.limits.ratio));
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      const count = await stream.read(piece);
      if (count === 0) break;
      pieces.push(piece.subarray(0, count));
      size += count;
      if (size > limit)
        return { bytes: Buffer.alloc(0), damage: { code: 'F006', byte: limit, reason: 'file-bytes', told: false } };
    }
    return { bytes: Buffer.concat(pieces, size), damage: stream.damage() };
  } finally {
    stream.close();
  }
}

const PIECE_BYTES = 256 << 10;
