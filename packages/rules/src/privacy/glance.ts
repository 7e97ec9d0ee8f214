/** Offsets of what is worth a look, ascending: with digits close together, with an @, with what may be a token. Errs towards looking. */
export interface Places {
  readonly digits: number[];
  readonly ats: number[];
  readonly tokens: number[];
}

export const noPlaces = (): Places => ({ digits: [], ats: [], tokens: [] });

/** Every number has four digits in a row somewhere, every address six characters, every token more: each fourth byte tells. */
const STEP = 4;
/** Digits of the shortest number. */
const DIGITS = 7;
/** Bytes between two digits of one number: a dash of three bytes between blanks. */
const GAP = 5;
/** The shortest token, or piece of one between its dots. */
const TOKEN = 20;

const DIGIT = 1;
const AT = 2;
const TOKEN_BYTE = 4;
const OTHER = 8;

/** What words of ASCII are made of; 0 for all else. */
const WORD = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[0-9]/.test(character)) return DIGIT | TOKEN_BYTE;
  if (/[A-Za-z_+\-/=%]/.test(character)) return TOKEN_BYTE;
  return character === '@' ? AT : character === '.' ? OTHER : 0;
});

/** What no number has between its digits: small letters, Hangul and Chinese characters, the signs of JSON and of arithmetic. */
const BREAKS = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= 0x61 && byte <= 0x7a) || (byte >= 0xe4 && byte <= 0xed) || '"{}[]:,<>=*%'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** Looks at bytes[from, end) once for all three. */
export function glance(bytes: Uint8Array, from: number, end: number, places: Places): void {
  let last = from;
  for (let p = from; p < end; p += STEP) {
    if (WORD[bytes[p]] === 0) continue;
    let start = p;
    while (start > last && WORD[bytes[start - 1]] !== 0) start -= 1;
    p = lookAtWord(bytes, start, end, from, places);
    last = p;
  }
}

/** Gives the offset after the word. */
function lookAtWord(bytes: Uint8Array, start: number, end: number, from: number, places: Places): number {
  let seen = 0;
  let digits = 0;
  let piece = 0;
  let q = start;
  for (; q < end; q++) {
    const kind = WORD[bytes[q]];
    if (kind === 0) break;
    piece = (kind & TOKEN_BYTE) === 0 ? 0 : piece + 1;
    digits = (kind & DIGIT) === 0 ? 0 : digits + 1;
    if (piece === TOKEN) places.tokens.push(start);
    if (digits === STEP && hasNumber(bytes, q, from, end)) places.digits.push(start);
    seen |= kind;
  }
  if ((seen & AT) !== 0) places.ats.push(start);
  if (bytes[start] === 0x75 && bytes[start - 1] === 0x5c) lookAtEscape(bytes, start, places);
  return q;
}

/** Full-width digits and the full-width @, FF10–FF19 and FF20, as escapes. */
function lookAtEscape(bytes: Uint8Array, u: number, places: Places): void {
  if ((bytes[u + 1] | 0x20) !== 0x66 || (bytes[u + 2] | 0x20) !== 0x66) return;
  if (bytes[u + 3] === 0x31) places.digits.push(u);
  if (bytes[u + 3] === 0x32) places.ats.push(u);
}

const hasNumber = (bytes: Uint8Array, p: number, from: number, end: number): boolean =>
  countDigits(bytes, p, from - 1, -1) + countDigits(bytes, p, end, 1) > DIGITS;

/** Digits from p on in one direction, p included, until there is no more of the number or there are enough. */
function countDigits(bytes: Uint8Array, from: number, limit: number, step: 1 | -1): number {
  let count = 0;
  let gap = 0;
  for (let p = from; p !== limit && count < DIGITS; p += step) {
    const byte = bytes[p];
    if (byte >= 0x30 && byte <= 0x39) {
      count += 1;
      gap = 0;
    } else {
      gap += 1;
      if (BREAKS[byte] === 1 || gap > GAP) return isEscapedSign(bytes, p) ? DIGITS : count;
    }
  }
  return count;
}

/** First bytes of the dashes, dots, blanks and full-width digits that may stand in a number as escapes. */
const ESCAPED_SIGNS = new Set(['00', '20', '22', '30', '31', 'fe', 'ff', 'FE', 'FF']);

const isEscapedSign = (bytes: Uint8Array, p: number): boolean =>
  bytes[p] === 0x75 && bytes[p - 1] === 0x5c && ESCAPED_SIGNS.has(String.fromCharCode(bytes[p + 1], bytes[p + 2]));

/** The same for full-width digits and the full-width @ as they are: EF BC 90–99 and EF BC A0. */
export function glanceAtWide(bytes: Uint8Array, from: number, end: number, places: Places): void {
  for (let p = bytes.indexOf(0xef, from); p >= 0 && p < end; p = bytes.indexOf(0xef, p + 1)) {
    if (bytes[p + 1] !== 0xbc) continue;
    const byte = bytes[p + 2];
    if (byte >= 0x90 && byte <= 0x99) places.digits.push(p);
    if (byte === 0xa0) places.ats.push(p);
  }
}
