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

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

const rotl = (x: number, r: number): number => (x << r) | (x >>> (32 - r));

function fmix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function murmur(buffer: ArrayBuffer, start: number, length: number, out: number): void {
  // A partial block is mixed as if zeros followed: a missing word leaves its hash untouched.
  new Uint8Array(buffer).fill(0, start + length, start + ((length + 15) & ~15));
  const words = new Int32Array(buffer, start, ((length + 15) >>> 4) << 2);
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  const whole = (length >>> 4) << 2;
  for (let w = 0; w < whole; w += 4) {
    h1 ^= Math.imul(rotl(Math.imul(words[w] as number, C1), 15), C2);
    h1 = (Math.imul((rotl(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= Math.imul(rotl(Math.imul(words[w + 1] as number, C2), 16), C3);
    h2 = (Math.imul((rotl(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= Math.imul(rotl(Math.imul(words[w + 2] as number, C3), 17), C4);
    h3 = (Math.imul((rotl(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= Math.imul(rotl(Math.imul(words[w + 3] as number, C4), 18), C1);
    h4 = (Math.imul((rotl(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  if ((length & 15) !== 0) {
    h4 ^= Math.imul(rotl(Math.imul(words[whole + 3] as number, C4), 18), C1);
    h3 ^= Math.imul(rotl(Math.imul(words[whole + 2] as number, C3), 17), C4);
    h2 ^= Math.imul(rotl(Math.imul(words[whole + 1] as number, C2), 16), C3);
    h1 ^= Math.imul(rotl(Math.imul(words[whole] as number, C1), 15), C2);
  }
  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = fmix(h1);
  h2 = fmix(h2);
  h3 = fmix(h3);
  h4 = fmix(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  const result = new Int32Array(buffer, out, 4);
  result[0] = h1;
  result[1] = (h2 + h1) | 0;
  result[2] = (h3 + h1) | 0;
  result[3] = (h4 + h1) | 0;
}
