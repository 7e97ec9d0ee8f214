import type { Buffer } from 'node:buffer';
import { createSteps, type Peek } from '../peek.js';
import { DAMAGED, has, type MediaFormat, type Reading, reading, TRUNCATED } from './format.js';

/** Written by programs that cannot go back to fill in the size. */
const UNKNOWN = 0xffffffff;

/** RIFF WAVE, RIFX where numbers are big-endian, and RF64 (EBU Tech 3306) where sizes have 64 bits. */
export const wav: MediaFormat = {
  id: 'wav',
  extensions: ['wav', 'wave'],
  matches: (head) => ['RIFF', 'RIFX', 'RF64'].some((word) => has(head, 0, word)) && has(head, 8, 'WAVE'),
  async read(file) {
    const goesOn = createSteps(1 << 16);
    const big = has(await file.bytes(0, 4), 0, 'RIFX');
    const word = (bytes: Buffer, offset: number): number => (big ? bytes.readUInt32BE(offset) : bytes.readUInt32LE(offset));
    let format: { readonly rate: number; readonly bytesPerSecond: number } | null = null;
    let longData: number | null = null;
    let at = 12;
    while (goesOn()) {
      const head = await file.bytes(at, 32);
      if (head.length < 8) return TRUNCATED;
      const size = word(head, 4);
      if (has(head, 0, 'ds64') && head.length >= 24) longData = Number(head.readBigUInt64LE(16));
      if (has(head, 0, 'fmt ') && head.length >= 20) {
        format = { rate: word(head, 12), bytesPerSecond: word(head, 16) };
      }
      if (has(head, 0, 'data')) return readData(file, format, at + 8, size === UNKNOWN ? longData : size);
      at += 8 + size + (size % 2);
    }
    return DAMAGED;
  },
};

function readData(
  file: Peek,
  format: { readonly rate: number; readonly bytesPerSecond: number } | null,
  start: number,
  declared: number | null,
): Reading {
  if (format === null || format.rate === 0 || format.bytesPerSecond === 0) return DAMAGED;
  const there = file.size - start;
  const size = declared ?? there;
  const fault = size > there ? 'truncated' : null;
  return reading({ sampleRate: format.rate, seconds: size / format.bytesPerSecond, fault });
}
