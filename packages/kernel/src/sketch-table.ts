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

/** Sketches, numbered in the order in which they are added, of which those are found that may be near another one. */
export interface SketchTable {
  readonly count: number;
  /** FACTS integers each; good until the next one is added */
  readonly facts: Int32Array;
  clear(): void;
  add(facts: Int32Array, row: number): void;
  /**
   * Tells in order of those that may be near a sketch, the `row`-th of some: of all that are within the bounds, in WebAssembly of hardly another one, and
   * in TypeScript of all that have a choice in common with it.
   */
  likely(facts: Int32Array, row: number, tell: (k: number) => void): void;
}

/** Sketches from which WebAssembly looks through them in less time than it takes to be called. */
const MANY = 8;

export function createSketchTable(memory: ByteMemory, { every, share, containment, bits }: LikelyBounds): SketchTable {
  const likely = memory.kernels?.likely ?? null;
  const ownAt = allocate(memory, FACTS * 4);
  const limitsAt = allocate(memory, bits.length * 2);
  let room = 64;
  let factsAt = allocate(memory, room * FACTS * 4);
  let outAt = allocate(memory, (room + 1) * 4);
  let count = 0;
  let ints = new Int32Array(memory.buffer);
  let held = new Int32Array(memory.buffer, factsAt, room * FACTS);
  new Uint16Array(memory.buffer, limitsAt, bits.length).set(bits);
  memory.onReplaced.push(() => {
    ints = new Int32Array(memory.buffer);
    held = new Int32Array(memory.buffer, factsAt, room * FACTS);
  });

  function grow(): void {
    const before = factsAt;
    const grownAt = allocate(memory, room * 2 * FACTS * 4);
    outAt = allocate(memory, (room * 2 + 1) * 4);
    ints.copyWithin(grownAt >>> 2, before >>> 2, (before >>> 2) + count * FACTS);
    room *= 2;
    factsAt = grownAt;
    held = new Int32Array(memory.buffer, factsAt, room * FACTS);
  }

  function put(at: number, facts: Int32Array, row: number): void {
    for (let k = 0; k < FACTS; k++) ints[at + k] = facts[row * FACTS + k] as number;
  }

  return {
    get count() {
      return count;
    },
    get facts() {
      return held;
    },
    clear() {
      count = 0;
    },
    add(facts, row) {
      if (count === room) grow();
      put((factsAt >>> 2) + count * FACTS, facts, row);
      count += 1;
    },
    likely(facts, row, tell) {
      if (likely === null || count < MANY) {
        for (let k = 0; k < count; k++) if (every || mayShareChoice(held, k, facts, row)) tell(k);
        return;
      }
      put(ownAt >>> 2, facts, row);
      const found = likely(factsAt, count, ownAt, every ? 1 : 0, share, containment, limitsAt, bits.length - 1, outAt);
      for (let k = outAt >>> 2; k < (outAt >>> 2) + found; k++) tell(ints[k] as number);
    },
  };
}

/** Whether they have a choice in common, or one of them has none. */
function mayShareChoice(factsA: Int32Array, a: number, factsB: Int32Array, b: number): boolean {
  const [atA, atB] = [a * FACTS + Fact.Choices, b * FACTS + Fact.Choices];
  let common = 0;
  let ofA = 0;
  let ofB = 0;
  for (let k = 0; k < CHOICE_WORDS; k++) {
    ofA |= factsA[atA + k] as number;
    ofB |= factsB[atB + k] as number;
    common |= (factsA[atA + k] as number) & (factsB[atB + k] as number);
  }
  return common !== 0 || ofA === 0 || ofB === 0;
}
