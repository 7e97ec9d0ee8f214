/**
 * Tells which fingerprints may have an equal one, while they still come in: a word of each names a bit, and who shares a bit with another
 * may be its equal. Few do on clean data, so that nothing else has to be looked at closely, or copied.
 */
export interface PrintFilter {
  /** Takes entries of `stride` integers, of which the first is the word that counts. The filter keeps the array, to grow from. */
  add(entries: Int32Array): void;
  mayBeEqual(word: number): boolean;
}

/** Bits for each entry, at the least: of entries without an equal one in so many is taken for one that may have it. */
const BITS = 8;
/** Past 32 MiB a bitmap lets more through. */
const MOST_WORDS = 1 << 23;

export function createPrintFilter(stride: number): PrintFilter {
  const taken: Int32Array[] = [];
  let count = 0;
  let words = 1 << 10;
  let seen = new Int32Array(words);
  let shared = new Int32Array(words);

  function mark(entries: Int32Array): void {
    const mask = words - 1;
    for (let at = 0; at < entries.length; at += stride) {
      const hash = entries[at] as number;
      const word = (hash >>> 5) & mask;
      const bit = 1 << (hash & 31);
      const before = seen[word] as number;
      if ((before & bit) === 0) seen[word] = before | bit;
      else shared[word] = (shared[word] as number) | bit;
    }
  }

  function grow(): void {
    while (words < MOST_WORDS && words * 32 < count * BITS) words *= 2;
    seen = new Int32Array(words);
    shared = new Int32Array(words);
    for (const entries of taken) mark(entries);
  }

  return {
    add(entries) {
      taken.push(entries);
      count += entries.length / stride;
      if (words < MOST_WORDS && words * 32 < count * BITS) grow();
      else mark(entries);
    },
    mayBeEqual: (word) => ((shared[(word >>> 5) & (words - 1)] as number) & (1 << (word & 31))) !== 0,
  };
}
