import { crc32 } from 'node:zlib';
import { createSteps, type Peek } from '../peek.js';
import { DAMAGED, has, type MediaFormat, type Reading, sized, TRUNCATED } from './format.js';

const SIGNATURE = '\x89PNG\r\n\x1a\n';

/** PNG, third edition, section 5: chunks of length, type, data, CRC; the first is IHDR, the last IEND. */
export const png: MediaFormat = {
  id: 'png',
  extensions: ['png', 'apng'],
  matches: (head) => has(head, 0, SIGNATURE),
  async read(file) {
    const head = await file.bytes(8, 25);
    if (head.length < 25) return TRUNCATED;
    if (!has(head, 4, 'IHDR')) return DAMAGED;
    return sized(head.readUInt32BE(8), head.readUInt32BE(12), await endOf(file));
  },
};

async function endOf(file: Peek): Promise<Reading['fault']> {
  const goesOn = createSteps();
  let at = 8;
  while (goesOn()) {
    const head = await file.bytes(at, 8);
    if (head.length < 8) return 'truncated';
    const next = at + 12 + head.readUInt32BE(0);
    if (next > file.size) return 'truncated';
    if (isCritical(head[4] as number) && !(await hasRightSum(file, at + 4, next - 4))) return 'damaged';
    if (has(head, 4, 'IEND')) return null;
    at = next;
  }
  return 'damaged';
}

/** Upper case: a decoder that cannot read it has to give up. */
const isCritical = (letter: number): boolean => (letter & 0x20) === 0;

const PIECE = 1 << 20;

/** Whether the CRC behind a chunk is that of its type and data. */
async function hasRightSum(file: Peek, from: number, to: number): Promise<boolean> {
  let sum = 0;
  for (let at = from; at < to; at += PIECE) sum = crc32(await file.bytes(at, Math.min(PIECE, to - at)), sum);
  return (await file.bytes(to, 4)).readUInt32BE(0) === sum;
}
