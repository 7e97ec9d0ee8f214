// Equal keys among many: validator/src/similar/equal-keys.ts has the same in plain TypeScript. Addresses are absolute.
//
// Keys are dealt to heaps, and a heap is looked at by itself, so that what is looked up again and again stays near. A heap is a chain of chunks.

const HEAPS: i32 = 256;
/** Bytes of a chunk, a power of two where chunks begin: the address of the next one of its heap, four free bytes, and entries of a key and its row. */
const CHUNK: usize = 2048;
const FIRST: usize = 8;
const ENTRY: usize = 8;

/** Bytes in which a heap's keys are counted by their slot, at the most: of more keys, more are taken for some that may have an equal one. */
const MOST_SLOTS: i32 = 1 << 16;
/** Bytes of a distinct key in the table: the key, how many have it, and where the next one of them goes. */
const KNOWN: usize = 12;

@unmanaged
class Heap {
  first: usize;
  /** where the next entry goes: a multiple of CHUNK where there is no room */
  to: usize;
  /** entries that may have an equal one, after `measureHeaps` the only ones */
  picked: i32;
}
const HEAP: usize = 12;

/** HeapState of src/key-heaps.ts, which writes it; heaps stand behind it. */
@unmanaged
class State {
  /** keys in groups of two or more, in pairs */
  pairs: f64;
  largest: i32;
  /** chunks that no heap has */
  free: usize;
  end: usize;
  /** MOST_SLOTS bytes */
  marks: usize;
  /** a table of `most` * 2 numbers, a power of two, of so many distinct keys */
  slots: usize;
  known: usize;
  most: i32;
  /** of the slots that are in use */
  mask: i32;
  /** groups that `takeGroups` gave */
  groups: i32;
  /** all groups of two or more, and their members */
  all: i32;
  members: i32;
}
const HEAPS_AT: usize = 56;

@inline
function heapAt(state: usize, number: i32): usize {
  return state + HEAPS_AT + (<usize>number) * HEAP;
}

/** Empties all heaps. */
export function clearHeaps(state: usize): void {
  memory.fill(state + HEAPS_AT, 0, (<usize>HEAPS) * HEAP);
  const known = changetype<State>(state);
  known.pairs = 0;
  known.largest = 0;
  known.all = 0;
  known.members = 0;
}

/**
 * Deals the keys from `from` to before `length` that are not skipped and whose upper bits, shifted by `shift`, are `part`; the first of all has the row `first`.
 * Stops where there is no free chunk, and gives the key it stopped before.
 */
export function dealKeys(state: usize, keys: usize, skipped: usize, from: i32, length: i32, first: i32, shift: i32, part: i32): i32 {
  const own = changetype<State>(state);
  let k = from;
  for (; k < length; k++) {
    const key = load<u32>(keys + ((<usize>k) << 2));
    if (load<u8>(skipped + <usize>k) != 0 || <i32>((<u64>key) >> (<u64>shift)) != part) continue;
    const heap = changetype<Heap>(heapAt(state, (key >>> 8) & (HEAPS - 1)));
    let to = heap.to;
    if ((to & (CHUNK - 1)) == 0) {
      const free = own.free;
      if (free == own.end) break;
      own.free = free + CHUNK;
      store<usize>(free, 0);
      if (to == 0) heap.first = free;
      else store<usize>(to - CHUNK, free);
      to = free + FIRST;
    }
    store<u32>(to, key);
    store<i32>(to, first + k, 4);
    heap.to = to + ENTRY;
  }
  return k;
}

/** The entry behind one, in the next chunk where that was the last of its own. */
@inline
function after(entry: usize): usize {
  const next = entry + ENTRY;
  return (next & (CHUNK - 1)) == 0 ? load<usize>(next - CHUNK) + FIRST : next;
}

@inline
function slotOf(key: u32): u32 {
  return key ^ (key >>> 16);
}

@inline
function sizeOf(heap: Heap): i32 {
  let count = 0;
  const last = (heap.to - 1) & ~(CHUNK - 1);
  for (let chunk = heap.first; chunk != last; chunk = load<usize>(chunk)) count += <i32>((CHUNK - FIRST) / ENTRY);
  return count + <i32>((heap.to - last - FIRST) / ENTRY);
}

@inline
function powerOver(count: i32): i32 {
  return 1 << (32 - clz(count));
}

/** Moves the entries of a heap that may have an equal one to its front; gives how many. */
function pick(own: State, heap: Heap): i32 {
  const count = sizeOf(heap);
  const marks = own.marks;
  const slots = min(MOST_SLOTS, powerOver(count) << 2);
  const mask = slots - 1;
  memory.fill(marks, 0, slots);
  let entry = heap.first + FIRST;
  for (let k = 0; k < count; k++) {
    const mark = marks + <usize>(slotOf(load<u32>(entry)) & mask);
    store<u8>(mark, (load<u8>(mark) << 1) | 1);
    entry = after(entry);
  }
  entry = heap.first + FIRST;
  let to = entry;
  let picked = 0;
  for (let k = 0; k < count; k++) {
    const both = load<u64>(entry);
    entry = after(entry);
    store<u64>(to, both);
    // Which of them no branch foresees.
    const isPicked = <i32>(load<u8>(marks + <usize>(slotOf(<u32>both) & mask)) > 1);
    picked += isPicked;
    const next = to + ((<usize>isPicked) << 3);
    to = (next & (CHUNK - 1)) == 0 ? load<usize>(next - CHUNK) + FIRST : next;
  }
  return picked;
}

/** The number of a key among the distinct ones, or the free slot where it would stand as `~slot`. */
@inline
function find(own: State, key: u32): i32 {
  const mask = own.mask;
  let slot = <i32>slotOf(key) & mask;
  let number = load<i32>(own.slots + ((<usize>slot) << 2));
  while (number != 0 && load<u32>(own.known + (<usize>number) * KNOWN) != key) {
    slot = (slot + 1) & mask;
    number = load<i32>(own.slots + ((<usize>slot) << 2));
  }
  return number == 0 ? ~slot : number;
}

/** Counts the distinct keys of what was picked of a heap, numbered from 1; gives how many, or -1 where there is no room for them. */
function count(own: State, heap: Heap): i32 {
  const slots = min(own.most, powerOver(heap.picked)) << 1;
  own.mask = slots - 1;
  memory.fill(own.slots, 0, (<usize>slots) << 2);
  let distinct = 0;
  let entry = heap.first + FIRST;
  for (let k = 0; k < heap.picked; k++) {
    const key = load<u32>(entry);
    const number = find(own, key);
    if (number > 0) {
      const known = own.known + (<usize>number) * KNOWN;
      store<i32>(known, load<i32>(known, 4) + 1, 4);
    } else {
      distinct += 1;
      if (distinct == own.most) return -1;
      store<i32>(own.slots + ((<usize>~number) << 2), distinct);
      const known = own.known + (<usize>distinct) * KNOWN;
      store<u32>(known, key);
      store<i32>(known, 1, 4);
    }
    entry = after(entry);
  }
  return distinct;
}

/** Counts the groups, their members, their pairs, and the members of the largest one, heap by heap from `from`; stops before a heap that has more distinct keys than there is room for, and gives it. */
export function measureHeaps(state: usize, from: i32): i32 {
  const own = changetype<State>(state);
  for (let number = from; number < HEAPS; number++) {
    const heap = changetype<Heap>(heapAt(state, number));
    if (heap.to == 0) continue;
    if (heap.picked == 0) heap.picked = pick(own, heap);
    if (heap.picked == 0) continue;
    const distinct = count(own, heap);
    if (distinct < 0) return number;
    for (let k = 1; k <= distinct; k++) {
      const size = load<i32>(own.known + (<usize>k) * KNOWN, 4);
      if (size == 1) continue;
      own.all += 1;
      own.members += size;
      own.pairs += (<f64>size) * (<f64>(size - 1)) * 0.5;
      own.largest = max(own.largest, size);
    }
  }
  return HEAPS;
}

/**
 * Writes the rows of the groups of heaps from `from` to `members`, those of a group behind each other, and where each ends to `ends`, after `measureHeaps`. Stops before
 * a heap that has more picked entries than there is room for. Gives that heap.
 */
export function takeGroups(state: usize, from: i32, members: usize, ends: usize, room: i32): i32 {
  const own = changetype<State>(state);
  let length = 0;
  let groups = ends;
  let number = from;
  for (; number < HEAPS; number++) {
    const heap = changetype<Heap>(heapAt(state, number));
    if (heap.picked == 0) continue;
    if (heap.picked > room - length) break;
    const distinct = count(own, heap);
    for (let k = 1; k <= distinct; k++) {
      const known = own.known + (<usize>k) * KNOWN;
      const size = load<i32>(known, 4);
      if (size == 1) {
        store<i32>(known, -1, 8);
        continue;
      }
      store<i32>(known, length, 8);
      length += size;
      store<i32>(groups, length);
      groups += 4;
    }
    let entry = heap.first + FIRST;
    for (let k = 0; k < heap.picked; k++) {
      const known = own.known + (<usize>find(own, load<u32>(entry))) * KNOWN;
      const to = load<i32>(known, 8);
      if (to >= 0) {
        store<i32>(members + ((<usize>to) << 2), load<i32>(entry, 4));
        store<i32>(known, to + 1, 8);
      }
      entry = after(entry);
    }
  }
  own.groups = <i32>((groups - ends) >>> 2);
  return number;
}

/** The picked entries of a heap. */
export function pickedOf(state: usize, number: i32): i32 {
  return changetype<Heap>(heapAt(state, number)).picked;
}
