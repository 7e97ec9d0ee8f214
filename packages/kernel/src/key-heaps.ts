import { allocate, type ByteMemory } from './byte-memory.js';

/** Groups of rows that have the same key, as assembly/key-heaps.ts finds them. */
export interface KeyHeaps {
  clear(): void;
  /** Takes keys, of which the first has the row `first`, but for those that are skipped and those whose upper `bits` are not `part`. */
  deal(keys: Int32Array, skipped: Uint8Array, first: number, bits: number, part: number): void;
  /** After the last `deal`. */
  measure(): GroupSizes;
  /** After `measure`: all groups, some at a time. The arrays are used again by the next ones. */
  groups(): Iterable<{ readonly count: number; readonly members: Int32Array; readonly ends: Int32Array }>;
}

/** Of groups of two or more. */
export interface GroupSizes {
  readonly groups: number;
  readonly members: number;
  readonly pairs: number;
  /** members of the largest one, 0 where there is none */
  readonly largest: number;
}

/** Bytes that a key takes. */
export const HEAP_KEY_BYTES = 9;

/** Those of assembly/key-heaps.ts. */
const HEAPS = 256;
const CHUNK = 2048;
const SLOTS = 1 << 16;
const KNOWN = 12;
const Layout = {
  Pairs: 0,
  Largest: 8,
  Free: 12,
  End: 16,
  Marks: 20,
  Slots: 24,
  Known: 28,
  Most: 32,
  Groups: 40,
  All: 44,
  Members: 48,
  Heaps: 56,
} as const;
const HEAP = 12;

/** Keys that are copied to where the kernel sees them at once. */
const PIECE = 1 << 16;
/** Members that are given at once, where no heap has more. */
const LEAST_MEMBERS = 1 << 13;
/** Distinct keys of a heap that there is room for at first. */
const LEAST_DISTINCT = 1 << 12;

/** @returns null where there is no WebAssembly */
export function createKeyHeaps(memory: ByteMemory): KeyHeaps | null {
  const { kernels } = memory;
  if (kernels === null) return null;
  const { dealKeys } = kernels;
  const state = allocate(memory, Layout.Heaps + HEAPS * HEAP);
  const keysAt = allocate(memory, PIECE * 4);
  const skippedAt = allocate(memory, PIECE);
  const chunks = createChunks(memory);
  let ints = new Int32Array(memory.buffer);
  let bytes = new Uint8Array(memory.buffer);
  memory.onReplaced.push(() => {
    ints = new Int32Array(memory.buffer);
    bytes = new Uint8Array(memory.buffer);
  });
  const put = (at: number, value: number): void => {
    ints[(state + at) >>> 2] = value;
  };
  const get = (at: number): number => ints[(state + at) >>> 2] as number;
  put(Layout.Marks, allocate(memory, SLOTS));
  takeDistinct(LEAST_DISTINCT);
  let roomAt = 0;
  let members = new Int32Array(0);
  let ends = new Int32Array(0);

  function takeDistinct(most: number): void {
    const slots = allocate(memory, most * 2 * 4);
    const known = allocate(memory, (most + 1) * KNOWN);
    put(Layout.Slots, slots);
    put(Layout.Known, known);
    put(Layout.Most, most);
  }

  function takeMembers(room: number): void {
    if (members.length >= room) return;
    members = new Int32Array(room);
    ends = new Int32Array(room >>> 1);
    roomAt = allocate(memory, room * 6);
  }

  function takeChunks(): void {
    const { start, end } = chunks.next();
    put(Layout.Free, start);
    put(Layout.End, end);
  }

  function dealPiece(count: number, first: number, shift: number, part: number): void {
    for (let from = 0; ; takeChunks()) {
      from = dealKeys(state, keysAt, skippedAt, from, count, first, shift, part);
      if (from === count) return;
    }
  }

  return {
    clear() {
      kernels.clearHeaps(state);
      chunks.restart();
      put(Layout.Free, 0);
      put(Layout.End, 0);
    },
    deal(keys, skipped, first, bits, part) {
      for (let from = 0; from < keys.length; from += PIECE) {
        const count = Math.min(PIECE, keys.length - from);
        ints.set(keys.subarray(from, from + count), keysAt >>> 2);
        bytes.set(skipped.subarray(first + from, first + from + count), skippedAt);
        dealPiece(count, first + from, 32 - bits, part);
      }
    },
    measure() {
      for (let heap = 0; ; takeDistinct(get(Layout.Most) * 2)) {
        heap = kernels.measureHeaps(state, heap);
        if (heap === HEAPS) break;
      }
      return {
        groups: get(Layout.All),
        members: get(Layout.Members),
        pairs: new Float64Array(memory.buffer, state + Layout.Pairs, 1)[0] as number,
        largest: get(Layout.Largest),
      };
    },
    *groups() {
      takeMembers(LEAST_MEMBERS);
      for (let heap = 0; heap < HEAPS; ) {
        const room = members.length;
        const next = kernels.takeGroups(state, heap, roomAt, roomAt + room * 4, room);
        const count = get(Layout.Groups);
        if (count > 0) {
          ends.set(ints.subarray((roomAt >>> 2) + room, (roomAt >>> 2) + room + count));
          members.set(ints.subarray(roomAt >>> 2, (roomAt >>> 2) + (ends[count - 1] as number)));
          yield { count, members, ends };
        }
        heap = next;
        if (heap < HEAPS && kernels.pickedOf(state, heap) > room) takeMembers(kernels.pickedOf(state, heap) * 2);
      }
    },
  };
}

/** Ranges of whole chunks, which are handed out again after `restart`. */
function createChunks(memory: ByteMemory): { next(): { readonly start: number; readonly end: number }; restart(): void } {
  const ranges: { readonly start: number; readonly end: number }[] = [];
  let given = 0;
  return {
    next() {
      if (given === ranges.length) {
        const at = allocate(memory, RANGE + CHUNK);
        const start = Math.ceil(at / CHUNK) * CHUNK;
        ranges.push({ start, end: start + RANGE });
      }
      return ranges[given++] as { readonly start: number; readonly end: number };
    },
    restart() {
      given = 0;
    },
  };
}

/** Bytes of chunks that are taken at once. */
const RANGE = 1 << 19;
