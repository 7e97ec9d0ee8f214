/** assembly/weave.ts in plain TypeScript, over an ArrayBuffer. */
export const WEAVE_TWIN = { escaped, weave };

const SHORT = new Map([
  [0x22, 0x22],
  [0x5c, 0x5c],
  [0x0a, 0x6e],
  [0x0d, 0x72],
  [0x09, 0x74],
  [0x08, 0x62],
  [0x0c, 0x66],
]);
const HEX = '0123456789abcdef';

function needsEscape(byte: number): boolean {
  return byte < 0x20 || byte === 0x22 || byte === 0x5c;
}

function escaped(buffer: ArrayBuffer, from: number, length: number): number {
  let size = length;
  for (const byte of new Uint8Array(buffer, from, length)) if (needsEscape(byte)) size += SHORT.has(byte) ? 1 : 5;
  return size;
}

function writeText(text: Uint8Array, bytes: Uint8Array, start: number): number {
  let to = start;
  for (const byte of text) {
    if (!needsEscape(byte)) {
      bytes[to++] = byte;
      continue;
    }
    const letter = SHORT.get(byte);
    const spelled = letter === undefined ? `\\u00${HEX[byte >> 4]}${HEX[byte & 15]}` : `\\${String.fromCharCode(letter)}`;
    for (let i = 0; i < spelled.length; i++) bytes[to++] = spelled.charCodeAt(i);
  }
  return to;
}

function weave(buffer: ArrayBuffer, text: number, length: number, inserts: number, count: number, out: number): number {
  const bytes = new Uint8Array(buffer);
  const table = new Uint32Array(buffer, inserts, count * 4);
  let to = out;
  let done = 0;
  for (let insert = 0; insert < table.length; insert += 4) {
    const [place = 0, from = 0, size = 0] = table.subarray(insert, insert + 3);
    bytes.copyWithin(to, text + done, text + place);
    to += place - done;
    done = place;
    bytes[to++] = 0x22;
    to = writeText(bytes.subarray(from, from + size), bytes, to);
    bytes[to++] = 0x22;
    table[insert + 3] = to - out;
  }
  bytes.copyWithin(to, text + done, text + length);
  return to - out + length - done;
}
