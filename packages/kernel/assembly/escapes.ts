// How JSON spells the bytes that a string cannot hold as they are.

/** The letter after the backslash where there is a short escape, else 0. */
@inline
export function shortEscape(byte: u32): u32 {
  if (byte == 0x22 || byte == 0x5c) return byte;
  if (byte == 0x0a) return 0x6e;
  if (byte == 0x0d) return 0x72;
  if (byte == 0x09) return 0x74;
  if (byte == 0x08) return 0x62;
  return byte == 0x0c ? 0x66 : 0;
}

@inline
function hexDigit(value: u32): u32 {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

/** Writes a byte as JSON escapes it; gives the address behind. */
export function writeEscape(byte: u32, to: usize): usize {
  const letter = shortEscape(byte);
  store<u8>(to, 0x5c);
  if (letter != 0) {
    store<u8>(to, letter, 1);
    return to + 2;
  }
  // "u00" and two digits.
  store<u32>(to, 0x3030755c);
  store<u8>(to, hexDigit(byte >>> 4), 4);
  store<u8>(to, hexDigit(byte & 15), 5);
  return to + 6;
}
