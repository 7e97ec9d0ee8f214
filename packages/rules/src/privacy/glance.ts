/** The offset of something worth a look in bytes[from, end), or -1. Errs towards looking. */
export type Seek = (bytes: Uint8Array, from: number, end: number) => number;

const DIGITS = 7;
/** Bytes between two digits of one number: a dash of three bytes between blanks. */
const GAP = 5;
/** Every number that a rule looks for has four digits in a row somewhere. */
const DIGIT_STEP = 4;
const TOKEN = 16;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** What no number has between its digits: small letters, Hangul and Chinese characters, the signs of JSON and of arithmetic. */
const BREAKS = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= 0x61 && byte <= 0x7a) || (byte >= 0xe4 && byte <= 0xed) || '"{}[]:,<>=*%'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

export const nextDigits: Seek = (bytes, from, end) => {
  for (let p = from; p < end; p += DIGIT_STEP) {
    const byte = bytes[p];
    if (byte < 0x30 || byte > 0x39) continue;
    const escaped = escapeAt(bytes, p, from);
    if (escaped >= 0) {
      if (isWideDigit(bytes, escaped)) return p;
      continue;
    }
    if (countDigits(bytes, p, from, -1) + countDigits(bytes, p, end, 1) > DIGITS) return p;
  }
  return -1;
};

/** Digits from p on in one direction, p included, until there is no more of the number or there are enough. */
function countDigits(bytes: Uint8Array, from: number, limit: number, step: 1 | -1): number {
  let count = 0;
  let gap = 0;
  for (let p = from; p !== limit + (step < 0 ? -1 : 0) && count < DIGITS; p += step) {
    const byte = bytes[p];
    if (isDigit(byte)) {
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

/** Where the escape begins that the digit at p is part of, or -1. */
function escapeAt(bytes: Uint8Array, p: number, from: number): number {
  for (let start = p - 2; start >= p - 5 && start >= from; start--) {
    if (bytes[start] === 0x5c && bytes[start + 1] === 0x75) return start;
  }
  return -1;
}

const isWideDigit = (bytes: Uint8Array, p: number): boolean =>
  (bytes[p + 2] | 0x20) === 0x66 && (bytes[p + 3] | 0x20) === 0x66 && bytes[p + 4] === 0x31 && isDigit(bytes[p + 5]);

export const nextAt: Seek = (bytes, from, end) => {
  const at = bytes.indexOf(0x40, from);
  return at < end ? at : -1;
};

/** Characters of tokens: letters, digits and + - . / = % _ */
const TOKEN_BYTES = Uint8Array.from({ length: 128 }, (_, byte) => (/[\w+\-./=%]/.test(String.fromCharCode(byte)) ? 1 : 0));

export const nextToken: Seek = (bytes, from, end) => {
  for (let p = from; p < end; p += TOKEN) {
    if (TOKEN_BYTES[bytes[p]] !== 1) continue;
    let start = p;
    while (start > from && start > p - TOKEN && TOKEN_BYTES[bytes[start - 1]] === 1) start -= 1;
    let stop = p + 1;
    while (stop < end && stop < start + TOKEN && TOKEN_BYTES[bytes[stop]] === 1) stop += 1;
    if (stop - start >= TOKEN) return p;
  }
  return -1;
};

/** A full-width character EF BC .. whose last byte lies in a range, or an escaped one. */
export function nextWide(bytes: Uint8Array, from: number, end: number, first: number, last: number): number {
  for (let p = bytes.indexOf(0xef, from); p >= 0 && p < end; p = bytes.indexOf(0xef, p + 1)) {
    if (bytes[p + 1] === 0xbc && bytes[p + 2] >= first && bytes[p + 2] <= last) return p;
  }
  return -1;
}
