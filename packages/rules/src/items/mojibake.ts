import { type Cp949Encoder, createCp949Encoder } from './cp949.js';

/** What windows-1252 makes of the bytes 80–9F, in their order; an undefined byte stays a C1 control. */
const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const TAIL = `[\\u0080-\\u00bf${WINDOWS_1252}]`;
const UTF8_SYLLABLE = new RegExp(`[\\u00ea-\\u00ed]${TAIL}{2}`, 'g');
/** «cafÃ©»: a capital Ã inside a lower-case word and a sign after it. */
const UTF8_LATIN = /[a-z]\u00c3[\u0080-\u00bf]/;
const CP949_RUN = /[\u00a1-\u00fe]{4,}/g;

/** Gives the text that was decoded wrongly, or null where a text does not look as if that had happened. */
export type MojibakeReader = (text: string) => string | null;

/**
 * UTF-8 or CP949 that was decoded as Latin-1 or windows-1252. Conservative: a text in French or Italian with odd punctuation must not
 * pass for it, so two Hangul syllables (or one with a C1 control, which no text has) are asked for.
 */
export function readLatinMojibake(text: string): string | null {
  if (isUtf8AsLatin(text) || UTF8_LATIN.test(text)) return decodeBytes(text, 'utf-8');
  return isCp949AsLatin(text) ? decodeBytes(text, 'euc-kr') : null;
}

/** What is above ASCII decoded again, run by run; a character that no byte stands for ends a run. */
function decodeBytes(text: string, encoding: string): string {
  const decoder = new TextDecoder(encoding);
  const run = new RegExp(`[\\u0080-\\u00ff${WINDOWS_1252}]+`, 'g');
  return text.replaceAll(run, (found) => decoder.decode(Uint8Array.from([...found].map(windowsByte))));
}

/** Neither ASCII nor a sign that no CP949 text was made of. */
const CP949_TEXT = /[^\u0000-\u00a0\ufffd]{3,}/g;

/** Of two syllables in a row one begins at an even byte, and EA–ED with the byte after it is one of these in KS X 1001. */
const IDEOGRAPH = /[\u4e00-\u9fff\uf900-\ufaff]/;

/**
 * UTF-8 that was decoded as CP949: «援먯쑁» is «교육». The bytes of a whole run must be UTF-8 but for a letter cut at either end, with two
 * syllables of Hangul at least, which text of Hangul and Chinese characters is by chance next to never.
 */
export function createCp949MojibakeReader(): MojibakeReader {
  let encoder: Cp949Encoder | null = null;
  return (text) => {
    let isFound = false;
    const original = text.replaceAll(CP949_TEXT, (run) => {
      if (!IDEOGRAPH.test(run)) return run;
      encoder ??= createCp949Encoder();
      const decoded = decodeRun(run, encoder);
      isFound ||= decoded !== null;
      return decoded ?? run;
    });
    return isFound ? original : null;
  };
}

function decodeRun(run: string, encode: Cp949Encoder): string | null {
  const bytes: number[] = [];
  let due = 0;
  let cut = 0;
  for (const character of run) {
    const code = encode(character);
    if (code === undefined) return null;
    for (const byte of [code >> 8, code & 0xff]) {
      const isTail = (byte & 0xc0) === 0x80;
      // Text of Hangul and Chinese characters ends here after a letter or two.
      if (due === 0 && isTail && bytes.length === 0 && cut < 2) {
        cut += 1;
        continue;
      }
      if (isTail === (due === 0)) return null;
      due = isTail ? due - 1 : byte < 0x80 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      bytes.push(byte);
    }
  }
  const text = new TextDecoder().decode(Uint8Array.from(bytes));
  // A letter that the end cuts is one replacement character.
  const whole = text.endsWith('\ufffd') ? text.slice(0, -1) : text;
  const syllables = [...whole].filter((character) => isHangul(character.charCodeAt(0))).length;
  return !whole.includes('\ufffd') && syllables >= 2 ? whole : null;
}

function isUtf8AsLatin(text: string): boolean {
  let syllables = 0;
  for (const [run] of text.matchAll(UTF8_SYLLABLE)) {
    if (!isHangul(decodeUtf8(run))) continue;
    syllables += /[\u0080-\u009f]/.test(run) ? 2 : 1;
    if (syllables >= 2) return true;
  }
  return false;
}

function decodeUtf8(run: string): number {
  const [lead, second, third] = [...run].map(windowsByte);
  return ((lead & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
}

function windowsByte(character: string): number {
  const k = WINDOWS_1252.indexOf(character);
  return k < 0 ? character.charCodeAt(0) : 0x80 + k;
}

const isHangul = (codePoint: number): boolean => codePoint >= 0xac00 && codePoint <= 0xd7a3;

/** Every pair of a run is a syllable of KS X 1001 (lead B0–C8), and there are letters in it: «····» is a dotted line. */
function isCp949AsLatin(text: string): boolean {
  for (const [run] of text.matchAll(CP949_RUN)) {
    if (run.length % 2 !== 0 || new Set(run.match(/[\u00c0-\u00fe]/g)).size < 2) continue;
    const leads = [...run].filter((_, k) => k % 2 === 0);
    if (leads.every((lead) => lead >= '\u00b0' && lead <= '\u00c8')) return true;
  }
  return false;
}
