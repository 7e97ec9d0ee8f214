import { Buffer } from 'node:buffer';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import type { Damage } from '@jatdae/kernel';
import { decodedStream, transformDecode } from '../compression/decoded.js';
import { unzstdStream } from '../compression/zstd.js';
import { type ByteStream, readAhead } from '../input/stream.js';
import type { ByteSource } from '../reader.js';
import type { Member } from './member.js';
import { readRange } from './zip.js';

/** Up to this size a member is inflated at once and kept: most are far smaller, and a format may read them in any order. */
const WHOLE_BYTES = 8 << 20;
const SKIP_BYTES = 256 << 10;
/** The size that the directory declares bounds a member, and was looked at when it was listed. */
const NO_RATIO = { ratio: Number.POSITIVE_INFINITY, freeBytes: 0 } as const;

/** A range of another source, which stays open when this one is closed. */
export function rangeSource(holder: ByteSource, start: number, size: number): ByteSource {
  return {
    size,
    read: (into, at) => holder.read(into.subarray(0, Math.max(0, Math.min(into.length, size - at))), start + at),
    close: async () => {},
  };
}

/** A source that tells whether what was read is as long as it should be and has the checksum that it should have. */
export function checkedSource(source: ByteSource, crc: number | null): ByteSource {
  let damage: Damage | null = null;
  /** bytes from the start that `sum` is of */
  let summed = 0;
  let sum = 0;
  const read = async (into: Uint8Array, at: number): Promise<number> => {
    const count = await source.read(into, at);
    if (count === 0 && into.length > 0 && at < source.size) damage ??= source.damage?.() ?? damageAt(at, 'truncated');
    if (crc === null || at > summed || at + count <= summed) return count;
    sum = crc32(into.subarray(summed - at, count), sum);
    summed = at + count;
    if (summed === source.size && sum !== crc) damage ??= damageAt(summed, 'checksum');
    return count;
  };
  return {
    size: source.size,
    read,
    damage: () => damage,
    async verify() {
      if (crc === null) return damage;
      if (source.size === 0 && crc !== 0) damage ??= damageAt(0, 'checksum');
      const scratch = Buffer.allocUnsafe(Math.min(SKIP_BYTES, source.size - summed));
      while (damage === null && summed < source.size) await read(scratch, summed);
      return damage;
    },
    close: () => source.close(),
  };
}

/**
 * The content of a range that a member is packed in. Read from front to back it is unpacked once; a large one that is read backwards is
 * unpacked again from its start.
 */
export function unpackedSource(packed: ByteSource, size: number, method: Member['method']): ByteSource {
  if (method === 'stored') return packed;
  const open = (): ByteStream =>
    method === 'zstd'
      ? unzstdStream(packed, NO_RATIO)
      : decodedStream(packed, transformDecode(createInflateRaw, packed.size), NO_RATIO);
  let whole: Promise<Uint8Array | null> | null = null;
  let stream: ByteStream | null = null;
  let reached = 0;

  const streamAt = async (at: number): Promise<ByteStream> => {
    if (stream === null || at < reached) {
      stream?.close();
      stream = open();
      reached = 0;
    }
    const scratch = Buffer.allocUnsafe(at > reached ? SKIP_BYTES : 0);
    while (reached < at) {
      const count = await stream.read(scratch.subarray(0, Math.min(scratch.length, at - reached)));
      if (count === 0) break;
      reached += count;
    }
    return stream;
  };

  return {
    size,
    async read(into, at) {
      if (at >= size) return 0;
      if (size <= WHOLE_BYTES) {
        whole ??= method === 'zstd' ? readWhole(open(), size) : inflateWhole(packed, size);
        const bytes = await whole;
        if (bytes !== null) return copyInto(into, bytes, at);
      }
      const from = await streamAt(at);
      if (reached < at) return 0;
      const count = await from.read(into.subarray(0, Math.min(into.length, size - at)));
      reached += count;
      return count;
    },
    damage: () => stream?.damage() ?? null,
    async close() {
      stream?.close();
    },
  };
}

/** Null where it does not inflate to its size: then what comes before the damage is to be read as a stream. */
async function inflateWhole(packed: ByteSource, size: number): Promise<Uint8Array | null> {
  if (packed.size > WHOLE_BYTES) return null;
  const bytes = await readRange(packed, 0, packed.size);
  try {
    const whole = inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) });
    return whole.length === size ? whole : null;
  } catch {
    return null;
  }
}

/** Null where there is less, or more. */
async function readWhole(stream: ByteStream, size: number): Promise<Uint8Array | null> {
  const bytes = await readAhead(stream, size + 1);
  stream.close();
  return bytes.length === size ? bytes : null;
}

function copyInto(into: Uint8Array, bytes: Uint8Array, at: number): number {
  const piece = bytes.subarray(at, at + into.length);
  into.set(piece);
  return piece.length;
}

const damageAt = (byte: number, reason: string): Damage => ({ code: 'F005', byte, reason, told: false });
