import { Buffer } from 'node:buffer';

export const LF = 0x0a;
export const CR = 0x0d;

export type Bom = 'utf-8' | 'utf-16le' | 'utf-16be';

export const UTF8_BOM_BYTES = 3;
export const UTF16_BOM_BYTES = 2;

export function detectBom(head: Uint8Array): Bom | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** Offset of the first byte that no UTF-8 text has there (Unicode 15, table 3-7), or -1. A sequence cut off by the end is bad at its first byte. */
export function firstBadUtf8(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const lead = bytes[i] as number;
    if (lead < 0x80) {
      i += 1;
      continue;
    }
    const length = sequenceLength(lead);
    if (length === 0 || !isSequence(bytes, i, length)) return i;
    i += length;
  }
  return -1;
}

/** What is to be said of a record that is not UTF-8: where, and whether what follows there is CP949. */
export interface Undecodable {
  /** index of the first bad byte */
  readonly bad: number;
  readonly data: { readonly reason: string; readonly byte: number; readonly hint?: 'cp949' };
}

/** `at`: offset in the file of bytes[0]. */
export function undecodable(bytes: Uint8Array, at: number): Undecodable {
  const bad = firstBadUtf8(bytes);
  const byte = at + bad;
  if (!looksLikeCp949(bytes.subarray(bad))) return { bad, data: { reason: 'invalid-utf-8', byte } };
  return { bad, data: { reason: 'turns-to-cp949', byte, hint: 'cp949' } };
}

/** All that is not ASCII is pairs of CP949, and one of them at least is a syllable of KS X 1001. */
function looksLikeCp949(bytes: Uint8Array): boolean {
  let hasSyllable = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    const trail = bytes[i + 1] ?? 0;
    const isTrail = (trail >= 0x81 && trail <= 0xfe) || (trail >= 0x41 && trail <= 0x5a) || (trail >= 0x61 && trail <= 0x7a);
    if (lead === 0x80 || lead === 0xff || !isTrail) return false;
    hasSyllable ||= lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1;
    i += 1;
  }
  return hasSyllable;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

function isSequence(bytes: Uint8Array, at: number, length: number): boolean {
  if (at + length > bytes.length) return false;
  const lead = bytes[at] as number;
  const second = bytes[at + 1] as number;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return false;
  for (let i = at + 2; i < at + length; i += 1) {
    if (((bytes[i] as number) & 0xc0) !== 0x80) return false;
  }
  return true;
}

/** Code points that start in bytes[from, to) of UTF-8 text. */
export function countCodePoints(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i += 1) {
    if (((bytes[i] as number) & 0xc0) !== 0x80) count += 1;
  }
  return count;
}

/** Whether bytes[from, to) are spaces, tabs and line ends only. */
export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) {
    const byte = bytes[i];
    if (byte !== 0x20 && byte !== 0x09 && byte !== CR && byte !== LF) return false;
  }
  return true;
}

export interface TextSearch {
  feed(bytes: Uint8Array): void;
  found(): boolean;
}

/** Looks for a text in bytes that come in pieces, also where it lies across two of them. */
export function textSearch(text: string | null): TextSearch {
  if (text === null || text === '') return { feed: () => undefined, found: () => false };
  const wanted = Buffer.from(text);
  let found = false;
  let tail: Uint8Array = new Uint8Array(0);
  return {
    feed(bytes) {
      if (found) return;
      const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      const seam = Buffer.concat([tail, view.subarray(0, wanted.length - 1)]);
      found = seam.includes(wanted) || view.includes(wanted);
      const joined = view.length >= wanted.length - 1 ? view : Buffer.concat([tail, view]);
      tail = Uint8Array.from(joined.subarray(Math.max(0, joined.length - wanted.length + 1)));
    },
    found: () => found,
  };
}
