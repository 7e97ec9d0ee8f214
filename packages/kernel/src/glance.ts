import { allocate, type ByteMemory } from './byte-memory.js';
import type { Tape } from './tape.js';

/** Offsets in the tape's bytes of what is worth a careful look, ascending. Errs towards looking, never away. */
export interface Sights {
  /** seven digits or more close together, four of them in a row or the first after a +; full-width digits: where they begin */
  readonly digits: number[];
  /** an @ with something on both sides; a full-width @ */
  readonly ats: number[];
  /** twenty or more letters, digits and signs of Base64 in a row: where they begin */
  readonly tokens: number[];
}

export const noSights = (): Sights => ({ digits: [], ats: [], tokens: [] });

/** Looks at many bytes of a tape at once. */
export interface Glancer {
  /** Full-width characters, escaped ones too, are looked for only where `wide` says that there are any. */
  glance(tape: Tape, start: number, end: number, wide: boolean): Sights;
}

/** What WebAssembly calls the kinds. */
const DIGIT_RUN = 1;
const AT_SIGN = 2;

/** Words that WebAssembly may fill at a time. */
const ROOM = 4096;

/** One call into WebAssembly for the whole range where the tape's memory can; the same in TypeScript elsewhere. */
export function createGlancer(): Glancer {
  let memory: ByteMemory | null = null;
  let out = 0;

  return {
    glance(tape, start, end, wide) {
      const look = tape.memory.kernels?.glance;
      if (look === undefined || !tape.marks.numbers) return glanceInPlain(tape.bytes, start, end, wide);
      if (memory !== tape.memory) {
        memory = tape.memory;
        out = allocate(memory, ROOM * 4);
      }
      const sights = noSights();
      const { bytesAt, notesAt, noteCount } = tape.marks;
      for (let from = 0; from >= 0; ) {
        const count = look(bytesAt, start, end, from, wide ? 1 : 0, notesAt + 4, noteCount, out, ROOM);
        const words = new Int32Array(memory.buffer, out, count);
        from = words[0] as number;
        for (let k = 1; k < count; k += 2) listOf(sights, words[k + 1] as number).push(words[k] as number);
      }
      return sights;
    },
  };
}

function listOf(sights: Sights, kind: number): number[] {
  if (kind === DIGIT_RUN) return sights.digits;
  return kind === AT_SIGN ? sights.ats : sights.tokens;
}

/** Digits of the shortest number. */
const NUMBER = 7;
/** Bytes between two digits of one number: a dash between blanks, three bytes each. */
const GAP = 9;
/** A run of digits that is looked at: every number of Korea has one. */
const RUN = 4;
/** The shortest token, or piece of one between its dots. */
const TOKEN = 20;

const BACKSLASH = 0x5c;
const AT = 0x40;
const PLUS = 0x2b;

const hasCharacter = (pattern: RegExp): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => (byte < 0x80 && pattern.test(String.fromCharCode(byte)) ? 1 : 0));
const IS_DIGIT = hasCharacter(/\d/);
const IS_TOKEN = hasCharacter(/[A-Za-z0-9_+\-/=%]/);
/** What no number has between its digits: small letters, Hangul and Chinese characters, the signs of JSON and of arithmetic. */
const BREAKS = hasCharacter(/[a-z"{}[\]:,<>=*%]/).map((is, byte) => (byte >= 0xe4 && byte <= 0xed ? 1 : is));

/** assembly/glance.ts in TypeScript. */
export function glanceInPlain(bytes: Uint8Array, start: number, end: number, wide: boolean): Sights {
  const sights = noSights();
  let digits = 0;
  let tokens = 0;
  for (let p = start; p < end; p++) {
    const byte = bytes[p] as number;
    if (IS_TOKEN[byte] === 0) {
      tokens = 0;
      digits = 0;
      if (byte === AT && isBeside(bytes, p - 1, start, end) && isBeside(bytes, p + 1, start, end)) sights.ats.push(p);
      if (wide && (byte === 0xef || byte === BACKSLASH)) addWide(bytes, p, sights);
      continue;
    }
    tokens += 1;
    if (tokens === TOKEN) sights.tokens.push(p + 1 - TOKEN);
    digits = IS_DIGIT[byte] === 1 ? digits + 1 : 0;
    if (digits === 1 && isRunAt(bytes, p, start, end) && isNumber(bytes, p, start, end)) sights.digits.push(p);
  }
  return sights;
}

function isRunAt(bytes: Uint8Array, p: number, start: number, end: number): boolean {
  return (p > start && bytes[p - 1] === PLUS) || hasDigits(bytes, p, RUN, end);
}

function hasDigits(bytes: Uint8Array, p: number, count: number, end: number): boolean {
  if (p + count > end) return false;
  for (let k = p; k < p + count; k++) if (IS_DIGIT[bytes[k] as number] === 0) return false;
  return true;
}

/** What may stand beside the @ of an address: no white space, control character or quote. */
const isBeside = (bytes: Uint8Array, p: number, start: number, end: number): boolean =>
  p >= start && p < end && (bytes[p] as number) > 0x20 && bytes[p] !== 0x22;

/** U+FF10–FF19 and U+FF20: EF BC 90–99 and EF BC A0, or an escape that begins as theirs. */
function addWide(bytes: Uint8Array, p: number, { digits, ats }: Sights): void {
  if (bytes[p] === BACKSLASH) {
    if (!isEscape(bytes, p) || rowOf(bytes, p) !== 'ff') return;
    if (bytes[p + 4] === 0x31) digits.push(p);
    if (bytes[p + 4] === 0x32) ats.push(p);
  } else if (bytes[p + 1] === 0xbc) {
    const last = bytes[p + 2] as number;
    if (last >= 0x90 && last <= 0x99) digits.push(p);
    if (last === 0xa0) ats.push(p);
  }
}

function isNumber(bytes: Uint8Array, run: number, start: number, end: number): boolean {
  let p = run;
  if (run - 2 >= start && isEscape(bytes, run - 2)) {
    // The first four are those of an escape, \u2013 say.
    if (isEscapedDigit(bytes, run - 2)) return true;
    p += 4;
    if (!hasDigits(bytes, p, RUN, end)) return false;
  }
  const ahead = countDigits(bytes, p, start, end, 1);
  return ahead >= NUMBER || ahead + countDigits(bytes, p - 1, start, end, -1) >= NUMBER;
}

/** Digits from p on in one direction, p included, until there is no more of the number or there are enough. */
function countDigits(bytes: Uint8Array, from: number, start: number, end: number, step: 1 | -1): number {
  let count = 0;
  let gap = 0;
  for (let p = from; p >= start && p < end && count < NUMBER; ) {
    const { isDigit, length, width } = unitAt(bytes, p, start, step);
    if (length === 0) break;
    count += isDigit ? 1 : 0;
    gap = isDigit ? 0 : gap + width;
    if (gap > GAP) break;
    p += step * length;
  }
  return count;
}

/** What stands at p, or ends there: an escape or a byte, its length, and how much of a gap it makes. Length 0 is no part of a number. */
function unitAt(bytes: Uint8Array, p: number, start: number, step: 1 | -1): { isDigit: boolean; length: number; width: number } {
  const from = step === 1 ? p : p - 5;
  if (from >= start && isEscape(bytes, from)) {
    if (isEscapedDigit(bytes, from)) return { isDigit: true, length: 6, width: 0 };
    return { isDigit: false, length: SIGN_ROWS.has(rowOf(bytes, from)) ? 6 : 0, width: 3 };
  }
  const byte = bytes[p] as number;
  if (IS_DIGIT[byte] === 1) return { isDigit: true, length: 1, width: 0 };
  const blank = step === 1 ? p : p - 1;
  if (blank >= start && isBlankEscape(bytes, blank)) return { isDigit: false, length: 2, width: 1 };
  return { isDigit: false, length: 1 - (BREAKS[byte] as number), width: 1 };
}

/** First bytes of the dashes, dots, blanks and full-width forms that may stand in a number as escapes. */
const SIGN_ROWS = new Set(['00', '20', '22', '30', '31', 'fe', 'ff']);

const isEscape = (bytes: Uint8Array, p: number): boolean => bytes[p] === BACKSLASH && bytes[p + 1] === 0x75;
const rowOf = (bytes: Uint8Array, p: number): string =>
  String.fromCharCode(bytes[p + 2] as number, bytes[p + 3] as number).toLowerCase();
/** \u0030 to \u0039. */
const isEscapedDigit = (bytes: Uint8Array, p: number): boolean =>
  rowOf(bytes, p) === '00' && bytes[p + 4] === 0x33 && IS_DIGIT[bytes[p + 5] as number] === 1;
/** \n, \r and \t. */
const isBlankEscape = (bytes: Uint8Array, p: number): boolean =>
  bytes[p] === BACKSLASH && (bytes[p + 1] === 0x6e || bytes[p + 1] === 0x72 || bytes[p + 1] === 0x74);
