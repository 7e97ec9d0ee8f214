import { allocate, type ByteMemory } from './byte-memory.js';
import { CHOICE_WORDS, FACTS, Fact } from './sketch-facts.js';

/** What two sketches that may be near have at the least, and by what they may differ. */
export interface LikelyBounds {
  /** whether the choices do not matter */
  readonly every: boolean;
  /** grams by which two texts may differ, as a share of those of both together: (1 − J)/(1 + J) */
  readonly share: number;
  /** share of its grams that an item has in common with whoever contains it */
  readonly containment: number;
  /** bits by which parity words may differ, by differing grams; of more than these nothing is told */
  readonly bits: Uint16Array;
}

/**
 * Sketches, numbered in the order in which they are added, of which those are found that may be near each other: all that are within the bounds. In
 * WebAssembly it is hardly another one, in TypeScript all that have a choice in common.
 */
export interface SketchTable {
  readonly count: number;
  /** FACTS integers each; good until more are added */
  readonly facts: Int32Array;
  /** Keeps the first `count`. */
  truncate(count: number): void;
  /** Adds `count` sketches. @param copy writes their facts to `out`, where they begin at `at` */
  add(count: number, copy: (out: Int32Array, at: number) => void): void;
  /** Puts one in the place of another one. */
  move(from: number, to: number): void;
  /** Tells in order of those from `first` to before `end` that may be near the one numbered `own`. */
  likely(first: number, end: number, own: number, tell: (k: number) => void): void;
  /**
   * Tells of each pair of a group, by the later one and then by the earlier one.
   * @param ends where groups end, the first of which begins at 0 @param most members of a group, GROUPED at the most: larger ones are passed over
   */
  likelyPairs(ends: Int32Array, groups: number, most: number, tell: (later: number, earlier: number) => void): void;
}

/** Sketches of a group all of whose pairs are told of at once. */
export const GROUPED = 64;
/** Sketches from which WebAssembly looks through them in less time than it takes to be called. */
const MANY = 8;
/** Pairs that there is room for: those of a group, at the least. */
const PAIR_ROOM = GROUPED * GROUPED;

/** @param size sketches that there is room for at first */
export function createSketchTable(memory: ByteMemory, bounds: LikelyBounds, size: number): SketchTable {
  const { kernels } = memory;
  const boundsAt = kernels === null ? 0 : putBounds(memory, bounds);
  const pairsAt = allocate(memory, PAIR_ROOM * 8);
  const stateAt = allocate(memory, 4);
  let room = size;
  let factsAt = 0;
  let outAt = 0;
  let endsAt = 0;
  let count = 0;
  let ints = new Int32Array(memory.buffer);
  let held = new Int32Array(0);
  memory.onReplaced.push(view);
  takeRoom();

  function view(): void {
    ints = new Int32Array(memory.buffer);
    held = new Int32Array(memory.buffer, factsAt, room * FACTS);
  }

  function takeRoom(): void {
    const before = factsAt;
    factsAt = allocate(memory, room * FACTS * 4);
    outAt = allocate(memory, (room + 1) * 4);
    endsAt = allocate(memory, room * 4);
    view();
    ints.copyWithin(factsAt >>> 2, before >>> 2, (before >>> 2) + count * FACTS);
  }

  const mayShare = (a: number, b: number): boolean => bounds.every || mayShareChoice(held, a, b);

  return {
    get count() {
      return count;
    },
    get facts() {
      return held;
    },
    truncate(to) {
      count = to;
    },
    add(more, copy) {
      if (count + more > room) {
        while (count + more > room) room *= 2;
        takeRoom();
      }
      copy(held, count * FACTS);
      count += more;
    },
    move(from, to) {
      held.copyWithin(to * FACTS, from * FACTS, (from + 1) * FACTS);
    },
    likely(first, end, own, tell) {
      if (kernels === null || end - first < MANY) {
        for (let k = first; k < end; k++) if (mayShare(k, own)) tell(k);
        return;
      }
      const bytes = FACTS * 4;
      const found = kernels.likely(boundsAt, factsAt + first * bytes, end - first, factsAt + own * bytes, outAt);
      for (let k = outAt >>> 2; k < (outAt >>> 2) + found; k++) tell(first + (ints[k] as number));
    },
    likelyPairs(ends, groups, most, tell) {
      if (kernels === null) {
        for (let group = 0, from = 0; group < groups; from = ends[group++] as number) {
          const end = ends[group] as number;
          if (end - from > most) continue;
          for (let later = from + 1; later < end; later++) {
            for (let earlier = from; earlier < later; earlier++) if (mayShare(earlier, later)) tell(later, earlier);
          }
        }
        return;
      }
      ints.set(ends.subarray(0, groups), endsAt >>> 2);
      for (let next = 0; next < groups; next = ints[stateAt >>> 2] as number) {
        const found = kernels.likelyPairs(boundsAt, factsAt, endsAt, next, groups, most, pairsAt, PAIR_ROOM, stateAt);
        for (let k = pairsAt >>> 2; k < (pairsAt >>> 2) + found * 2; k += 2) tell(ints[k] as number, ints[k + 1] as number);
      }
    },
  };
}

/** Bounds of assembly/filters.ts */
function putBounds(memory: ByteMemory, { every, share, containment, bits }: LikelyBounds): number {
  const limitsAt = allocate(memory, bits.length * 2);
  const at = allocate(memory, 32);
  new Uint16Array(memory.buffer, limitsAt, bits.length).set(bits);
  new Float64Array(memory.buffer, at, 2).set([share, containment]);
  new Int32Array(memory.buffer, at + 16, 3).set([limitsAt, bits.length - 1, every ? 1 : 0]);
  return at;
}

/** Whether they have a choice in common, or one of them has none. */
function mayShareChoice(facts: Int32Array, a: number, b: number): boolean {
  const [atA, atB] = [a * FACTS + Fact.Choices, b * FACTS + Fact.Choices];
  let common = 0;
  let ofA = 0;
  let ofB = 0;
  for (let k = 0; k < CHOICE_WORDS; k++) {
    ofA |= facts[atA + k] as number;
    ofB |= facts[atB + k] as number;
    common |= (facts[atA + k] as number) & (facts[atB + k] as number);
  }
  return common !== 0 || ofA === 0 || ofB === 0;
}
