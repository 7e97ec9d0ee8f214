import { DAMAGED, has, type MediaFormat, reading, sized, TRUNCATED } from './format.js';

/** BITMAPFILEHEADER and BITMAPINFOHEADER, little-endian. */
export const bmp: MediaFormat = {
  id: 'bmp',
  extensions: ['bmp', 'dib'],
  matches: (head) => has(head, 0, 'BM') && head.length >= 18 && [12, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14)),
  async read(file) {
    const head = await file.bytes(0, 34);
    if (head.length < 34) return TRUNCATED;
    const old = head.readUInt32LE(14) === 12;
    const width = old ? head.readUInt16LE(18) : head.readInt32LE(18);
    const height = old ? head.readUInt16LE(20) : Math.abs(head.readInt32LE(22));
    const bits = old ? head.readUInt16LE(24) : head.readUInt16LE(28);
    const compressed = !old && ![0, 3].includes(head.readUInt32LE(30));
    const pixels = head.readUInt32LE(10) + Math.ceil((width * bits) / 32) * 4 * height;
    const needed = compressed ? head.readUInt32LE(2) : pixels;
    return sized(width, height, file.size < needed ? 'truncated' : null);
  },
};

/** RFC 9649. The size in the RIFF header does not count its own eight bytes. */
export const webp: MediaFormat = {
  id: 'webp',
  extensions: ['webp'],
  matches: (head) => has(head, 0, 'RIFF') && has(head, 8, 'WEBP'),
  async read(file) {
    const head = await file.bytes(0, 30);
    if (head.length < 30) return TRUNCATED;
    const fault = file.size < 8 + head.readUInt32LE(4) ? 'truncated' : null;
    if (has(head, 12, 'VP8X')) return sized(head.readUIntLE(24, 3) + 1, head.readUIntLE(27, 3) + 1, fault);
    if (has(head, 12, 'VP8 ')) return sized(head.readUInt16LE(26) & 0x3fff, head.readUInt16LE(28) & 0x3fff, fault);
    if (!has(head, 12, 'VP8L')) return DAMAGED;
    const bits = head.readUInt32LE(21);
    return sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, fault);
  },
};

/** Text: its size is the viewer's. */
export const svg: MediaFormat = {
  id: 'svg',
  extensions: ['svg'],
  matches: (head) =>
    /^(?:\ufeff|\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)[\s>]/u.test(head.toString('latin1', 0, 256)) &&
    head.includes('<svg'),
  async read(file) {
    const tail = await file.bytes(Math.max(0, file.size - 256), 256);
    return reading({ fault: /<\/svg\s*>|\/>\s*(?:<!--.*-->\s*)?$/su.test(tail.toString('latin1')) ? null : 'truncated' });
  },
};
