import { createSteps, type Peek } from '../peek.js';
import { DAMAGED, has, type MediaFormat, reading, TRUNCATED } from './format.js';

/** Longer than any frame of CD audio, and enough to find the last one of most others. */
const TAIL = 256 << 10;

/** RFC 9639: metadata blocks, the first of them STREAMINFO, then frames that number their samples. */
export const flac: MediaFormat = {
  id: 'flac',
  extensions: ['flac'],
  matches: (head) => has(head, 0, 'fLaC'),
  async read(file) {
    const head = await file.bytes(0, 42);
    if (head.length < 42) return TRUNCATED;
    if (((head[4] as number) & 0x7f) !== 0) return DAMAGED;
    const sampleRate = head.readUIntBE(18, 3) >>> 4;
    const samples = ((head[21] as number) & 0x0f) * 2 ** 32 + head.readUInt32BE(22);
    if (sampleRate === 0) return DAMAGED;
    const start = await endOfMetadata(file);
    const known = { sampleRate, seconds: samples === 0 ? null : samples / sampleRate };
    if (start === null || (samples > 0 && start >= file.size)) return reading({ ...known, fault: 'truncated' });
    const whole = samples === 0 || (await reachesEnd(file, start, samples, head.readUInt16BE(8), head.readUInt16BE(10)));
    return reading({ ...known, fault: whole ? null : 'truncated' });
  },
};

async function endOfMetadata(file: Peek): Promise<number | null> {
  const goesOn = createSteps(1 << 16);
  let at = 4;
  while (goesOn()) {
    const block = await file.bytes(at, 4);
    if (block.length < 4) return null;
    at += 4 + block.readUIntBE(1, 3);
    if (((block[0] as number) & 0x80) !== 0) return at > file.size ? null : at;
  }
  return null;
}

/**
 * Whether the last frame ends with the last sample. Frames are found by their sync code and the CRC-8 of their header; with a
 * fixed block size the header holds the frame's number, else that of its first sample.
 */
async function reachesEnd(file: Peek, start: number, samples: number, least: number, most: number): Promise<boolean> {
  const from = Math.max(start, file.size - TAIL);
  const tail = await file.bytes(from, file.size - from);
  for (let at = tail.length - 6; at >= 0; at--) {
    const frame = frameAt(tail, at);
    if (frame === null) continue;
    const first = frame.variable ? frame.number : frame.number * (least === most ? most : frame.samples);
    const last = frame.variable || least === most ? first + frame.samples : samples;
    // A frame's length is not in its header; the CRC-16 at the very end of the file tells whether it is all there.
    return last >= samples && crc16(tail.subarray(at)) === 0;
  }
  return from > start;
}

interface Frame {
  readonly variable: boolean;
  readonly number: number;
  readonly samples: number;
}

/** RFC 9639, section 9.1. */
function frameAt(bytes: Uint8Array, at: number): Frame | null {
  if (bytes[at] !== 0xff || ((bytes[at + 1] as number) & 0xfe) !== 0xf8) return null;
  const sizes = (bytes[at + 2] as number) >> 4;
  const rates = (bytes[at + 2] as number) & 15;
  const coded = codedNumber(bytes, at + 4);
  if (coded === null || sizes === 0 || rates === 15) return null;
  let end = coded.end;
  const word = (count: number): number => {
    let value = 0;
    for (let k = 0; k < count; k++) value = value * 256 + (bytes[end++] ?? 0);
    return value;
  };
  const samples = blockSize(sizes, word);
  word(rates === 12 ? 1 : rates === 13 || rates === 14 ? 2 : 0);
  if (end >= bytes.length || crc8(bytes.subarray(at, end)) !== bytes[end]) return null;
  return { variable: ((bytes[at + 1] as number) & 1) === 1, number: coded.value, samples };
}

function blockSize(code: number, word: (count: number) => number): number {
  if (code === 1) return 192;
  if (code <= 5) return 144 << code;
  if (code === 6) return word(1) + 1;
  if (code === 7) return word(2) + 1;
  return 1 << code;
}

/** UTF-8's scheme, extended to 36 bits. */
function codedNumber(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } | null {
  const lead = bytes[at] ?? 0xff;
  const more = lead < 0x80 ? 0 : Math.clz32((~lead & 0xff) << 24) - 1;
  if (more < 0 || more > 6 || (lead >= 0x80 && more === 0)) return null;
  let value = more === 0 ? lead : lead & (0x3f >> more);
  for (let k = 1; k <= more; k++) {
    const next = bytes[at + k] ?? 0;
    if ((next & 0xc0) !== 0x80) return null;
    value = value * 64 + (next & 0x3f);
  }
  return { value, end: at + more + 1 };
}

/** Polynomial x⁸ + x² + x + 1. */
function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc & 0x80) === 0 ? crc << 1 : ((crc << 1) ^ 0x07) & 0xff;
  }
  return crc & 0xff;
}

/** Polynomial x¹⁶ + x¹⁵ + x² + 1; over data and its own CRC it is 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let k = 0; k < 8; k++) crc = (crc & 0x8000) === 0 ? crc << 1 : ((crc << 1) ^ 0x8005) & 0xffff;
  }
  return crc & 0xffff;
}
