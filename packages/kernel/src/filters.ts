import { allocate, type ByteMemory, type LackingFunction } from './byte-memory.js';

/** Words of a filter. */
export const FILTER_WORDS = 4;

/** A question: the first filter that is looked at and the one after the last, the longest that is looked for, a word, and a filter. */
export const Asked = { From: 0, To: 1, Reach: 2, Filter: 4 } as const;
export const ASKED = Asked.Filter + FILTER_WORDS;

/** Bloom filters of texts, of which those are looked for that another one holds but for some bits. */
export interface FilterTable {
  /**
   * Takes `count` filters. @param sizes of each a length in the upper 19 bits, by which they stand within what a question looks at, and in
   * the lower 13 how many bits it may have more than the other one
   */
  take(sizes: Int32Array, filters: Int32Array, count: number): void;
  /** Tells of each filter that a question finds, and how many bits it has more, question by question. @param asked `count` questions, ASKED integers each */
  find(asked: Int32Array, count: number, tell: (question: number, filter: number, missing: number) => void): void;
}

/** @param memory its WebAssembly, or the same in TypeScript */
export function createFilterTable(memory: ByteMemory): FilterTable {
  const { kernels } = memory;
  return kernels === null ? createPlainTable() : createFastTable(memory, kernels.lacking);
}

function createPlainTable(): FilterTable {
  let sizes: Int32Array = new Int32Array(0);
  let filters: Int32Array = new Int32Array(0);
  return {
    take(newSizes, newFilters, count) {
      sizes = newSizes.subarray(0, count);
      filters = newFilters.subarray(0, count * FILTER_WORDS);
    },
    find(asked, count, tell) {
      for (let question = 0; question < count; question++) {
        const row = question * ASKED;
        for (let k = asked[row + Asked.From] as number; k < (asked[row + Asked.To] as number); k++) {
          const size = sizes[k] as number;
          if (size >>> 13 > (asked[row + Asked.Reach] as number)) break;
          const missing = missingBits(filters, k * FILTER_WORDS, asked, row + Asked.Filter);
          if (missing <= (size & 8191)) tell(question, k, missing);
        }
      }
    },
  };
}

/** Bits that a filter has more than another. */
function missingBits(own: Int32Array, at: number, other: Int32Array, otherAt: number): number {
  let count = 0;
  for (let k = 0; k < FILTER_WORDS; k++) {
    let x = (own[at + k] as number) & ~(other[otherAt + k] as number);
    x -= (x >>> 1) & 0x55555555;
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
    count += Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Integers of an answer. */
const FOUND = 3;
/** Answers that there is room for, and questions that are handed over at once; a question may have more answers than filters are taken. */
const LEAST_ROOM = 1 << 14;
const MOST_ASKED = 1 << 12;

function createFastTable(memory: ByteMemory, lacking: LackingFunction): FilterTable {
  const askedAt = allocate(memory, MOST_ASKED * ASKED * 4);
  const stateAt = allocate(memory, 4);
  let room = 0;
  let sizesAt = 0;
  let filtersAt = 0;
  let outAt = 0;
  let ints = new Int32Array(memory.buffer);
  memory.onReplaced.push(() => {
    ints = new Int32Array(memory.buffer);
  });

  function takeRoom(count: number): void {
    if (room > 0 && room >= count) return;
    room = Math.max(LEAST_ROOM, count * 2);
    sizesAt = allocate(memory, room * 4);
    filtersAt = allocate(memory, room * FILTER_WORDS * 4);
    outAt = allocate(memory, (room + 1) * FOUND * 4);
  }

  return {
    take(sizes, filters, count) {
      takeRoom(count);
      ints.set(sizes.subarray(0, count), sizesAt >>> 2);
      ints.set(filters.subarray(0, count * FILTER_WORDS), filtersAt >>> 2);
    },
    find(asked, count, tell) {
      for (let before = 0; before < count; before += MOST_ASKED) {
        const some = Math.min(MOST_ASKED, count - before);
        ints.set(asked.subarray(before * ASKED, (before + some) * ASKED), askedAt >>> 2);
        for (let next = 0; next < some; ) {
          const found = lacking(sizesAt, filtersAt, askedAt, next, some, outAt, room, stateAt);
          next = ints[stateAt >>> 2] as number;
          const out = outAt >>> 2;
          for (let at = out; at < out + found * FOUND; at += FOUND) {
            tell(before + (ints[at] as number), ints[at + 1] as number, ints[at + 2] as number);
          }
        }
      }
    },
  };
}
