import type { Buffer } from 'node:buffer';
import type { Peek } from '../peek.js';
import { DAMAGED, type MediaFormat, sized, TRUNCATED } from './format.js';

const Tag = { Width: 256, Height: 257, StripOffsets: 273, StripBytes: 279, TileOffsets: 324, TileBytes: 325 } as const;
/** Strips that are looked at; a picture of more is judged by its first ones. */
const MOST_STRIPS = 1 << 16;

/** TIFF 6.0, section 2: a directory of tags, which says where strips or tiles of pixels lie. */
export const tiff: MediaFormat = {
  id: 'tiff',
  extensions: ['tif', 'tiff'],
  matches: (head) => ['II*\0', 'MM\0*'].includes(head.toString('latin1', 0, 4)),
  async read(file) {
    const start = await file.bytes(0, 8);
    if (start.length < 8) return TRUNCATED;
    const little = start[0] === 0x49;
    const numbers = numbersOf(little);
    const directory = numbers.u32(start, 4);
    const count = await file.bytes(directory, 2);
    if (count.length < 2) return TRUNCATED;
    const size = numbers.u16(count, 0) * 12;
    const entries = await file.bytes(directory + 2, size);
    if (entries.length < size) return TRUNCATED;
    const tags = new Map<number, number>();
    for (let at = 0; at < size; at += 12) tags.set(numbers.u16(entries, at), at);
    const width = await firstValues(file, entries, tags.get(Tag.Width), numbers, 1);
    const height = await firstValues(file, entries, tags.get(Tag.Height), numbers, 1);
    if (width[0] === undefined || height[0] === undefined) return DAMAGED;
    const offsets = await firstValues(file, entries, tags.get(Tag.StripOffsets) ?? tags.get(Tag.TileOffsets), numbers);
    const lengths = await firstValues(file, entries, tags.get(Tag.StripBytes) ?? tags.get(Tag.TileBytes), numbers);
    const end = offsets.reduce((most, offset, k) => Math.max(most, offset + (lengths[k] ?? 0)), 0);
    return sized(width[0], height[0], end > file.size ? 'truncated' : null);
  },
};

interface Numbers {
  u16(bytes: Buffer, at: number): number;
  u32(bytes: Buffer, at: number): number;
}

const numbersOf = (little: boolean): Numbers => ({
  u16: (bytes, at) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)),
  u32: (bytes, at) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)),
});

/** Values of a SHORT or LONG entry: in the entry itself where four bytes hold them, else where it points. */
async function firstValues(
  file: Peek,
  entries: Buffer,
  at: number | undefined,
  { u16, u32 }: Numbers,
  most = MOST_STRIPS,
): Promise<number[]> {
  if (at === undefined) return [];
  const width = u16(entries, at + 2) === 3 ? 2 : 4;
  const count = Math.min(most, u32(entries, at + 4));
  const inline = u32(entries, at + 4) * width <= 4;
  const bytes = inline ? entries.subarray(at + 8, at + 12) : await file.bytes(u32(entries, at + 8), count * width);
  const values: number[] = [];
  for (let k = 0; k < count && (k + 1) * width <= bytes.length; k++) {
    values.push(width === 2 ? u16(bytes, k * 2) : u32(bytes, k * 4));
  }
  return values;
}
