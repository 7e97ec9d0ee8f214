import { type ByteMemory, createKeyHeaps, type GroupSizes, HEAP_KEY_BYTES, type KeyHeaps } from '@jatdae/kernel';
import { createKeyGrouper, type KeyGroups, type Keys, partBits } from './equal-keys.js';

/** Groups of sketches that have the same key in a band, part by part. */
export interface BandGroups {
  /** Parts of all keys, by their upper bits, that are looked at one after the other. */
  readonly parts: number;
  /** Takes the keys of one part. */
  take(keys: Keys, part: number, skipped: Uint8Array): GroupSizes;
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
      return { groups: taken.count, members: taken.ends[taken.count - 1] ?? 0, pairs, largest };
    },
    groups: () => (taken.count === 0 ? [] : [taken]),
  };
}

/** All groups of a part at once, in arrays of their own. */
export function collectGroups(groups: Iterable<KeyGroups>, sizes: GroupSizes): KeyGroups {
  const members = new Int32Array(sizes.members);
  const ends = new Int32Array(sizes.groups);
  let length = 0;
  let count = 0;
  for (const some of groups) {
    for (let g = 0; g < some.count; g++) ends[count + g] = length + (some.ends[g] as number);
    const more = some.ends[some.count - 1] as number;
    members.set(some.members.subarray(0, more), length);
    length += more;
    count += some.count;
  }
  return { count, members, ends };
}
