import { Kind, NOTED_BYTES, STRIDE, type Tape, TextFlag } from './tape.js';

export const kindOf = (tape: Tape, node: number): number => (tape.nodes[node] as number) & 0xff;
export const flagsOf = (tape: Tape, node: number): number => (tape.nodes[node] as number) >> 8;
/**
 * Of a record that is an object: records of one load that have the same number, not 0, have the same keys in the same order, written
 * the same. 0 where nothing is known.
 */
export const keyRunOf = (tape: Tape, object: number): number => (tape.nodes[object] as number) >> 8;
export const startOf = (tape: Tape, node: number): number => tape.nodes[node + 1] as number;
export const endOf = (tape: Tape, node: number): number => tape.nodes[node + 2] as number;
export const nextOf = (tape: Tape, node: number): number => tape.nodes[node + 3] as number;

/** The value as it stands in the source; a string without its quotes, its escapes kept. */
export const bytesOf = (tape: Tape, node: number): Uint8Array => tape.bytes.subarray(startOf(tape, node), endOf(tape, node));

// A text may begin with U+FEFF.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A string's text; the source text of any other value. */
export function textOf(tape: Tape, node: number): string {
  const text = decoder.decode(bytesOf(tape, node));
  if (kindOf(tape, node) !== Kind.String || (flagsOf(tape, node) & TextFlag.Escaped) === 0) return text;
  return JSON.parse(`"${text}"`) as string;
}

/** The value as JSON.parse gives it. */
export function jsonOf(tape: Tape, node: number): unknown {
  if (kindOf(tape, node) === Kind.String) return textOf(tape, node);
  return JSON.parse(decoder.decode(bytesOf(tape, node)));
}

/** The nodes of an array's elements, or an object's values. */
export function childrenOf(tape: Tape, node: number): number[] {
  const isObject = kindOf(tape, node) === Kind.Object;
  const children: number[] = [];
  const end = nextOf(tape, node);
  for (let child = node + STRIDE; child < end; child = nextOf(tape, child)) {
    if (isObject) child = nextOf(tape, child);
    children.push(child);
  }
  return children;
}

/** The number of an array's elements or an object's members. */
export function sizeOf(tape: Tape, node: number): number {
  let count = 0;
  const end = nextOf(tape, node);
  for (let child = node + STRIDE; child < end; child = nextOf(tape, child)) count += 1;
  return kindOf(tape, node) === Kind.Object ? count / 2 : count;
}

/** Whether a string's source bytes are `bytes`. An escaped spelling of the same text is not recognised: use textOf where it matters. */
export function hasBytes(tape: Tape, node: number, bytes: Uint8Array): boolean {
  const start = startOf(tape, node);
  if (endOf(tape, node) - start !== bytes.length) return false;
  for (let k = 0; k < bytes.length; k++) if (tape.bytes[start + k] !== bytes[k]) return false;
  return true;
}

/** The value of an object's member, or -1. The last of equal keys counts, as for JSON.parse. */
export function memberOf(tape: Tape, object: number, key: Uint8Array): number {
  if (kindOf(tape, object) !== Kind.Object) return -1;
  let found = -1;
  const end = nextOf(tape, object);
  for (let name = object + STRIDE; name < end; ) {
    const value = nextOf(tape, name);
    const same =
      (flagsOf(tape, name) & TextFlag.Escaped) === 0 ? hasBytes(tape, name, key) : textOf(tape, name) === decoder.decode(key);
    if (same) found = value;
    name = nextOf(tape, value);
  }
  return found;
}

/** Unicode code points of a string, escapes counted as what they stand for. */
export function codePointsOf(tape: Tape, node: number): number {
  if ((flagsOf(tape, node) & TextFlag.Escaped) !== 0) return [...textOf(tape, node)].length;
  const { bytes } = tape;
  const end = endOf(tape, node);
  let count = 0;
  // Every byte but the continuation bytes 10xxxxxx starts a code point.
  for (let p = startOf(tape, node); p < end; p++) count += ((bytes[p] as number) & 0xc0) === 0x80 ? 0 : 1;
  return count;
}

/**
 * Whether the bytes [start, end) hold a Chinese character (U+4000–9FFF) right before Hangul (U+A000–DFFF), as UTF-8 that was read as CP949
 * does everywhere. Escapes are not looked into.
 */
export function hasChineseBeforeHangul({ memory, marks }: Tape, start: number, end: number): boolean {
  return memory.mixed(marks.bytesAt + start, end - start) >= 0;
}

/** The same of all loaded bytes; where Chinese characters were noted only they are looked at. */
export function holdsChineseBeforeHangul(tape: Tape): boolean {
  const { memory, marks, used } = tape;
  if (marks.noteCount < 0) return hasChineseBeforeHangul(tape, 0, used);
  const notes = new Int32Array(memory.buffer, marks.notesAt + 4, marks.noteCount);
  let start = 0;
  let end = 0;
  for (const note of notes) {
    if ((note & HANJA_NOTE) === 0) continue;
    const at = note & -NOTED_BYTES;
    if (at !== end) {
      if (end > start && hasChineseBeforeHangul(tape, start, Math.min(end + HANGUL_BYTES, used))) return true;
      start = at;
    }
    end = at + NOTED_BYTES;
  }
  return end > start && hasChineseBeforeHangul(tape, start, Math.min(end + HANGUL_BYTES, used));
}

/** As in assembly/marks.ts. */
const HANJA_NOTE = 4;
/** How far behind a Chinese character the first byte of what follows it may stand. */
const HANGUL_BYTES = 3;
