import { type ByteMemory, createKeyHeaps, HEAP_KEY_BYTES, type KeyHeaps } from '@jatdae/kernel';
import { createKeyGrouper, type KeyGroups, type Keys, partBits } from './equal-keys.js';

/** Groups of sketches that have the same key in a band, part by part. */
export interface BandGroups {
  /** Parts of all keys, by their upper bits, that are looked at one after the other. */
  readonly parts: number;
  /** Takes the keys of one part; gives the pairs of its groups, and the members of the largest. */
  take(keys: Keys, part: number, skipped: Uint8Array): { readonly pairs: number; readonly largest: number };
  /** The groups of that part, some at a time; the arrays are used again by the next ones. */
  groups(): Iterable<KeyGroups>;
}

/** @param size keys of a band @param memory what groups keys works in it */
export function createBandGroups(size: number, budgetBytes: number, memory: ByteMemory): BandGroups {
  const heaps = createKeyHeaps(memory);
  return heaps === null
    ? createPlainGroups(size, budgetBytes)
    : createHeapGroups(heaps, partBits(size * HEAP_KEY_BYTES, budgetBytes));
}

function createHeapGroups(heaps: KeyHeaps, bits: number): BandGroups {
  return {
    parts: 2 ** bits,
    take(keys, part, skipped) {
      heaps.clear();
      let first = 0;
      for (const piece of keys()) {
        heaps.deal(piece, skipped, first, bits, part);
        first += piece.length;
      }
      return heaps.measure();
    },
    groups: heaps.groups,
  };
}

function createPlainGroups(size: number, budgetBytes: number): BandGroups {
  const { parts, group } = createKeyGrouper(size, budgetBytes);
  let taken: KeyGroups = { count: 0, members: new Int32Array(0), ends: new Int32Array(0) };
  return {
    parts,
    take(keys, part, skipped) {
      taken = group(keys, part, skipped);
      let pairs = 0;
      let largest = 0;
      for (let g = 0, start = 0; g < taken.count; start = taken.ends[g++] as number) {
        const size = (taken.ends[g] as number) - start;
        pairs += (size * (size - 1)) / 2;
        largest = Math.max(largest, size);
      }
      return { pairs, largest };
    },
    groups: () => [taken],
  };
}
