import type { Tape } from './tape.js';

/**
 * Offsets in the tape's bytes, ascending, of what may be left over from markup (& and < before a letter or what else begins an entity or a
 * tag) or shows nothing (U+200B–200F, U+202A–202E, U+2060–2069, U+FEFF, escapes that begin \u2 or \uf). Errs towards telling.
 */
export function odditiesOf(tape: Tape, start: number, end: number): number[] {
  const found: number[] = [];
  const { marks, bytes } = tape;
  const { kernels } = tape.memory;
  for (let from = start; from < end; ) {
    const at = kernels === null ? nextOddity(bytes, from, end) : kernels.oddity(marks.bytesAt + start, end - start, from - start);
    if (at < 0) break;
    const offset = kernels === null ? at : start + at;
    found.push(offset);
    from = offset + 1;
  }
  return found;
}

function nextOddity(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) if (isOddity(bytes[at] as number, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)) return at;
  return -1;
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

function isOddity(byte: number, next: number, third: number): boolean {
  switch (byte) {
    case 0x26:
      return next === 0x23 || isLetter(next);
    case 0x3c:
      return next === 0x2f || next === 0x21 || isLetter(next);
    case 0x5c:
      return next === 0x75 && (third === 0x32 || (third | 0x20) === 0x66);
    case 0xe2:
      if (next === 0x80) return (third >= 0x8b && third <= 0x8f) || (third >= 0xaa && third <= 0xae);
      return next === 0x81 && third >= 0xa0 && third <= 0xa9;
    case 0xef:
      return next === 0xbb && third === 0xbf;
    default:
      return false;
  }
}
