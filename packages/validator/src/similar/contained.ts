import type { AnchoredItems, AnchorStore } from './anchor-store.js';

export interface ContainmentSearch {
  /** units of a gram that likeness is measured by */
  readonly n: number;
  /** units of normal text from which an item is looked for */
  readonly least: number;
  /** share of the shorter item's grams that the longer one must have */
  readonly containment: number;
  /** whether an item takes part, by its sketch */
  takesPart(sketch: number): boolean;
  /** whether two items may belong together for all else that is known of them, by their sketches */
  mayBelong(shorter: number, longer: number): boolean;
  /** Takes a pair that is worth reading again. @param missing bits of the shorter one's anchors that the longer one lacks @param units its length */
  take(shorter: number, longer: number, missing: number, units: number): void;
  /** Told of an item that too many others share even its rarest anchors with: it was not looked for. */
  cut(sketch: number): void;
}

/** Anchors that one edit may take away: those of the grams that it touches, and those chosen in windows that it touches. */
const ANCHORS_OF_EDIT = 5;
/** Pairs that an item may be compared in on average, and the least that all may cost together. */
const COST_PER_ITEM = 100;
const LEAST_COST = 20_000_000;
/** Of lengths nearer to each other than this, whatever contains the other is similar to it, and found as such. */
const MUCH_SHORTER = 0.9;
/** Items that are looked for at once: what is held of them takes about 110 bytes each. */
const BLOCK = 1 << 20;

/**
 * Finds items that may stand in longer ones. Whoever contains an item has its anchors too, but for those that an edit took away; so it is
 * looked for among those that have the rarest anchor of its first or its second half (as prefix filters do: Chaudhuri, Ganti, Kaushik 2006) and, by a Bloom
 * filter, its narrow ones.
 */
export function findContained(store: AnchorStore, search: ContainmentSearch): void {
  for (const tier of ['narrow', 'wide'] as const) {
    const some = countItems(store, search, tier);
    if (some.count === 0 || some.longest * MUCH_SHORTER < some.shortest) continue;
    const counts = countAnchors(store, tier);
    for (let first = 0; first < some.count; first += BLOCK) {
      const sought = chooseSought(store, search, tier, counts, first, Math.min(BLOCK, some.count - first));
      seek(store, search, tier, sought);
    }
  }
}

type Tier = 'narrow' | 'wide';

/**
 * How many times the least length a text has that is looked for by its wide anchors. Those take a stretch of twice that length, which is
 * left of such a text also where it was cut in two.
 */
const WIDE_FROM = 5;

const isOf = (tier: Tier, { least }: ContainmentSearch, units: number): boolean =>
  tier === 'wide' ? units >= WIDE_FROM * least : units >= least && units < WIDE_FROM * least;

const startOf = (tier: Tier, items: AnchoredItems): number => (tier === 'wide' ? items.from : items.between);
const endOf = (tier: Tier, items: AnchoredItems): number => (tier === 'wide' ? items.between : items.to);

/** Items of a tier, their shortest, and the longest of all. */
function countItems(
  store: AnchorStore,
  search: ContainmentSearch,
  tier: Tier,
): { readonly count: number; readonly shortest: number; readonly longest: number } {
  let count = 0;
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (const items of store.splits()) {
    while (items.next()) {
      longest = Math.max(longest, items.units);
      if (!isOf(tier, search, items.units)) continue;
      count += 1;
      shortest = Math.min(shortest, items.units);
    }
  }
  return { count, shortest, longest };
}

/** How many entries have an anchor, by its lower 24 bits: never too few, up to MANY. The upper ones of what is least are mostly zero. */
const MANY = 0xfffe;
const placeOf = (anchor: number): number => anchor & 0xffffff;

function countAnchors(store: AnchorStore, tier: Tier): Uint16Array {
  const counts = new Uint16Array(1 << 24);
  for (const items of store.splits()) {
    const { ints } = items;
    while (items.next()) {
      const end = endOf(tier, items);
      for (let k = startOf(tier, items); k < end; k++) {
        const place = placeOf(ints[k] as number);
        if ((counts[place] as number) < MANY) counts[place] = (counts[place] as number) + 1;
      }
    }
  }
  return counts;
}

/** Items that are looked for, by their number among those. */
interface Sought {
  readonly size: number;
  readonly sketch: Int32Array;
  readonly units: Int32Array;
  /** ENTRY integers for each half of an item: what a comparison needs stands together, for memory far apart is what costs */
  readonly entries: Int32Array;
  /** by half, how many anchors of all are the rarest of it; NEVER where it has none to look for */
  readonly count: Uint16Array;
}

/** One more than MANY. */
const NEVER = 0xffff;

/** A text that was cut in two still has the anchors of one half. */
const HALVES = 2;

/** At the front the rarest anchor of a half, then the next entry with that one or -1, `packed`, and a Bloom filter of its narrow anchors. */
const Entry = { Next: 1, Packed: 2, Bloom: 4 } as const;
const BLOOM_WORDS = 4;
const ENTRY = Entry.Bloom + BLOOM_WORDS;

/** The length of an item and how many anchors it may lack in whoever contains it. */
const packed = (units: number, losable: number): number => units * 8192 + losable;
const unitsOf = (word: number): number => word >>> 13;
const losableOf = (word: number): number => word & 8191;

/** `size` items of a tier from the `first` on. Of whose anchors too many are nobody else's stands in nothing. */
function chooseSought(
  store: AnchorStore,
  search: ContainmentSearch,
  tier: Tier,
  counts: Uint16Array,
  first: number,
  size: number,
): Sought {
  const sought = {
    size,
    sketch: new Int32Array(size),
    units: new Int32Array(size),
    entries: new Int32Array(size * HALVES * ENTRY),
    count: new Uint16Array(size * HALVES).fill(NEVER),
  };
  let number = -1;
  for (const items of store.splits()) {
    while (items.next()) {
      if (!isOf(tier, search, items.units)) continue;
      number += 1;
      if (number >= first + size) return sought;
      if (number >= first && search.takesPart(items.sketch)) putSought(sought, number - first, items, tier, counts, search);
    }
  }
  return sought;
}

function putSought(
  { sketch, units, entries, count }: Sought,
  item: number,
  items: AnchoredItems,
  tier: Tier,
  counts: Uint16Array,
  search: ContainmentSearch,
): void {
  const { ints } = items;
  sketch[item] = items.sketch;
  units[item] = items.units;
  const mayLose = losable(items.units, search);
  const [start, end] = [startOf(tier, items), endOf(tier, items)];
  const middle = (start + end) >>> 1;
  let lost = 0;
  for (let k = start; k < end; k++) {
    const own = ints[k] as number;
    const holders = counts[placeOf(own)] as number;
    if (holders < 2) lost += 1;
    const entry = item * HALVES + (k < middle ? 0 : 1);
    if (holders < 2 || holders >= (count[entry] as number)) continue;
    count[entry] = holders;
    entries[entry * ENTRY] = own;
  }
  if (lost > mayLose) count.fill(NEVER, item * HALVES, (item + 1) * HALVES);
  for (let entry = item * HALVES; entry < (item + 1) * HALVES; entry++) {
    if (count[entry] === NEVER) continue;
    entries[entry * ENTRY + Entry.Packed] = packed(items.units, mayLose);
    writeBloom(items, entries, entry * ENTRY + Entry.Bloom);
  }
}

/** A Bloom filter of an item's narrow anchors. */
function writeBloom({ ints, between, to }: AnchoredItems, into: Int32Array, at: number): void {
  for (let k = between; k < to; k++) {
    const anchor = ints[k] as number;
    const word = at + ((anchor >>> 5) & (BLOOM_WORDS - 1));
    into[word] = (into[word] as number) | (1 << (anchor & 31));
  }
}

/**
 * Anchors of a text that may be missing where all but a few of its grams are there. Whatever is put between two of its letters takes n − 1
 * grams, once also fewer, for the longer text may have some of those elsewhere.
 */
function losable(units: number, { n, containment }: ContainmentSearch): number {
  const grams = Math.floor((units - n + 1) * (1 - containment) + 1e-9);
  return grams === 0 ? 0 : Math.max(1, Math.floor(grams / (n - 1))) * ANCHORS_OF_EDIT;
}

/** The most entries that an anchor may have, so that all comparisons stay within the budget. */
function mostHolders({ count, size }: Sought): number {
  const costs = new Float64Array(MANY + 1);
  for (const holders of count) if (holders !== NEVER) costs[holders] = (costs[holders] as number) + holders;
  const budget = Math.max(LEAST_COST, COST_PER_ITEM * size);
  let cost = 0;
  for (let holders = 2; holders < MANY; holders++) {
    cost += costs[holders] as number;
    if (cost > budget) return holders - 1;
  }
  return MANY - 1;
}

function seek(store: AnchorStore, search: ContainmentSearch, tier: Tier, sought: Sought): void {
  const most = mostHolders(sought);
  for (let item = 0; item < sought.size; item++) {
    const rarest = Math.min(...sought.count.subarray(item * HALVES, (item + 1) * HALVES));
    if (rarest > most && rarest !== NEVER) search.cut(sought.sketch[item] as number);
  }
  const { entries, sketch } = sought;
  const firstWith = linkEntries(sought, most);
  const bloom = new Int32Array(BLOOM_WORDS);
  for (const items of store.splits()) {
    const { ints } = items;
    while (items.next()) {
      const end = endOf(tier, items);
      const reach = Math.floor(items.units * MUCH_SHORTER);
      let isKnown = false;
      for (let k = startOf(tier, items); k < end; k++) {
        for (let entry = firstWith(ints[k] as number); entry >= 0; entry = entries[entry * ENTRY + Entry.Next] as number) {
          const word = entries[entry * ENTRY + Entry.Packed] as number;
          // Those of an anchor stand by length.
          if (unitsOf(word) > reach) break;
          if (!isKnown) writeBloom(items, bloom.fill(0), 0);
          isKnown = true;
          const missing = missingBits(entries, entry * ENTRY + Entry.Bloom, bloom, losableOf(word));
          if (missing > losableOf(word) || !search.takesPart(items.sketch)) continue;
          const shorter = sketch[(entry / HALVES) | 0] as number;
          if (search.mayBelong(shorter, items.sketch)) search.take(shorter, items.sketch, missing, unitsOf(word));
        }
      }
    }
  }
}

/** Bits that a filter lacks of another, which begins at `at`; stops counting past `limit`. */
function missingBits(own: Int32Array, at: number, bloom: Int32Array, limit: number): number {
  let count = 0;
  for (let k = 0; k < BLOOM_WORDS && count <= limit; k++) {
    let x = (own[at + k] as number) & ~(bloom[k] as number);
    x -= (x >>> 1) & 0x55555555;
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
    count += Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Links the entries of each anchor, shorter items first; gives the first entry of an anchor, -1 where there is none. */
function linkEntries({ size, units, entries, count }: Sought, most: number): (anchor: number) => number {
  const mask = 2 ** Math.ceil(Math.log2(size * HALVES * 2 + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  /** a bit for each anchor's place: most anchors are nobody's rarest, and the table is too large to be near */
  const known = new Int32Array((1 << 24) >>> 5);
  const slotOf = (anchor: number): number => {
    let slot = anchor & mask;
    while ((table[slot] as number) >= 0 && entries[(table[slot] as number) * ENTRY] !== anchor) {
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  // From the longest to the shortest, each put before those that are there.
  for (const item of byLength(units, size)) {
    for (let entry = item * HALVES; entry < (item + 1) * HALVES; entry++) {
      if ((count[entry] as number) > most) continue;
      const anchor = entries[entry * ENTRY] as number;
      const slot = slotOf(anchor);
      entries[entry * ENTRY + Entry.Next] = table[slot] as number;
      table[slot] = entry;
      const word = placeOf(anchor) >>> 5;
      known[word] = (known[word] as number) | (1 << (anchor & 31));
    }
  }
  return (anchor) =>
    ((known[placeOf(anchor) >>> 5] as number) & (1 << (anchor & 31))) === 0 ? -1 : (table[slotOf(anchor)] as number);
}

/** Numbers of items, the longest first: a counting sort. */
function byLength(units: Int32Array, size: number): Int32Array {
  const longest = units.reduce((a, b) => Math.max(a, b), 0);
  const fill = new Int32Array(longest + 2);
  for (const length of units) fill[longest - length + 1] = (fill[longest - length + 1] as number) + 1;
  for (let k = 1; k < fill.length; k++) fill[k] = (fill[k] as number) + (fill[k - 1] as number);
  const sorted = new Int32Array(size);
  for (let item = 0; item < size; item++) {
    const at = longest - (units[item] as number);
    sorted[fill[at] as number] = item;
    fill[at] = (fill[at] as number) + 1;
  }
  return sorted;
}
