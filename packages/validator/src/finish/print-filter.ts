/**
 * Tells which fingerprints may have an equal one, while they still come in: a word of each names a bit, and who shares a bit with another
 * may be its equal. Few do on clean data, so that nothing else has to be looked at closely, or copied.
 */
export interface PrintFilter {
  /** Takes entries of `stride` integers, of which the first is the word that counts. The filter keeps the array, to grow from. */
  add(entries: Int32Array): void;
  /** Those of some entries that may have an equal one, in their order. */
  pick(entries: Int32Array): Int32Array;
}

/** Bits for each entry, at the least: of entries without an equal one in so many is taken for one that may have it. */
const BITS = 8;
/** Past 32 MiB a bitmap lets more through. */
const MOST_WORDS = 1 << 23;

/** @param splits how often entries are added in the end: room is made for as many as those before let expect */
export function createPrintFilter(stride: number, splits = 1): PrintFilter {
  const taken: Int32Array[] = [];
  let count = 0;
  let words = 1 << 10;
  let seen = new Int32Array(words);
  let shared = new Int32Array(words);
  /** Where the entries begin that are picked: their number is known before they are copied, so that no room is made for the others. */
  let found = new Int32Array(0);

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
    const expected = Math.max(count, (count / taken.length) * splits);
    while (words < MOST_WORDS && words * 32 < expected * BITS) words *= 2;
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
    pick(entries) {
      const mask = words - 1;
      if (found.length * stride < entries.length) found = new Int32Array(entries.length / stride);
      let count = 0;
      for (let at = 0; at < entries.length; at += stride) {
        const hash = entries[at] as number;
        if (((shared[(hash >>> 5) & mask] as number) & (1 << (hash & 31))) !== 0) found[count++] = at;
      }
      const picked = new Int32Array(count * stride);
      for (let n = 0, to = 0; n < count; n++) {
        const at = found[n] as number;
        for (let k = 0; k < stride; k++) picked[to++] = entries[at + k] as number;
      }
      return picked;
    },
  };
}
