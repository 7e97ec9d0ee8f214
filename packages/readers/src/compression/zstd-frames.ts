import { Buffer } from 'node:buffer';
import { Undecodable } from './decoded.js';

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
/** What zstd itself takes without being asked for more (ZSTD_WINDOWLOG_LIMIT_DEFAULT): a hostile frame asks for terabytes. */
const WINDOW_MOST = 128 << 20;
const CHECKSUM_BYTES = 4;
const CHECKSUM_FLAG = 4;
/** A checksum, a dictionary's number, or a bit that has no meaning yet. */
const NOT_PLAIN = CHECKSUM_FLAG | 3 | 8;

export interface ZstdPiece {
  readonly bytes: Uint8Array;
  readonly frameEnds: boolean;
}

/**
 * Cuts zstd into headers, blocks and checksums (RFC 8878, section 3.1), none of which decompresses to more than 128 KiB, and says
 * where a frame ends. Skippable frames are left out.
 * @throws Undecodable at what is no frame, a window over the limit, or the end of the input inside a frame
 */
export async function* zstdPieces(input: AsyncIterable<Uint8Array>): AsyncGenerator<ZstdPiece, void, void> {
  const take = taker(input);
  for (;;) {
    const magic = await take(4, true);
    if (magic === null) return;
    const number = magic.readUInt32LE();
    if ((number & 0xfffffff0) === SKIPPABLE) {
      await skip(take, (await take(4)).readUInt32LE());
      continue;
    }
    if (number !== FRAME) throw new Undecodable('corrupt');
    yield* framePieces(magic, take);
  }
}

/** Whether a frame, given its header, ends with a checksum. */
export const hasChecksum = (header: Uint8Array): boolean => ((header[4] as number) & CHECKSUM_FLAG) !== 0;

interface Take {
  (count: number): Promise<Buffer>;
  (count: number, endIsFine: true): Promise<Buffer | null>;
}

async function* framePieces(magic: Buffer, take: Take): AsyncGenerator<ZstdPiece, void, void> {
  const descriptor = await take(1);
  const flags = descriptor[0] as number;
  const header = await take(headerBytes(flags));
  if (windowOf(flags, header) > WINDOW_MOST) throw new Undecodable('window');
  yield { bytes: Buffer.concat([magic, descriptor, header]), frameEnds: false };
  const checksum = (flags & CHECKSUM_FLAG) !== 0;
  for (;;) {
    const start = await take(3);
    const word = start.readUIntLE(0, 3);
    const last = (word & 1) !== 0;
    const isRun = ((word >> 1) & 3) === 1;
    const body = await take(isRun ? 1 : word >> 3);
    yield { bytes: Buffer.concat([start, body]), frameEnds: last && !checksum };
    if (last) break;
  }
  if (checksum) yield { bytes: await take(CHECKSUM_BYTES), frameEnds: true };
}

export interface ZstdFrameHead {
  /** of history that the frame asks for */
  readonly window: number;
  /** bytes before its first block */
  readonly bytes: number;
  /** of what it decodes to, where it says so */
  readonly size: number | null;
  /** whether it is for one decoder as for any other: no checksum of its content, and no dictionary */
  readonly isPlain: boolean;
}

/** The head of the first frame; null where there is none. */
export function firstFrame(bytes: Uint8Array): ZstdFrameHead | null {
  const frame = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (frame.length < LONGEST_HEADER || frame.readUInt32LE() !== FRAME) return null;
  const flags = frame[4] as number;
  const end = 5 + headerBytes(flags);
  const header = frame.subarray(5, end);
  return { window: windowOf(flags, header), bytes: end, size: contentSizeOf(flags, header), isPlain: (flags & NOT_PLAIN) === 0 };
}

/** With magic number and descriptor. */
const LONGEST_HEADER = 18;

const isSingle = (flags: number): boolean => (flags & 0x20) !== 0;
const contentSizeBytes = (flags: number): number => [isSingle(flags) ? 1 : 0, 2, 4, 8][flags >> 6] as number;

/** Bytes of a frame's header behind its descriptor. */
function headerBytes(flags: number): number {
  return (isSingle(flags) ? 0 : 1) + ([0, 1, 2, 4][flags & 3] as number) + contentSizeBytes(flags);
}

/** Bytes of history that the frame asks for; a frame of one segment asks for its content's size. */
function windowOf(flags: number, header: Buffer): number {
  if (isSingle(flags)) return contentSizeOf(flags, header) ?? 0;
  const byte = header[0] as number;
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

/** null where the frame does not say. */
function contentSizeOf(flags: number, header: Buffer): number | null {
  const sizeBytes = contentSizeBytes(flags);
  if (sizeBytes === 0) return null;
  const field = header.subarray(header.length - sizeBytes);
  if (sizeBytes === 8) return Number(field.readBigUInt64LE());
  // Two bytes say what is more than one can.
  return field.readUIntLE(0, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
}

async function skip(take: Take, count: number): Promise<void> {
  for (let left = count; left > 0; left -= Math.min(left, 1 << 16)) await take(Math.min(left, 1 << 16));
}

function taker(input: AsyncIterable<Uint8Array>): Take {
  const pieces = input[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const take = async (count: number, endIsFine?: true): Promise<Buffer | null> => {
    const parts = [rest];
    let there = rest.length;
    while (there < count) {
      const { done, value } = await pieces.next();
      if (done === true) {
        if (there === 0 && endIsFine === true) return null;
        throw new Undecodable('truncated');
      }
      const part = Buffer.from(value.buffer, value.byteOffset, value.length);
      parts.push(part);
      there += part.length;
    }
    const all = parts.length === 1 ? rest : Buffer.concat(parts);
    rest = all.subarray(count);
    return all.subarray(0, count);
  };
  return take as Take;
}
