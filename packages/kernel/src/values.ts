import { codePointsOf, endOf, flagsOf, startOf, textOf } from './nodes.js';
import { DECODED_ROOM } from './program.js';
import { type Tape, TextFlag } from './tape.js';

/** assembly/values.ts in plain TypeScript: the texts and numbers that one instruction of a program looks at. */
export interface Values {
  /** bytes of the text taken last */
  text: Uint8Array;
  start: number;
  length: number;
  /** texts with escapes, decoded */
  readonly decoded: Uint8Array;
  decodedLength: number;
  /** the number read last lies between them; they are equal where it is known exactly */
  lower: number;
  higher: number;
}

export function createValues(): Values {
  const decoded = new Uint8Array(DECODED_ROOM);
  return { text: decoded, start: 0, length: 0, decoded, decodedLength: 0, lower: 0, higher: 0 };
}

/** Takes the text of a string node; false where it cannot be told: a lone surrogate, or too long a text with escapes. */
export function takeText(values: Values, tape: Tape, node: number): boolean {
  values.text = tape.bytes;
  values.start = startOf(tape, node);
  values.length = endOf(tape, node) - values.start;
  return (flagsOf(tape, node) & TextFlag.Escaped) === 0 || decode(values, tape, node);
}

const encoder = new TextEncoder();

function decode(values: Values, tape: Tape, node: number): boolean {
  const { decoded, decodedLength, length } = values;
  if (length > DECODED_ROOM - decodedLength) return false;
  const text = textOf(tape, node);
  if (/\p{Surrogate}/u.test(text)) return false;
  values.text = decoded;
  values.start = decodedLength;
  values.length = encoder.encodeInto(text, decoded.subarray(decodedLength)).written;
  values.decodedLength += values.length;
  return true;
}

export function isText(values: Values, bytes: Uint8Array, start: number, length: number): boolean {
  if (values.length !== length) return false;
  for (let k = 0; k < length; k++) if (values.text[values.start + k] !== bytes[start + k]) return false;
  return true;
}

/** Whether a string has from `min` to `max` code points. */
export function hasLength(tape: Tape, node: number, min: number, max: number): boolean {
  const bytes = endOf(tape, node) - startOf(tape, node);
  // A code point takes one to four bytes, and an escape at the most six for one unit: most texts need no count.
  const least = (flagsOf(tape, node) & TextFlag.Escaped) === 0 ? bytes / 4 : bytes / 12;
  if (bytes <= max && Math.trunc(least) >= min) return true;
  const count = codePointsOf(tape, node);
  return count >= min && count <= max;
}

const MAX_POWER = 22;
/** Powers of ten that are exact. */
const POWERS = Float64Array.from({ length: MAX_POWER + 1 }, (_, power) => Number(`1e${power}`));
/** Above it another digit may make the mantissa larger than 2^53, up to which every whole number is exact. */
const MANTISSA = 900719925474098;

const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;

/**
 * Reads a number of JSON as JSON.parse does: a mantissa and a power of ten that are both exact give the nearest double with one operation
 * (Clinger 1990, "How to read floating point numbers accurately"). False where the power is too large for that.
 */
export function readNumber(values: Values, { bytes }: Tape, start: number, end: number): boolean {
  const isNegative = bytes[start] === 0x2d;
  let mantissa = 0;
  let power = 0;
  let isFraction = false;
  let isCut = false;
  let p = isNegative ? start + 1 : start;
  for (; p < end; p++) {
    const c = bytes[p] as number;
    if (c === 0x2e) isFraction = true;
    else if (!isDigit(c)) break;
    else if (isCut || mantissa > MANTISSA) {
      isCut = true;
      if (!isFraction) power += 1;
    } else {
      mantissa = mantissa * 10 + (c - 0x30);
      if (isFraction) power -= 1;
    }
  }
  if (p < end) power += exponent(bytes, p + 1, end);
  if (power > MAX_POWER || power < -MAX_POWER) return false;
  const least = scaled(mantissa, power);
  const most = isCut ? scaled(mantissa + 1, power) : least;
  values.lower = isNegative ? -most : least;
  values.higher = isNegative ? -least : most;
  return true;
}

/** Far above what can be computed with where it has many digits. */
function exponent(bytes: Uint8Array, start: number, end: number): number {
  const sign = bytes[start];
  let value = 0;
  for (let p = sign === 0x2b || sign === 0x2d ? start + 1 : start; p < end && value <= 100000; p++) {
    value = value * 10 + ((bytes[p] as number) - 0x30);
  }
  return sign === 0x2d ? -value : value;
}

function scaled(mantissa: number, power: number): number {
  return power < 0 ? mantissa / (POWERS[-power] as number) : mantissa * (POWERS[power] as number);
}

/** Digits of a whole number that JSON.parse surely makes a finite one of. */
const FINITE_DIGITS = 300;

/** A verdict. Digits with an optional minus are a whole number however many they are. */
export function isWhole(values: Values, tape: Tape, start: number, end: number): number {
  if (end - start <= FINITE_DIGITS) {
    let p = tape.bytes[start] === 0x2d ? start + 1 : start;
    while (p < end && isDigit(tape.bytes[p] as number)) p += 1;
    if (p === end) return 1;
  }
  if (!readNumber(values, tape, start, end) || values.lower !== values.higher) return 0;
  return Number.isInteger(values.lower) ? 1 : -1;
}

/** As ajv asks: the quotient has no fraction. It reads the quotient as text, where 1e21 and above have an exponent. */
export function divides(value: number, divisor: number): boolean {
  const quotient = value / divisor;
  return Number.isInteger(quotient) && Math.abs(quotient) < 1e21;
}
