import { isUtf8 } from 'node:buffer';
import { writeAscii, writeBase64, writeNumber, writeUtf8 } from './json-text.js';
import type { RecordSink } from './record-sink.js';
import { floatText } from './value-text.js';

/** What a text column holds is no UTF-8. */
export class NotText extends Error {}

/** @throws NotText */
export function writeText(sink: RecordSink, bytes: Uint8Array): void {
  if (!isUtf8(bytes)) throw new NotText();
  writeUtf8(sink.text, bytes);
}

/** Bytes of no declared meaning: text where they are UTF-8, else base64. */
export function writeBinary(sink: RecordSink, bytes: Uint8Array): void {
  if (isUtf8(bytes)) writeUtf8(sink.text, bytes);
  else writeBase64(sink.text, bytes);
}

/** Text that needs no escapes. */
export function writeQuoted(sink: RecordSink, ascii: string): void {
  writeAscii(sink.text, `"${ascii}"`);
}

/** NaN is null: it is how pandas stores a missing number. Infinity has no JSON either: null, with a fault. */
export function writeFloat(sink: RecordSink, value: number, single: boolean): void {
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
    sink.faults.push({ code: 'F007', pointer: null, column: null, data: { reason: 'not-finite' } });
  }
  if (single && Number.isFinite(value)) writeAscii(sink.text, floatText(value));
  else writeNumber(sink.text, value);
}
