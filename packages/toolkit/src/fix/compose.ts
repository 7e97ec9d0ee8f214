/**
 * Jamo that NFC joins into a syllable, as UTF-8 in a Latin-1 string: a leading consonant and a vowel (U+1100–1112, U+1161–1175), with the final
 * consonant after them (U+11A8–11C2); or a syllable (U+AC00–D7A3) and a final consonant. Nothing else is touched: compatibility
 * ideographs, which NFC would replace, and letters with marks stay as they are.
 */
const JAMO =
  /\xe1\x84[\x80-\x92]\xe1\x85[\xa1-\xb5](?:\xe1\x86[\xa8-\xbf]|\xe1\x87[\x80-\x82])?|(?:\xea[\xb0-\xbf][\x80-\xbf]|[\xeb\xec][\x80-\xbf]{2}|\xed[\x80-\x9d][\x80-\xbf]|\xed\x9e[\x80-\xa3])(?:\xe1\x86[\xa8-\xbf]|\xe1\x87[\x80-\x82])/g;
/** First byte of a jamo. */
const LEAD = 0xe1;

/** The same of a text. */
const JAMO_TEXT = /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]/g;

/** A text with its decomposed Hangul joined. */
export const composed = (text: string): string => text.replace(JAMO_TEXT, (jamo) => jamo.normalize('NFC'));

/** Joins decomposed Hangul in UTF-8 that comes in pieces; bytes that are no UTF-8 pass as they are. */
export interface Composer {
  push(bytes: Buffer): Buffer;
  end(): Buffer;
}

/** Without any ASCII for so long it is no text that people write; then a syllable may be cut. */
const MOST_HELD = 1 << 20;

/** `onSyllable` is told the line of each syllable that was joined, from 1. */
export function createComposer(onSyllable: (line: number) => void): Composer {
  let held: Buffer = Buffer.alloc(0);
  let line = 1;
  const compose = (bytes: Buffer): Buffer => {
    if (!bytes.includes(LEAD)) {
      line += linesIn(bytes, 0, bytes.length);
      return bytes;
    }
    let counted = 0;
    const text = bytes.toString('latin1').replace(JAMO, (jamo, at: number) => {
      const whole = Buffer.from(jamo, 'latin1').toString();
      const joined = whole.normalize('NFC');
      if (joined === whole) return jamo;
      line += linesIn(bytes, counted, at);
      counted = at;
      onSyllable(line);
      return Buffer.from(joined).toString('latin1');
    });
    line += linesIn(bytes, counted, bytes.length);
    return Buffer.from(text, 'latin1');
  };
  return {
    push(bytes) {
      const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      const end = lastAscii(all) + 1;
      if (end === 0 && all.length < MOST_HELD) {
        held = Buffer.from(all);
        return Buffer.alloc(0);
      }
      const cut = end === 0 ? all.length : end;
      held = Buffer.from(all.subarray(cut));
      return compose(all.subarray(0, cut));
    },
    end: () => compose(held),
  };
}

function lastAscii(bytes: Uint8Array): number {
  for (let i = bytes.length - 1; i >= 0; i--) if ((bytes[i] as number) < 0x80) return i;
  return -1;
}

function linesIn(bytes: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let i = bytes.indexOf(0x0a, from); i >= 0 && i < to; i = bytes.indexOf(0x0a, i + 1)) lines += 1;
  return lines;
}
