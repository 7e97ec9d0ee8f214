import { murmur } from './murmur-twin.js';

/** assembly/kernel.ts in plain TypeScript, over an ArrayBuffer. */
export const PLAIN_TWIN = { index, mixed, copy, murmur };

function index(buffer: ArrayBuffer, start: number, length: number, out: number): number {
  const bytes = new Uint8Array(buffer, start, length + 2);
  const offsets = new Int32Array(buffer, out);
  let count = 0;
  for (let at = 0; at < length; at++) if (isMarked(bytes, at)) offsets[count++] = at;
  return count;
}

const PLAIN = 0;
const MARKED = 1;
const LOOK = 2;

/** By first byte: MARKED always, LOOK where the next bytes decide. */
const CLASS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if ([0x20, 0xc2, 0xe2, 0xe3, 0xea, 0xed].includes(byte)) return LOOK;
  if (byte < 0x20 || [0x22, 0x26, 0x3c, 0x5c].includes(byte)) return MARKED;
  if (byte < 0xc2) return PLAIN;
  const isPlain = (byte >= 0xc4 && byte <= 0xcb) || (byte >= 0xe4 && byte <= 0xe9) || byte === 0xeb || byte === 0xec;
  return isPlain ? PLAIN : MARKED;
});

/** Whether a byte is one that `index` tells; up to two bytes after it are looked at. */
export function isMarked(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at] as number;
  const kind = CLASS[byte];
  if (kind !== LOOK) return kind === MARKED;
  const next = bytes[at + 1] as number;
  const third = bytes[at + 2] as number;
  switch (byte) {
    case 0x20:
      return next === 0x20;
    case 0xc2:
      return next <= 0xa0;
    case 0xe2:
      return next !== 0x80 || third < 0x90 || third > 0xa7;
    case 0xe3:
      return next !== 0x80 || third < 0x81 || third > 0xa9;
    case 0xea:
      return next < 0xb0;
    default:
      return next > 0x9e || (next === 0x9e && third > 0xa3);
  }
}

function mixed(buffer: ArrayBuffer, start: number, length: number): number {
  const bytes = new Uint8Array(buffer, start, length);
  return bytes.findIndex((byte, at) => byte >= 0xe4 && byte <= 0xe9 && isHangulLead(bytes[at + 3]));
}

const isHangulLead = (byte: number | undefined): boolean => byte !== undefined && byte >= 0xea && byte <= 0xed;

function copy(buffer: ArrayBuffer, from: number, length: number, to: number): void {
  new Uint8Array(buffer).copyWithin(to, from, from + length);
}
