import type { Buffer } from 'node:buffer';
import { createSteps, type Peek } from '../peek.js';
import { DAMAGED, type MediaFormat, type Reading, sized, TRUNCATED } from './format.js';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const SCAN_PIECE = 64 << 10;

/** ITU-T T.81, annex B: segments behind markers, then entropy-coded data, up to the end-of-image marker. */
export const jpeg: MediaFormat = {
  id: 'jpeg',
  extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
  matches: (head) => head[0] === 0xff && head[1] === SOI && head[2] === 0xff,
  async read(file) {
    let size: readonly [width: number, height: number] | null = null;
    const goesOn = createSteps();
    let at = 2;
    while (goesOn()) {
      const segment = await file.bytes(at, 11);
      if (segment.length < 4) return ended(size);
      if (segment[0] !== 0xff) return DAMAGED;
      const marker = segment[1] as number;
      if (marker === EOI) return size === null ? DAMAGED : sized(...size, null);
      if (marker === 0xff) {
        at += 1;
        continue;
      }
      if (isFrame(marker) && segment.length >= 9) size = [segment.readUInt16BE(7), segment.readUInt16BE(5)];
      at += isBare(marker) ? 2 : 2 + segment.readUInt16BE(2);
      if (marker !== SOS) continue;
      if (size === null) return DAMAGED;
      if (await endsWithMark(file)) return sized(...size, null);
      at = await endOfScan(file, at);
    }
    return DAMAGED;
  },
};

const ended = (size: readonly [number, number] | null): Reading => (size === null ? TRUNCATED : sized(...size, 'truncated'));

/** Start of frame: everything from C0 to CF but the tables for Huffman (C4) and arithmetic coding (CC), and JPG (C8). */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= SOI);

async function endsWithMark(file: Peek): Promise<boolean> {
  const tail = await file.bytes(file.size - 2, 2);
  return tail[0] === 0xff && tail[1] === EOI;
}

/** Offset of the first marker that ends entropy-coded data, or the file's end. */
async function endOfScan(file: Peek, from: number): Promise<number> {
  for (let at = from; at < file.size - 1; ) {
    const piece = await file.bytes(at, SCAN_PIECE);
    const found = markerIn(piece);
    if (found >= 0) return at + found;
    at += Math.max(1, piece.length - 1);
  }
  return file.size;
}

function markerIn(piece: Buffer): number {
  for (let at = piece.indexOf(0xff); at >= 0 && at + 1 < piece.length; at = piece.indexOf(0xff, at + 1)) {
    const next = piece[at + 1] as number;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return -1;
}
