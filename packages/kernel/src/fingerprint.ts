/** Four 32-bit words. */
export type Fingerprint = Int32Array;
export const FINGERPRINT_WORDS = 4;

/** Bytes that are being written for a fingerprint; `words` is the same memory. */
export interface Sink {
  bytes: Uint8Array<ArrayBuffer>;
  words: Int32Array;
  length: number;
}

export function createSink(capacity = 1 << 16): Sink {
  const bytes = new Uint8Array(capacity);
  return { bytes, words: new Int32Array(bytes.buffer), length: 0 };
}

/** Makes room for `more` bytes and the padding of the last block. */
export function reserve(sink: Sink, more: number): void {
  const needed = sink.length + more + 16;
  if (needed <= sink.bytes.length) return;
  const grown = new Uint8Array((Math.max(needed, sink.bytes.length * 2) + 15) & ~15);
  grown.set(sink.bytes.subarray(0, sink.length));
  sink.bytes = grown;
  sink.words = new Int32Array(grown.buffer);
}

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

const rotl = (x: number, r: number): number => (x << r) | (x >>> (32 - r));

function fmix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * MurmurHash3_x86_128 (Austin Appleby, public domain) of the sink's bytes, seed 0, as four little-endian words in `out`.
 * Not cryptographic: equal fingerprints are candidates, confirmed by reading both records.
 */
export function fingerprint(sink: Sink, out: Int32Array, at = 0): void {
  const { words, length } = sink;
  // A partial block is mixed word by word below; zeros past the end leave a missing word's hash untouched.
  sink.bytes.fill(0, length, (length + 15) & ~15);
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  const whole = (length >>> 4) << 2;
  for (let w = 0; w < whole; w += 4) {
    h1 ^= Math.imul(rotl(Math.imul(words[w] as number, C1), 15), C2);
    h1 = (Math.imul((rotl(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= Math.imul(rotl(Math.imul(words[w + 1] as number, C2), 16), C3);
    h2 = (Math.imul((rotl(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= Math.imul(rotl(Math.imul(words[w + 2] as number, C3), 17), C4);
    h3 = (Math.imul((rotl(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= Math.imul(rotl(Math.imul(words[w + 3] as number, C4), 18), C1);
    h4 = (Math.imul((rotl(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  if ((length & 15) !== 0) {
    h4 ^= Math.imul(rotl(Math.imul(words[whole + 3] as number, C4), 18), C1);
    h3 ^= Math.imul(rotl(Math.imul(words[whole + 2] as number, C3), 17), C4);
    h2 ^= Math.imul(rotl(Math.imul(words[whole + 1] as number, C2), 16), C3);
    h1 ^= Math.imul(rotl(Math.imul(words[whole] as number, C1), 15), C2);
  }
  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = fmix(h1);
  h2 = fmix(h2);
  h3 = fmix(h3);
  h4 = fmix(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  out[at] = h1;
  out[at + 1] = (h2 + h1) | 0;
  out[at + 2] = (h3 + h1) | 0;
  out[at + 3] = (h4 + h1) | 0;
}

export function sameFingerprint(a: Int32Array, i: number, b: Int32Array, j: number): boolean {
  return a[i] === b[j] && a[i + 1] === b[j + 1] && a[i + 2] === b[j + 2] && a[i + 3] === b[j + 3];
}
