import { Buffer } from 'node:buffer';

/** JSON text that a format writes for its records, one after the other in a buffer that grows. */
export interface JsonText {
  bytes: Buffer;
  used: number;
}

export function createJsonText(): JsonText {
  return { bytes: Buffer.allocUnsafe(64 << 10), used: 0 };
}

/** Below this many bytes a loop is faster than a call of the engine. */
const SHORT = 32;

/** Text of ASCII characters only, as it is. */
export function writeAscii(text: JsonText, ascii: string): void {
  const { length } = ascii;
  reserve(text, length);
  const { bytes, used } = text;
  if (length > SHORT) bytes.write(ascii, used, 'latin1');
  else for (let i = 0; i < length; i += 1) bytes[used + i] = ascii.charCodeAt(i);
  text.used += length;
}

/** One character. */
export function writeByte(text: JsonText, byte: number): void {
  reserve(text, 1);
  text.bytes[text.used] = byte;
  text.used += 1;
}

/** Bytes that are JSON text already. */
export function writeBytes(text: JsonText, source: Uint8Array): void {
  const { length } = source;
  reserve(text, length);
  const { bytes, used } = text;
  if (length > SHORT) bytes.set(source, used);
  else for (let i = 0; i < length; i += 1) bytes[used + i] = source[i] as number;
  text.used += length;
}

/** A JSON string. Lone surrogates become escapes. */
export function writeString(text: JsonText, value: string): void {
  const json = JSON.stringify(value);
  reserve(text, json.length * 3);
  text.used += text.bytes.write(json, text.used, 'utf8');
}

/** A JSON string from UTF-8 that is known to be right. */
export function writeUtf8(text: JsonText, utf8: Uint8Array): void {
  if (needsEscape(utf8)) {
    writeString(text, Buffer.from(utf8.buffer, utf8.byteOffset, utf8.length).toString());
    return;
  }
  reserve(text, utf8.length + 2);
  const { bytes } = text;
  bytes[text.used++] = 0x22;
  bytes.set(utf8, text.used);
  text.used += utf8.length;
  bytes[text.used++] = 0x22;
}

export function writeBase64(text: JsonText, bytes: Uint8Array): void {
  writeAscii(text, `"${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')}"`);
}

/** JSON has no word for what is not finite: null. */
export function writeNumber(text: JsonText, value: number): void {
  writeAscii(text, Number.isFinite(value) ? String(value) : 'null');
}

function needsEscape(utf8: Uint8Array): boolean {
  for (let i = 0; i < utf8.length; i += 1) {
    const byte = utf8[i] as number;
    if (byte < 0x20 || byte === 0x22 || byte === 0x5c) return true;
  }
  return false;
}

function reserve(text: JsonText, count: number): void {
  const needed = text.used + count;
  if (needed <= text.bytes.length) return;
  const grown = Buffer.allocUnsafe(needed * 2);
  text.bytes.copy(grown, 0, 0, text.used);
  text.bytes = grown;
}
