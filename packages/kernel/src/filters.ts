import { allocate, type ByteMemory, type LackingFunction } from './byte-memory.js';

/** Words of a filter. */
export const FILTER_WORDS = 4;

/** Bloom filters of texts, of which those are looked for that another one holds but for some bits. */
export interface FilterTable {
  /**
   * Takes `count` filters. @param sizes of each a length in the upper 19 bits, by which they stand within what `find` looks at, and in the
   * lower 13 how many bits it may have more than the other one
   */
  take(sizes: Int32Array, filters: Int32Array, count: number): void;
  /**
   * Looks from the filter `from` to before `to` for those not longer than `reach` that have few enough bits more than the filter at `at` of
   * `others`; gives how many they are.
   */
  find(from: number, to: number, others: Int32Array, at: number, reach: number): number;
  /** The number of the k-th that was found, counted from `from`, and how many bits it has more. */
  numberOf(k: number): number;
  missingOf(k: number): number;
}

/** @param memory its WebAssembly, or the same in TypeScript */
export function createFilterTable(memory: ByteMemory): FilterTable {
  const { kernels } = memory;
  return kernels === null ? createPlainTable() : createFastTable(memory, kernels.lacking);
}

function createPlainTable(): FilterTable {
  let sizes: Int32Array = new Int32Array(0);
  let filters: Int32Array = new Int32Array(0);
  const found: number[] = [];
  return {
    take(newSizes, newFilters, count) {
      sizes = newSizes.subarray(0, count);
      filters = newFilters.subarray(0, count * FILTER_WORDS);
    },
    find(from, to, others, at, reach) {
      found.length = 0;
      for (let k = from; k < to; k++) {
        const size = sizes[k] as number;
        if (size >>> 13 > reach) break;
        const missing = missingBits(filters, k * FILTER_WORDS, others, at);
        if (missing <= (size & 8191)) found.push(k - from, missing);
      }
      return found.length / 2;
    },
    numberOf: (k) => found[k * 2] as number,
    missingOf: (k) => found[k * 2 + 1] as number,
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

function createFastTable(memory: ByteMemory, lacking: LackingFunction): FilterTable {
  const otherAt = allocate(memory, FILTER_WORDS * 4);
  let room = 0;
  let sizesAt = 0;
  let filtersAt = 0;
  let outAt = 0;
  let ints = new Int32Array(memory.buffer);
  memory.onReplaced.push(() => {
    ints = new Int32Array(memory.buffer);
  });

  function takeRoom(count: number): void {
    if (room >= count) return;
    room = Math.max(1024, count * 2);
    sizesAt = allocate(memory, room * 4);
    filtersAt = allocate(memory, room * FILTER_WORDS * 4);
    outAt = allocate(memory, (room + 1) * 8);
  }

  return {
    take(sizes, filters, count) {
      takeRoom(count);
      ints.set(sizes.subarray(0, count), sizesAt >>> 2);
      ints.set(filters.subarray(0, count * FILTER_WORDS), filtersAt >>> 2);
    },
    find(from, to, others, at, reach) {
      for (let k = 0; k < FILTER_WORDS; k++) ints[(otherAt >>> 2) + k] = others[at + k] as number;
      return lacking(sizesAt + from * 4, filtersAt + from * FILTER_WORDS * 4, to - from, otherAt, reach, outAt);
    },
    numberOf: (k) => ints[(outAt >>> 2) + k * 2] as number,
    missingOf: (k) => ints[(outAt >>> 2) + k * 2 + 1] as number,
  };
}
