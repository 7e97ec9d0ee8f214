import { createSteps, type Peek } from '../peek.js';
import { DAMAGED, has, type MediaFormat, type Reading, reading, TRUNCATED } from './format.js';

/** Written by programs that cannot go back to fill in the size. */
const UNKNOWN = 0xffffffff;

/** RIFF WAVE, and RF64 (EBU Tech 3306) where sizes have 64 bits. */
export const wav: MediaFormat = {
  id: 'wav',
  extensions: ['wav', 'wave'],
  matches: (head) => (has(head, 0, 'RIFF') || has(head, 0, 'RF64')) && has(head, 8, 'WAVE'),
  async read(file) {
    const goesOn = createSteps(1 << 16);
    let format: { readonly rate: number; readonly bytesPerSecond: number } | null = null;
    let longData: number | null = null;
    let at = 12;
    while (goesOn()) {
      const head = await file.bytes(at, 32);
      if (head.length < 8) return TRUNCATED;
      const size = head.readUInt32LE(4);
      if (has(head, 0, 'ds64') && head.length >= 24) longData = Number(head.readBigUInt64LE(16));
      if (has(head, 0, 'fmt ') && head.length >= 20) {
        format = { rate: head.readUInt32LE(12), bytesPerSecond: head.readUInt32LE(16) };
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
