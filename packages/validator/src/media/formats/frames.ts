import type { Buffer } from 'node:buffer';
import { createSteps, type Peek } from '../peek.js';
import { HEAD_BYTES, has, type MediaFormat, type Reading, reading, TRUNCATED } from './format.js';

/** One frame of an elementary audio stream. */
interface Frame {
  readonly bytes: number;
  readonly samples: number;
  readonly rate: number;
}

type ReadFrame = (header: Buffer, at: number) => Frame | null;

const BIT_RATES: Readonly<Record<string, readonly number[]>> = {
  '1/1': [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1/2': [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1/3': [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2/1': [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2/2': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const MPEG_RATES = [44_100, 48_000, 32_000] as const;

/** ISO/IEC 11172-3, 2.4.1.3, with the lower sampling frequencies of 13818-3 and the unofficial version 2.5. */
const mpegFrame: ReadFrame = (bytes, at) => {
  if (bytes.length < at + 4 || bytes[at] !== 0xff || ((bytes[at + 1] as number) & 0xe0) !== 0xe0) return null;
  const version = ((bytes[at + 1] as number) >> 3) & 3;
  const layer = 4 - (((bytes[at + 1] as number) >> 1) & 3);
  const rateIndex = ((bytes[at + 2] as number) >> 2) & 3;
  const bitIndex = (bytes[at + 2] as number) >> 4;
  if (version === 1 || layer === 4 || rateIndex === 3 || bitIndex === 0 || bitIndex === 15) return null;
  const first = version === 3;
  const kilobits = BIT_RATES[`${first ? 1 : 2}/${first || layer === 1 ? layer : 2}`]?.[bitIndex - 1] ?? 0;
  const rate = (MPEG_RATES[rateIndex] ?? 0) / (first ? 1 : version === 2 ? 2 : 4);
  const padding = ((bytes[at + 2] as number) >> 1) & 1;
  if (layer === 1) return { bytes: (Math.floor((12_000 * kilobits) / rate) + padding) * 4, samples: 384, rate };
  const samples = layer === 3 && !first ? 576 : 1152;
  return { bytes: Math.floor((samples * 125 * kilobits) / rate) + padding, samples, rate };
};

const AAC_RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350] as const;

/** ISO/IEC 13818-7, 6.2: an ADTS header. */
const adtsFrame: ReadFrame = (bytes, at) => {
  if (bytes.length < at + 7 || bytes[at] !== 0xff || ((bytes[at + 1] as number) & 0xf6) !== 0xf0) return null;
  const rate = AAC_RATES[((bytes[at + 2] as number) >> 2) & 15];
  const length = (bytes.readUIntBE(at + 3, 3) >> 5) & 0x1fff;
  if (rate === undefined || length < 7) return null;
  return { bytes: length, samples: 1024 * (((bytes[at + 6] as number) & 3) + 1), rate };
};

/** MPEG audio of all layers, behind an ID3v2 tag where there is one. */
export const mp3: MediaFormat = frameFormat('mp3', ['mp3', 'mp2', 'mpga'], mpegFrame);
export const aac: MediaFormat = frameFormat('aac', ['aac', 'adts'], adtsFrame);

function frameFormat(id: string, extensions: readonly string[], frame: ReadFrame): MediaFormat {
  return {
    id,
    extensions,
    matches: (head) => (id === 'mp3' && has(head, 0, 'ID3')) || startsWith(head, frame),
    read: (file) => readFrames(file, frame),
  };
}

/** Two frames in a row: the sync code alone is found in any binary file. */
function startsWith(head: Buffer, frame: ReadFrame): boolean {
  const first = frame(head, 0);
  if (first === null) return false;
  return first.bytes + 7 > head.length || frame(head, first.bytes) !== null;
}

async function readFrames(file: Peek, frame: ReadFrame): Promise<Reading> {
  const start = await firstFrame(file, frame);
  if (start === null) return TRUNCATED;
  const goesOn = createSteps(1 << 21);
  let samples = 0;
  let rate = 0;
  let at = start;
  while (goesOn()) {
    const found = frame(await file.bytes(at, 7), 0);
    // What follows the last frame is a tag (ID3v1, APE) or nothing.
    if (found === null) break;
    if (at + found.bytes > file.size) return reading({ sampleRate: found.rate, fault: 'truncated' });
    samples += found.samples;
    rate = found.rate;
    at += found.bytes;
  }
  const promised = await promisedBytes(file, start);
  const fault = (promised !== null && at - start < promised) || (file.size - at > 0 && file.size - at < 7) ? 'truncated' : null;
  return reading({ sampleRate: rate, seconds: samples / rate, fault });
}

/** Past the ID3v2 tag, whose size is four times seven bits; padding may follow. */
async function firstFrame(file: Peek, frame: ReadFrame): Promise<number | null> {
  const head = await file.bytes(0, 10);
  const tagged = has(head, 0, 'ID3') && head.length === 10;
  const size = [6, 7, 8, 9].reduce((sum, k) => sum * 128 + ((head[k] ?? 0) & 0x7f), 0);
  const start = tagged ? 10 + size : 0;
  const piece = await file.bytes(start, HEAD_BYTES);
  for (let at = 0; at < piece.length; at++) if (frame(piece, at) !== null) return start + at;
  return null;
}

/** Bytes of audio that a Xing or Info frame announces; null where there is none. */
async function promisedBytes(file: Peek, start: number): Promise<number | null> {
  const frame = await file.bytes(start, 64);
  const at = ['Xing', 'Info'].map((word) => frame.indexOf(word, 0, 'latin1')).find((found) => found >= 0);
  if (at === undefined || frame.length < at + 16) return null;
  const flags = frame.readUInt32BE(at + 4);
  if ((flags & 2) === 0) return null;
  return frame.readUInt32BE(at + 8 + (flags & 1) * 4);
}
