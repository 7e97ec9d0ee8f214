import { reserve, type Sink } from './fingerprint.js';
import { endOf, flagsOf, kindOf, nextOf, startOf, textOf } from './nodes.js';
import { Kind, STRIDE, type Tape, TextFlag } from './tape.js';

/** Unit separator, between texts that are fingerprinted together. */
const VALUE_END = 0x1f;

const encoder = new TextEncoder();

const BACKSLASH = 0x5c;

/** Text as items are compared (contract: NFC, trimmed, white space collapsed to one blank). */
export function canonicalString(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** The same of a node's text, appended to the sink as UTF-8. A number or literal stands as it is written. */
export function appendCanonical(tape: Tape, node: number, sink: Sink): void {
  const from = sink.length;
  if (kindOf(tape, node) !== Kind.String) {
    appendBytes(tape, startOf(tape, node), endOf(tape, node), sink);
  } else if (isCanonical(tape, node)) {
    appendBytes(tape, startOf(tape, node), endOf(tape, node), sink);
  } else if (!appendPlain(tape, node, sink)) {
    sink.length = from;
    appendString(canonicalString(textOf(tape, node)), sink);
  }
}

export function appendString(text: string, sink: Sink): void {
  reserve(sink, text.length * 3);
  sink.length += encoder.encodeInto(text, sink.bytes.subarray(sink.length)).written;
}

export function endValue(sink: Sink): void {
  reserve(sink, 1);
  sink.bytes[sink.length++] = VALUE_END;
}

/** Every text below a node in order: a dialogue's turns, a list of references. */
export function appendCanonicalTree(tape: Tape, node: number, sink: Sink): void {
  const kind = kindOf(tape, node);
  if (kind !== Kind.Array && kind !== Kind.Object) {
    appendCanonical(tape, node, sink);
    endValue(sink);
    return;
  }
  const end = nextOf(tape, node);
  for (let child = node + STRIDE; child < end; child = nextOf(tape, child)) appendCanonicalTree(tape, child, sink);
  endValue(sink);
}

/** What may be marked in a string and leaves its bytes as they are. */
const HARMLESS = TextFlag.Latin | TextFlag.Markup;

/** Whether a string's bytes are its canonical text: nothing else was marked in it, and no blank stands at its ends. */
function isCanonical(tape: Tape, node: number): boolean {
  if ((flagsOf(tape, node) & ~HARMLESS) !== 0) return false;
  const start = startOf(tape, node);
  const end = endOf(tape, node);
  return start === end || (tape.bytes[start] !== 0x20 && tape.bytes[end - 1] !== 0x20);
}

function appendBytes(tape: Tape, start: number, end: number, sink: Sink): void {
  const length = end - start;
  reserve(sink, length);
  if (sink.memory === tape.memory) tape.memory.copy(tape.marks.bytesAt + start, length, sink.address + sink.length);
  else sink.bytes.set(tape.bytes.subarray(start, end), sink.length);
  sink.length += length;
}

/**
 * Canonical text by bytes alone, for text that is NFC whatever stands beside it and whose only white space is ASCII: Latin, Hangul
 * syllables, CJK ideographs, kana, common punctuation. Gives false, having written anything, where a string has to be made.
 */
function appendPlain(tape: Tape, node: number, sink: Sink): boolean {
  const escaped = (flagsOf(tape, node) & TextFlag.Escaped) !== 0;
  const end = endOf(tape, node);
  reserve(sink, end - startOf(tape, node));
  const { bytes } = tape;
  const out = sink.bytes;
  const begin = sink.length;
  let length = begin;
  let blank = false;
  for (let p = startOf(tape, node); p < end; ) {
    let c = bytes[p] as number;
    let size = PLAIN_SIZE[c] as number;
    if (size === LOOK) {
      if (c >= 0x80) {
        size = plainSize(bytes, p, c);
        if (size === 0) return false;
      } else {
        size = 1;
        if (c === 0x5c && escaped) {
          p += 1;
          c = UNESCAPED[bytes[p] as number] as number;
          if (c === 0) return false;
        }
        if (c === 0x20 || (c >= 9 && c <= 13)) {
          blank = true;
          p += 1;
          continue;
        }
      }
    }
    if (blank) {
      if (length > begin) out[length++] = 0x20;
      blank = false;
    }
    out[length++] = c;
    if (size > 1) out[length++] = bytes[p + 1] as number;
    if (size > 2) out[length++] = bytes[p + 2] as number;
    p += size;
  }
  sink.length = length;
  return true;
}

/** What the letter after a backslash stands for; 0 where a string has to be made (\u). */
const UNESCAPED = new Uint8Array(256);
for (const [letter, byte] of [
  ['"', 0x22],
  ['\\', 0x5c],
  ['/', 0x2f],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
] as const) {
  UNESCAPED[letter.charCodeAt(0)] = byte;
}

/** A string's text as UTF-8, in bytes of its own. Half a surrogate pair becomes U+FFFD. */
export function utf8Of(tape: Tape, node: number): Uint8Array {
  const from = tape.bytes.subarray(startOf(tape, node), endOf(tape, node));
  const out = new Uint8Array(from.length);
  let used = 0;
  let at = 0;
  for (let slash = from.indexOf(BACKSLASH); slash >= 0; slash = from.indexOf(BACKSLASH, at)) {
    const byte = UNESCAPED[from[slash + 1] as number] as number;
    if (byte === 0) return encoder.encode(textOf(tape, node));
    out.set(from.subarray(at, slash), used);
    used += slash - at;
    out[used++] = byte;
    at = slash + 2;
  }
  out.set(from.subarray(at), used);
  return out.subarray(0, used + from.length - at);
}

/** By first byte: the length of a character that is copied as it is, or LOOK where more must be known. */
const LOOK = 0;
const PLAIN_SIZE = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 0x20 && byte < 0x80 && byte !== 0x5c) return 1;
  if (byte >= 0xc3 && byte <= 0xcb) return 2;
  return (byte >= 0xe4 && byte <= 0xe9) || byte === 0xeb || byte === 0xec ? 3 : LOOK;
});

/**
 * Length in bytes of the character that starts with `lead`, where NFC leaves it alone next to any neighbour and it is no white
 * space; else 0. From the NFC_Quick_Check and White_Space properties of Unicode 15, whole ranges at a time; the ranges U+00C0–02FF
 * and U+4000–9FFF and most Hangul syllables are in PLAIN_SIZE.
 */
function plainSize(bytes: Uint8Array, p: number, lead: number): 0 | 2 | 3 {
  // The rest of the Hangul syllables U+AC00–D7A3. A syllable could join with a jamo after it, which is not plain.
  const second = bytes[p + 1] as number;
  if (lead === 0xea) return second >= 0xb0 ? 3 : 0;
  if (lead === 0xed) return second < 0x9e || (second === 0x9e && (bytes[p + 2] as number) < 0xa4) ? 3 : 0;
  // U+0080–00BF without U+0085 and U+00A0.
  if (lead === 0xc2) return second === 0x85 || second === 0xa0 ? 0 : 2;
  if (lead === 0xe2) {
    // U+2010–2027 and 2030–203F; U+2080–20BF; U+2140–2ABF (number forms to operators) without the angle brackets' block.
    const third = bytes[p + 2] as number;
    if (second === 0x80) return (third >= 0x90 && third <= 0xa7) || third >= 0xb0 ? 3 : 0;
    return second === 0x82 || (second >= 0x85 && second <= 0xaa && second !== 0x8c) ? 3 : 0;
  }
  if (lead === 0xe3) {
    // U+3001–3029, kana without the combining marks U+3099, 309A, Hangul compatibility jamo U+3131–318E, enclosed forms.
    const third = bytes[p + 2] as number;
    if (second === 0x80) return third === 0x80 || (third >= 0xaa && third <= 0xaf) ? 0 : 3;
    return second === 0x82 && (third === 0x99 || third === 0x9a) ? 0 : 3;
  }
  return 0;
}
