// Numbers and texts of a tape as prove.ts asks about them: src/values.ts has the same in TypeScript. Addresses are absolute.

/** Bytes of texts with escapes, decoded for one instruction. */
const DECODED_ROOM: i32 = 8192;
const decoded: usize = memory.data(DECODED_ROOM);
let decodedLength: i32 = 0;

/** The text taken last. */
export let textAt: usize = 0;
export let textLength: i32 = 0;

/** Texts taken before are no longer good. */
@inline
export function clearTexts(): void {
  decodedLength = 0;
}

/** Takes the text of a string node; false where it cannot be told: a lone surrogate, or too long a text with escapes. */
@inline
export function takeText(base: usize, node: usize): bool {
  textAt = base + <usize>load<i32>(node, 4);
  textLength = load<i32>(node, 8) - load<i32>(node, 4);
  return ((load<i32>(node) >> 8) & 16) == 0 || decode();
}

/** The UTF-16 unit of four hex digits, which the parser has seen. */
function unitAt(p: usize): i32 {
  let unit = 0;
  for (let k: usize = 0; k < 4; k++) {
    const c = load<u8>(p + k) as i32;
    unit = (unit << 4) | (c <= 0x39 ? c - 0x30 : (c | 0x20) - 0x57);
  }
  return unit;
}

function decode(): bool {
  if (textLength > DECODED_ROOM - decodedLength) return false;
  const start = decoded + decodedLength;
  const end = textAt + textLength;
  let to = start;
  for (let p = textAt; p < end; ) {
    const c = load<u8>(p);
    if (c != 0x5c) {
      store<u8>(to++, c);
      p++;
      continue;
    }
    const letter = load<u8>(p, 1);
    if (letter != 0x75) {
      store<u8>(to++, plainEscape(letter));
      p += 2;
      continue;
    }
    let code = unitAt(p + 2);
    p += 6;
    if ((code & 0xf800) == 0xd800) {
      if (code >= 0xdc00 || p + 6 > end || load<u16>(p) != 0x755c) return false;
      const low = unitAt(p + 2);
      if ((low & 0xfc00) != 0xdc00) return false;
      code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
      p += 6;
    }
    to = writePoint(to, code);
  }
  textAt = start;
  textLength = (to - start) as i32;
  decodedLength += textLength;
  return true;
}

@inline
function plainEscape(letter: u8): u8 {
  switch (letter) {
    case 0x62:
      return 8;
    case 0x66:
      return 12;
    case 0x6e:
      return 10;
    case 0x72:
      return 13;
    case 0x74:
      return 9;
    default:
      return letter;
  }
}

function writePoint(to: usize, code: i32): usize {
  if (code < 0x80) {
    store<u8>(to, code as u8);
    return to + 1;
  }
  if (code < 0x800) {
    store<u8>(to, (0xc0 | (code >> 6)) as u8);
    store<u8>(to, (0x80 | (code & 63)) as u8, 1);
    return to + 2;
  }
  if (code < 0x10000) {
    store<u8>(to, (0xe0 | (code >> 12)) as u8);
    store<u8>(to, (0x80 | ((code >> 6) & 63)) as u8, 1);
    store<u8>(to, (0x80 | (code & 63)) as u8, 2);
    return to + 3;
  }
  store<u8>(to, (0xf0 | (code >> 18)) as u8);
  store<u8>(to, (0x80 | ((code >> 12) & 63)) as u8, 1);
  store<u8>(to, (0x80 | ((code >> 6) & 63)) as u8, 2);
  store<u8>(to, (0x80 | (code & 63)) as u8, 3);
  return to + 4;
}

/** Up to fifteen bytes past both are read. */
@inline
export function sameText(a: usize, b: usize, length: i32): bool {
  let k = 0;
  for (; k + 16 <= length; k += 16) {
    if (v128.any_true(v128.xor(v128.load(a + <usize>k), v128.load(b + <usize>k)))) return false;
  }
  const differing = ~i8x16.bitmask(i8x16.eq(v128.load(a + <usize>k), v128.load(b + <usize>k)));
  return (differing & ((1 << (length - k)) - 1)) == 0;
}

/** Unicode code points of a string's bytes; a pair of surrogate escapes is one. */
export function countPoints(start: usize, end: usize, isEscaped: bool): i32 {
  if (isEscaped) return countEscaped(start, end);
  let at = start;
  let points = 0;
  // Every byte but the continuation bytes 80–BF begins a code point; as signed numbers those are the ones below -64.
  for (; at + 16 <= end; at += 16) points += popcnt(i8x16.bitmask(i8x16.ge_s(v128.load(at), i8x16.splat(-64))));
  const last = i8x16.bitmask(i8x16.ge_s(v128.load(at), i8x16.splat(-64)));
  return points + popcnt(last & ((1 << (<i32>(end - at))) - 1));
}

function countEscaped(start: usize, end: usize): i32 {
  let points = 0;
  for (let p = start; p < end; points++) {
    const c = load<u8>(p);
    if (c != 0x5c) {
      p++;
      while (p < end && (load<u8>(p) & 0xc0) == 0x80) p++;
      continue;
    }
    if (load<u8>(p, 1) != 0x75) {
      p += 2;
      continue;
    }
    const isHigh = (unitAt(p + 2) & 0xfc00) == 0xd800;
    p += 6;
    if (isHigh && p + 6 <= end && load<u16>(p) == 0x755c && (unitAt(p + 2) & 0xfc00) == 0xdc00) p += 6;
  }
  return points;
}

/** Powers of ten that are exact. */
const POWERS: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]);
const MAX_POWER: i32 = 22;
/** Above it another digit may make the mantissa larger than 2^53, up to which every whole number is exact. */
const MANTISSA: f64 = 900719925474098;

/** The number read last lies between them; they are equal where it is known exactly. */
export let lower: f64 = 0;
export let higher: f64 = 0;

/**
 * Reads a number of JSON as JSON.parse does: a mantissa and a power of ten that are both exact give the nearest double with one operation
 * (Clinger 1990, "How to read floating point numbers accurately"). False where the power is too large for that.
 */
@inline
export function readNumber(start: usize, end: usize): bool {
  if (end - start > 1) return readDigits(start, end);
  lower = <f64>((load<u8>(start) as i32) - 0x30);
  higher = lower;
  return true;
}

function readDigits(start: usize, end: usize): bool {
  let p = start;
  const isNegative = load<u8>(p) == 0x2d;
  if (isNegative) p++;
  let mantissa: f64 = 0;
  let power = 0;
  let isFraction = false;
  let isCut = false;
  for (; p < end; p++) {
    const c = load<u8>(p) as i32;
    if (c == 0x2e) {
      isFraction = true;
      continue;
    }
    if (c < 0x30) return false;
    if (c > 0x39) break;
    if (isCut || mantissa > MANTISSA) {
      isCut = true;
      if (!isFraction) power++;
      continue;
    }
    mantissa = mantissa * 10 + (c - 0x30);
    if (isFraction) power--;
  }
  if (p < end) power += exponent(p + 1, end);
  if (power > MAX_POWER || power < -MAX_POWER) return false;
  lower = scaled(mantissa, power);
  higher = isCut ? scaled(mantissa + 1, power) : lower;
  if (isNegative) {
    const held = lower;
    lower = -higher;
    higher = -held;
  }
  return true;
}

/** Far above what can be computed with where it has many digits. */
function exponent(start: usize, end: usize): i32 {
  const sign = load<u8>(start);
  let value = 0;
  for (let p = sign == 0x2b || sign == 0x2d ? start + 1 : start; p < end; p++) {
    value = value * 10 + ((load<u8>(p) as i32) - 0x30);
    if (value > 100000) break;
  }
  return sign == 0x2d ? -value : value;
}

@inline
function scaled(mantissa: f64, power: i32): f64 {
  if (power < 0) return mantissa / load<f64>(POWERS + ((<usize>-power) << 3));
  return mantissa * load<f64>(POWERS + ((<usize>power) << 3));
}

/** Digits of a whole number that JSON.parse surely makes a finite one of. */
const FINITE_DIGITS: usize = 300;

/** A verdict. Digits with an optional minus are a whole number however many they are. */
export function isWhole(start: usize, end: usize): i32 {
  if (end - start <= FINITE_DIGITS) {
    let p = load<u8>(start) == 0x2d ? start + 1 : start;
    while (p < end && load<u8>(p) - 0x30 < 10) p++;
    if (p == end) return 1;
  }
  if (!readNumber(start, end) || lower != higher) return 0;
  return trunc(lower) == lower ? 1 : -1;
}

/** As ajv asks: the quotient has no fraction. It reads the quotient as text, where 1e21 and above have an exponent. */
export function divides(value: f64, divisor: f64): bool {
  const quotient = value / divisor;
  return trunc(quotient) == quotient && abs(quotient) < 1e21;
}
