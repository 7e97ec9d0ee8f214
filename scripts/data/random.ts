/** Deterministic source of numbers: equal seeds give equal sequences on every platform. */
export interface Random {
  /** uniform in [0, 1) */
  next(): number;
  /** uniform integer in [0, below) */
  below(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** `count` distinct integers in [0, below), in random order */
  sample(count: number, below: number): number[];
}

/** Mixes integers into one 32-bit seed (the finaliser of MurmurHash3 over each part). */
export function seedOf(...parts: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (list) => list[below(list.length)],
    sample(count, limit) {
      const chosen: number[] = [];
      while (chosen.length < Math.min(count, limit)) {
        const candidate = below(limit);
        if (!chosen.includes(candidate)) chosen.push(candidate);
      }
      return chosen;
    },
  };
}

/** A bijection of [0, size): `index → (index · step + shift) mod size` with a step that shares no factor with size. */
export function permutation(size: number, seed: number): (index: number) => number {
  const random = randomFrom(seed);
  const shift = random.below(size);
  let step = Math.max(1, Math.floor(size * (0.38 + 0.24 * random.next())));
  while (greatestCommonDivisor(step, size) !== 1) step++;
  return (index) => (index * step + shift) % size;
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
