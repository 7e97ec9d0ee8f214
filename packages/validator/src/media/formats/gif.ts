import { createSteps, type Peek } from '../peek.js';
import { has, type MediaFormat, type Reading, sized, TRUNCATED } from './format.js';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/** GIF89a specification: blocks up to a trailer; data lies in sub-blocks of up to 255 bytes. */
export const gif: MediaFormat = {
  id: 'gif',
  extensions: ['gif'],
  matches: (head) => has(head, 0, 'GIF87a') || has(head, 0, 'GIF89a'),
  async read(file) {
    const head = await file.bytes(0, 13);
    if (head.length < 13) return TRUNCATED;
    const start = 13 + tableBytes(head[10] as number);
    return sized(head.readUInt16LE(6), head.readUInt16LE(8), await endOf(file, start));
  },
};

/** A colour table of 3 × 2^(n + 1) bytes, where the flags say that there is one. */
const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1));

async function endOf(file: Peek, start: number): Promise<Reading['fault']> {
  const goesOn = createSteps();
  let at = start;
  let images = 0;
  while (goesOn()) {
    const block = await file.bytes(at, 10);
    // Old programs leave the trailer out, and every decoder shows the picture all the same.
    if (block.length === 0) return images > 0 ? null : 'truncated';
    if (block[0] === TRAILER) return null;
    if (block[0] === IMAGE && block.length === 10) {
      images += 1;
      at += 11 + tableBytes(block[9] as number);
    } else if (block[0] === EXTENSION) at += 2;
    else return block.length < 10 ? 'truncated' : 'damaged';
    for (let length = 1; length > 0 && goesOn(); ) {
      const size = await file.bytes(at, 1);
      if (size.length === 0) return 'truncated';
      length = size[0] as number;
      at += 1 + length;
    }
  }
  // Too many blocks to walk through.
  const last = await file.bytes(file.size - 1, 1);
  return last[0] === TRAILER ? null : 'truncated';
}
