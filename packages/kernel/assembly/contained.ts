// The search for texts inside longer ones by the anchors that they have in common, a partition of all anchors at a time: src/holder-counter.ts and
// src/inside-search.ts write what is read here, and have the same in plain TypeScript. Addresses are absolute.

/** A packed anchor: the lower bits are itself, the upper ones how far its place is past that of the one before; from FAR on the place is a word of its own. */
const ANCHOR_BITS: u32 = 25;
const ANCHOR_MASK: u32 = (1 << ANCHOR_BITS) - 1;
const FAR: u32 = 127;
/** Of how many holders of an anchor there are no more is told. */
const MANY: u32 = 0xfffe;
/** Of lengths nearer to each other than this, neither text is looked for in the other. */
const MUCH_SHORTER: f64 = 0.9;

/**
 * Appends `count` packed words as anchors and places, of four bytes each. @param first the place that theirs are counted from @param limit the place after the
 * last that there is. Gives how many, -1 where a place is past the limit.
 */
export function unpackAnchors(words: usize, count: i32, first: u32, limit: u32, anchors: usize, places: usize): i32 {
  const end = words + ((<usize>count) << 2);
  let place = first;
  let to: usize = 0;
  for (let at = words; at < end; at += 4) {
    const word = load<u32>(at);
    const step = word >>> ANCHOR_BITS;
    if (step == FAR) {
      at += 4;
      place = first + load<u32>(at);
    } else place += step;
    if (place >= limit) return -1;
    store<u32>(anchors + to, word & ANCHOR_MASK);
    store<u32>(places + to, place);
    to += 4;
  }
  return <i32>(to >>> 2);
}

/** A partition's anchors, and what is counted of them. */
@unmanaged
class Counting {
  anchors: usize;
  places: usize;
  size: i32;
  /** by sketch, two bytes; those that are looked for are `from` units long or more, and shorter than `to` */
  lengths: usize;
  from: u32;
  to: u32;
  /** 1 where there are others */
  others: i32;
  /** an anchor and how many have it, by slot, and how many slots there are but one */
  table: usize;
  mask: u32;
  /** room for an address each anchor */
  slots: usize;
  /** the first place that is told of, and the one after the last */
  first: u32;
  last: u32;
  /** by place, the rarest anchor that another item has, and how many have it; by sketch, how many no other item has */
  rarest: usize;
  holders: usize;
  own: usize;
  part: u32;
}

/** The slot of an anchor, or where it may be put. */
@inline
function slotOf(anchor: u32, table: usize, mask: u32): usize {
  let slot = anchor & mask;
  let at = table + ((<usize>slot) << 3);
  while (load<u32>(at, 4) != 0 && load<u32>(at) != anchor) {
    slot = (slot + 1) & mask;
    at = table + ((<usize>slot) << 3);
  }
  return at;
}

@inline
function isSought(place: u32, count: Counting): bool {
  const units = <u32>load<u16>(count.lengths + ((<usize>(place >>> 1)) << 1));
  return units >= count.from && units < count.to;
}

@inline
function addOne(slot: usize): void {
  const before = load<u32>(slot, 4);
  store<u32>(slot, before + (before < MANY ? 1 : 0), 4);
}

/** Counts who has which anchor of a partition, and notes it by place. */
export function countHolders(head: usize): void {
  const counting = changetype<Counting>(head);
  const anchors = counting.anchors;
  const places = counting.places;
  const table = counting.table;
  const mask = counting.mask;
  const slots = counting.slots;
  const end = (<usize>counting.size) << 2;
  const others = counting.others != 0;
  memory.fill(table, 0, ((<usize>mask) + 1) << 3);
  for (let k: usize = 0; k < end; k += 4) {
    if (others && !isSought(load<u32>(places + k), counting)) continue;
    const anchor = load<u32>(anchors + k);
    const slot = slotOf(anchor, table, mask);
    store<u32>(slot, anchor);
    addOne(slot);
    store<u32>(slots + k, slot as u32);
  }
  for (let k: usize = 0; others && k < end; k += 4) {
    if (isSought(load<u32>(places + k), counting)) continue;
    const slot = slotOf(load<u32>(anchors + k), table, mask);
    if (load<u32>(slot, 4) != 0) addOne(slot);
  }
  tellHolders(counting, end, others);
}

function tellHolders(counting: Counting, end: usize, others: bool): void {
  const first = counting.first;
  const last = counting.last;
  const holders = counting.holders;
  for (let k: usize = 0; k < end; k += 4) {
    const place = load<u32>(counting.places + k);
    if (place < first || place >= last || (others && !isSought(place, counting))) continue;
    const at = <usize>(place - first);
    const count = load<u32>(load<u32>(counting.slots + k), 4);
    if (count < 2) {
      const alone = counting.own + (at & ~1);
      store<u16>(alone, <u16>(load<u16>(alone) + 1));
    } else if (count < <u32>load<u16>(holders + (at << 1))) {
      store<u16>(holders + (at << 1), <u16>count);
      store<u32>(counting.rarest + (at << 2), (load<u32>(counting.anchors + k) << 7) | counting.part);
    }
  }
}

/** Bytes of an entry: an anchor, its sketch, its size, and in the upper half of the last word how many have the anchor. */
const ENTRY: usize = 16;
const SKETCH: usize = 4;
const SIZE: usize = 8;
const HOLDERS: usize = 12;
const LENGTHS: usize = 1 << 16;
/** Bits of a size below the length: how many bits a filter may have more. */
const SIZE_BITS: u32 = 13;
/** Bytes of a question of filters.ts. */
const ASKED: usize = 32;

/** Texts that are looked for in a partition, by anchor and then by length, and its anchors. */
@unmanaged
class Seeking {
  entries: usize;
  count: i32;
  /** the most that may have an anchor */
  most: u32;
  /** an anchor and one more than the number of its group, by slot, and how many slots there are but one */
  table: usize;
  mask: u32;
  /** a bit for each anchor that has a group, and for few others */
  known: usize;
  knownMask: u32;
  /** room for a word each entry, twice, and one for each length or group */
  groups: usize;
  order: usize;
  counters: usize;
  /** of each entry, in order; filters of sixteen bytes */
  sketches: usize;
  sizes: usize;
  filters: usize;
  /** of each group: where it ends, and its least length */
  ends: usize;
  shortest: usize;
  /** filters of all sketches, 0 where they are not here */
  all: usize;
  /** by sketch, two bytes */
  lengths: usize;
  anchors: usize;
  places: usize;
  size: i32;
  /** the anchor that is looked at next */
  next: i32;
  /** questions, and how many there is room for */
  asked: usize;
  room: i32;
}

/** Takes the entries of anchors that not too many have; gives their number. */
export function indexSought(head: usize): i32 {
  const seeking = changetype<Seeking>(head);
  const count = affordable(seeking);
  seeking.count = count;
  memory.fill(seeking.table, 0, ((<usize>seeking.mask) + 1) << 3);
  memory.fill(seeking.known, 0, ((<usize>seeking.knownMask) + 1) << 2);
  const groups = groupEntries(seeking);
  orderByLength(seeking);
  orderByGroup(seeking, groups);
  return count;
}

function affordable(seeking: Seeking): i32 {
  const entries = seeking.entries;
  const end = entries + (<usize>seeking.count) * ENTRY;
  let to = entries;
  for (let at = entries; at < end; at += ENTRY) {
    const holders = load<u32>(at, HOLDERS) >>> 16;
    v128.store(to, v128.load(at));
    to += holders > seeking.most ? 0 : ENTRY;
  }
  return <i32>((to - entries) / ENTRY);
}

function groupEntries(seeking: Seeking): u32 {
  const entries = seeking.entries;
  const known = seeking.known;
  let groups: u32 = 0;
  for (let k: usize = 0; k < <usize>seeking.count; k++) {
    const anchor = load<u32>(entries + k * ENTRY) >>> 7;
    const slot = slotOf(anchor, seeking.table, seeking.mask);
    if (load<u32>(slot, 4) == 0) {
      groups += 1;
      store<u32>(slot, anchor);
      store<u32>(slot, groups, 4);
      const word = known + ((<usize>(anchor & seeking.knownMask)) << 2);
      store<u32>(word, load<u32>(word) | ((<u32>1) << (anchor >>> 20)));
    }
    store<u32>(seeking.groups + (k << 2), load<u32>(slot, 4) - 1);
  }
  return groups;
}

/** A counting sort: the indices of all entries by their length. */
function orderByLength(seeking: Seeking): void {
  const counters = seeking.counters;
  const sizes = seeking.entries + SIZE;
  const count = <usize>seeking.count;
  memory.fill(counters, 0, LENGTHS << 2);
  let longest: usize = 0;
  for (let k: usize = 0; k < count; k++) {
    const units = <usize>(load<u32>(sizes + k * ENTRY) >>> SIZE_BITS);
    longest = max(longest, units);
    const counter = counters + (units << 2);
    store<u32>(counter, load<u32>(counter) + 1);
  }
  beginnings(counters, longest + 1);
  for (let k: usize = 0; k < count; k++) {
    const at = nextOf(counters + ((<usize>(load<u32>(sizes + k * ENTRY) >>> SIZE_BITS)) << 2));
    store<u32>(seeking.order + (at << 2), k as u32);
  }
}

/** Makes of counts where what is counted begins. */
function beginnings(counters: usize, count: usize): void {
  let before: u32 = 0;
  for (let k: usize = 0; k < count; k++) {
    const own = load<u32>(counters + (k << 2));
    store<u32>(counters + (k << 2), before);
    before += own;
  }
}

@inline
function nextOf(counter: usize): usize {
  const at = load<u32>(counter);
  store<u32>(counter, at + 1);
  return <usize>at;
}

/** Puts the entries by their group, those of a group by their length. */
function orderByGroup(seeking: Seeking, groups: u32): void {
  const ends = seeking.ends;
  const count = <usize>seeking.count;
  memory.fill(ends, 0, (<usize>groups) << 2);
  for (let k: usize = 0; k < count; k++) {
    const counter = ends + ((<usize>load<u32>(seeking.groups + (k << 2))) << 2);
    store<u32>(counter, load<u32>(counter) + 1);
  }
  beginnings(ends, groups);
  memory.fill(seeking.shortest, 0xff, (<usize>groups) << 2);
  for (let k: usize = 0; k < count; k++) {
    const index = <usize>load<u32>(seeking.order + (k << 2));
    const entry = seeking.entries + index * ENTRY;
    const group = (<usize>load<u32>(seeking.groups + (index << 2))) << 2;
    const at = nextOf(ends + group);
    const size = load<u32>(entry, SIZE);
    const sketch = load<u32>(entry, SKETCH);
    store<u32>(seeking.sketches + (at << 2), sketch);
    store<u32>(seeking.sizes + (at << 2), size);
    store<u32>(seeking.shortest + group, min(load<u32>(seeking.shortest + group), size >>> SIZE_BITS));
    if (seeking.all != 0) v128.store(seeking.filters + (at << 4), v128.load(seeking.all + ((<usize>sketch) << 4)));
  }
}

/**
 * Asks of the texts that have an anchor of a group, from `next` on, and are longer than its shortest, which of the group they may contain: writes questions of
 * filters.ts with the sketch in their free word, so many as there is room for. Gives how many; their filters are only written where those of all sketches are here.
 */
export function askSought(head: usize): i32 {
  const seeking = changetype<Seeking>(head);
  const known = seeking.known;
  const knownMask = seeking.knownMask;
  const table = seeking.table;
  const mask = seeking.mask;
  const all = seeking.all;
  const last = seeking.asked + (<usize>seeking.room) * ASKED;
  let to = seeking.asked;
  let k = seeking.next;
  for (; k < seeking.size && to < last; k++) {
    const at = (<usize>k) << 2;
    const anchor = load<u32>(seeking.anchors + at);
    if (((load<u32>(known + ((<usize>(anchor & knownMask)) << 2)) >>> (anchor >>> 20)) & 1) == 0) continue;
    const group = (<usize>load<u32>(slotOf(anchor, table, mask), 4)) << 2;
    if (group == 0) continue;
    const sketch = load<u32>(seeking.places + at) >>> 1;
    const reach = <u32>((<f64>load<u16>(seeking.lengths + ((<usize>sketch) << 1))) * MUCH_SHORTER);
    if (load<u32>(seeking.shortest + group - 4) > reach) continue;
    store<u32>(to, group == 4 ? 0 : load<u32>(seeking.ends + group - 8));
    store<u32>(to, load<u32>(seeking.ends + group - 4), 4);
    store<u32>(to, reach, 8);
    store<u32>(to, sketch, 12);
    if (all != 0) v128.store(to, v128.load(all + ((<usize>sketch) << 4)), 16);
    to += ASKED;
  }
  seeking.next = k;
  return <i32>((to - seeking.asked) / ASKED);
}
