import type { Buffer } from 'node:buffer';
import type { Peek } from '../peek.js';
import { DAMAGED, has, type MediaFormat, reading, TRUNCATED } from './format.js';

/** The longest page: a header of 27 bytes, 255 segments, 255 bytes each. */
const LONGEST_PAGE = 27 + 255 + 255 * 255;
const OPUS_RATE = 48_000;

/** RFC 3533; Vorbis I, section 4.2.2; Opus in RFC 7845, section 5.1. */
export const ogg: MediaFormat = {
  id: 'ogg',
  extensions: ['ogg', 'oga', 'ogv', 'opus', 'spx'],
  matches: (head) => has(head, 0, 'OggS'),
  async read(file) {
    const first = await file.bytes(0, 128);
    if (first.length < 58) return TRUNCATED;
    const codec = codecOf(first, 27 + (first[26] as number));
    const last = await lastPage(file);
    if (last === null) return DAMAGED;
    const samples = last.granule - (codec?.skip ?? 0);
    const seconds = codec === null || !last.ended || samples < 0 ? null : samples / codec.clock;
    return reading({ sampleRate: codec?.rate ?? null, seconds, fault: last.ended ? null : 'truncated' });
  },
};

interface Codec {
  readonly rate: number;
  /** granules a second */
  readonly clock: number;
  readonly skip: number;
}

function codecOf(page: Buffer, at: number): Codec | null {
  if (has(page, at, '\x01vorbis') && page.length >= at + 16) {
    const rate = page.readUInt32LE(at + 12);
    return rate === 0 ? null : { rate, clock: rate, skip: 0 };
  }
  if (!has(page, at, 'OpusHead') || page.length < at + 16) return null;
  return { rate: page.readUInt32LE(at + 12) || OPUS_RATE, clock: OPUS_RATE, skip: page.readUInt16LE(at + 10) };
}

/** The last page, and whether the stream ends with it: it is all there and carries the mark of the end (RFC 3533, section 6). */
async function lastPage(file: Peek): Promise<{ readonly granule: number; readonly ended: boolean } | null> {
  const from = Math.max(0, file.size - LONGEST_PAGE);
  const tail = await file.bytes(from, file.size - from);
  const at = tail.lastIndexOf('OggS', undefined, 'latin1');
  if (at < 0) return null;
  if (tail.length < at + 27) return { granule: 0, ended: false };
  const segments = tail[at + 26] as number;
  let end = at + 27 + segments;
  for (let k = 0; k < segments; k++) end += tail[at + 27 + k] ?? 0;
  const isLast = ((tail[at + 5] as number) & 4) !== 0;
  return { granule: Number(tail.readBigInt64LE(at + 6)), ended: isLast && end <= tail.length };
}
