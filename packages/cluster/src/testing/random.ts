/** Numbers in [0, 1) that depend on the seed alone: the linear congruential generator of Knuth and Lewis. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
